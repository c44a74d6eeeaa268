import Sockets
import Synchronization
import SystemPackage
import Transcripts

extension RecordedSocket {
    /// The corresponding C function is `send`. Blocks until the kernel has taken all the bytes, unless the socket is
    /// non-blocking; a short count is possible all the same. Returns how many were taken.
    @discardableResult
    package func send(_ bytes: [UInt8], flags: MessageFlags = .none) throws -> Int {
        let thread = try LabThread.current()
        if let log = thread.log, run.faults == nil, !bytes.isEmpty { return try thread.sendFreely(self, bytes, flags, log) }
        var sent = 0
        // A fault's limit holds for the whole call, however often it waits.
        var limit: Int?
        let intent = Intent(
            call: .send, socket: self,
            whenItBlocks: waits(flags) ? { [self] in .room(self, progress: run.stage?.progress ?? 0) } : nil,
            timeout: sendTimeout, size: bytes.count)
        let describe = { [self] (event: inout RawRecord) in
            event.size = bytes.count
            event.flags = flags.names
            // Who steps through the run sees what is about to be sent.
            if run.options.schedule == .step { event.payload = Payload(bytes) }
        }
        return try thread.perform(intent, describe: describe) { event throws(SocketError) in
            event.payload = nil
            try checkOpen(.send)
            let most = limit ?? limited(bytes.count)
            limit = most
            do throws(SocketError) {
                try push(bytes[..<(sent == 0 ? split(most) : most)], from: &sent, flags, &event)
            } catch {
                // The lab may end the call while it waits: what the kernel has taken is known all the same.
                if sent > 0 { event.payload = Payload(Array(bytes[..<sent])) }
                if kind.isTCP, error.errno == .resourceTemporarilyUnavailable { thread.hasWaitedForRoom = true }
                throw error
            }
            if sent < most, kind.isTCP, stageSplits == false { thread.hasWaitedForRoom = true }
            event.result = .returned(sent)
            event.payload = Payload(Array(bytes[..<sent]))
            return sent
        }
    }

    @discardableResult
    package func send(_ text: String, flags: MessageFlags = .none) throws -> Int {
        try send(Array(text.utf8), flags: flags)
    }

    /// Hands over what a blocking `send` would: everything, waiting in between; an error after some bytes counts as a
    /// short send, as in the kernel.
    private func push(
        _ bytes: ArraySlice<UInt8>, from sent: inout Int, _ flags: MessageFlags, _ event: inout RawRecord
    ) throws(SocketError) {
        let own: MessageFlags = run.isFree ? flags : flags.union(.dontWait)
        repeat {
            do throws(SocketError) {
                let count = try bytes[sent...].withRaw { bytes throws(SocketError) in try raw.send(bytes, flags: own) }
                sent += count
                isSent(count, &event)
            } catch {
                let wouldBlock = error.errno == .resourceTemporarilyUnavailable && waits(flags)
                if sent > 0, !wouldBlock { return }
                throw error
            }
        } while sent < bytes.endIndex && waits(flags)
    }

    private var stageSplits: Bool { run.stage?.chooser.splits ?? false }

    /// TCP may move less than it could: how much, where every order is tried.
    private func split(_ size: Int, available: @autoclosure () -> Int? = nil) -> Int {
        guard let stage = run.stage, stage.chooser.splits, kind.isStream else { return size }
        return stage.size(of: min(size, available() ?? size))
    }

    private func isSent(_ count: Int, _ event: inout RawRecord) {
        if kind.isStream { sentBytes.add(count, ordering: .relaxed) }
    }

    /// Sends all the bytes, in as many `send`s as it takes. Python's `sendall`.
    package func sendAll(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        repeat {
            let count = try send(rest.count == bytes.count ? bytes : Array(rest))
            rest = rest.dropFirst(count)
        } while !rest.isEmpty
    }

    package func sendAll(_ text: String) throws { try sendAll(Array(text.utf8)) }

    /// The corresponding C function is `recv`: 1 to `size` bytes of what is there; none when the other side has
    /// closed its sending direction.
    package func recv(_ size: Int, flags: MessageFlags = .none) throws -> [UInt8] {
        let thread = try LabThread.current()
        if !kind.isStream { return try receiveDatagram(size, flags: flags, call: .recv).0 }
        if let log = thread.log, run.faults == nil, !flags.contains(.waitAll) {
            return try thread.recvFreely(self, size, flags, log)
        }
        var bytes: [UInt8] = []
        var limit: Int?
        let intent = Intent(
            call: .recv, socket: self, readiness: waits(flags) ? .readable(self) : .now,
            whenItBlocks: waits(flags) ? { .readable(self) } : nil, timeout: receiveTimeout)
        let describe = { [self] (event: inout RawRecord) in
            event.size = size
            event.flags = flags.names
        }
        return try thread.perform(intent, describe: describe) { event throws(SocketError) in
            try checkOpen(.recv)
            let most = limit ?? limited(size)
            limit = most
            try pull(split(most, available: raw.unreadBytes), into: &bytes, flags)
            if !flags.contains(.peek) { receivedBytes.add(bytes.count, ordering: .relaxed) }
            event.result = .returned(bytes.count)
            event.payload = Payload(bytes)
            return bytes
        }
    }

    /// One `recv`, or with MSG_WAITALL as many as it takes. What has come before an error is returned.
    private func pull(_ size: Int, into bytes: inout [UInt8], _ flags: MessageFlags) throws(SocketError) {
        let isExact = flags.contains(.waitAll) && waits(flags) && !run.isFree
        repeat {
            do throws(SocketError) {
                let more = try raw.recvBytes(size - bytes.count, flags: flags.subtracting(isExact ? .waitAll : []))
                bytes += more
                if more.isEmpty { return }
            } catch {
                if !bytes.isEmpty, error.errno != .resourceTemporarilyUnavailable { return }
                throw error
            }
        } while isExact && bytes.count < size
    }

    /// Receives exactly so many bytes, in as many `recv`s as it takes.
    ///
    /// - Throws: `EndOfStream` when the other side closes before they are all there.
    package func recvExactly(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try recv(count - bytes.count)
            if piece.isEmpty { throw EndOfStream(got: bytes.count, wanted: count) }
            bytes += piece
        }
        return bytes
    }
}

/// The other side closed in the middle of a message.
package struct EndOfStream: Error, Sendable, Equatable, CustomStringConvertible {
    package var got: Int
    package var wanted: Int

    package init(got: Int, wanted: Int) {
        self.got = got
        self.wanted = wanted
    }

    package var description: String { "end of stream after \(got) of \(wanted) bytes" }
}

extension Socket {
    /// `recv` into an array.
    func recvBytes(_ size: Int, flags: MessageFlags) throws(SocketError) -> [UInt8] {
        var failure: SocketError?
        // Not 0: all empty arrays are one, whose count every thread would write.
        let bytes = [UInt8](unsafeUninitializedCapacity: max(1, size)) { buffer, count in
            do throws(SocketError) {
                let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<max(0, size)])
                count = try recv(into: room, flags: flags)
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

extension ArraySlice<UInt8> {
    /// `withUnsafeBytes` for a body with typed errors.
    func withRaw<Value>(_ body: (UnsafeRawBufferPointer) throws(SocketError) -> Value) throws(SocketError) -> Value {
        let result: Result<Value, SocketError> = withUnsafeBytes { bytes in
            do throws(SocketError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
