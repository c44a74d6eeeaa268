import Sockets
import Synchronization
import SystemPackage
import Transcripts

extension RecordedSocket {
    /// The corresponding C function is `sendto`: one datagram, whole or not at all.
    @discardableResult
    package func sendto(_ bytes: [UInt8], _ address: Address, flags: MessageFlags = []) throws -> Int {
        let thread = try LabThread.current()
        let intent = Intent(
            call: .sendto, socket: self,
            whenItBlocks: waits(flags) ? { [self] in .room(self, progress: run.stage?.progress ?? 0) } : nil,
            timeout: sendTimeout, address: address)
        let describe = { [run] (event: inout RawRecord) in
            event.size = bytes.count
            event.flags = flags.names
            event.address = address
            if run.options.schedule == .step { event.payload = Payload(bytes) }
        }
        return try thread.perform(intent, describe: describe) { event throws(SocketError) in
            event.payload = nil
            try checkOpen(.sendto)
            let count = try bytes[...].withRaw { bytes throws(SocketError) in
                try raw.sendto(bytes, address, flags: flags)
            }
            if local == nil {
                // The first datagram gave the socket its port.
                let own = try raw.localAddress()
                event.local = own
                isNamed(own)
            }
            event.result = .returned(count)
            event.payload = Payload(bytes)
            return count
        }
    }

    @discardableResult
    package func sendto(_ text: String, _ address: Address) throws -> Int {
        try sendto(Array(text.utf8), address)
    }

    /// The corresponding C function is `recvfrom`: one datagram; what does not fit `size` is thrown away.
    package func recvfrom(_ size: Int, flags: MessageFlags = []) throws -> ([UInt8], Address) {
        let (bytes, sender) = try receiveDatagram(size, flags: flags, call: .recvfrom)
        return (bytes, sender ?? target ?? .unix(path: ""))
    }

    func receiveDatagram(_ size: Int, flags: MessageFlags, call: Call) throws -> ([UInt8], Address?) {
        let thread = try LabThread.current()
        let intent = Intent(
            call: call, socket: self, readiness: waits(flags) ? .readable(self) : .now,
            whenItBlocks: waits(flags) ? { .readable(self) } : nil, timeout: receiveTimeout)
        let describe = { (event: inout RawRecord) in
            event.size = size
            event.flags = flags.names
        }
        return try thread.perform(intent, describe: describe) { event throws(SocketError) in
            try checkOpen(call)
            try endTalkIfSomebodyElseWrites(flags, on: thread)
            var bytes = [UInt8](repeating: 0, count: limited(size))
            let datagram = try thread.mayWait(on: self, to: call == .recvfrom ? .serve : .receive) { () throws(SocketError) in
                try bytes.withRawMutable { buffer throws(SocketError) in try raw.recvfrom(into: buffer, flags: flags, as: call.rawValue) }
            }
            bytes.removeLast(bytes.count - datagram.count)
            event.result = .returned(datagram.count)
            event.payload = Payload(bytes)
            event.peer = datagram.sender
            if datagram.length > datagram.count { event.datagramLength = datagram.length }
            event.dropped = Int(datagram.dropped)
            return (bytes, datagram.sender)
        }
    }
}

extension [UInt8] {
    /// `withUnsafeMutableBytes` for a body with typed errors.
    mutating func withRawMutable<Value>(
        _ body: (UnsafeMutableRawBufferPointer) throws(SocketError) -> Value
    ) throws(SocketError) -> Value {
        let result: Result<Value, SocketError> = withUnsafeMutableBytes { bytes in
            do throws(SocketError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
