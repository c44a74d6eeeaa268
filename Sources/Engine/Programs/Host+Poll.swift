import Sockets
import SystemPackage
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Host {
    /// Waits until at least one of the sockets has something to receive (or to accept). Returns those that have, in
    /// the order given; none when the time-out, in seconds, has passed. The corresponding C function is `poll`.
    package func poll(_ sockets: [RecordedSocket], timeout: Double? = nil) throws -> [RecordedSocket] {
        let thread = try LabThread.current()
        let intent = Intent(call: .poll, readiness: .anyReadable(sockets), timeout: timeout)
        let describe = { (event: inout RawRecord) in
            event.watched = sockets.map(\.serial)
            event.seconds = timeout
        }
        do {
            return try thread.perform(intent, describe: describe) { event throws(SocketError) in
                if run.isFree { try RecordedSocket.waitForAny(of: sockets, timeout: timeout, on: thread) }
                let ready = sockets.filter { $0.isReady(for: RecordedSocket.readable) }
                event.result = .returned(ready.count)
                event.ready = ready.map(\.serial)
                return ready
            }
        } catch let error as SocketError where error.errno == .resourceTemporarilyUnavailable {
            return []
        }
    }
}

extension RecordedSocket {
    /// `poll` on blocking descriptors, in real time.
    fileprivate static func waitForAny(
        of sockets: [RecordedSocket], timeout: Double?, on thread: LabThread
    ) throws(SocketError) {
        // poll(2) says POLLNVAL of a closed descriptor; its number may be somebody else's by now.
        if sockets.contains(where: \.isReleased) { return }
        var targets = sockets.map { pollfd(fd: $0.raw.descriptor, events: Int16(POLLIN), revents: 0) }
        let milliseconds = timeout.map { Int32(min($0 * 1_000, 1e9).rounded(.up)) } ?? -1
        try thread.mayWait(on: targets, hasTimeout: timeout != nil) { () throws(SocketError) in
            let result = sysPoll(&targets, milliseconds)
            let error = errno
            if result < 0 { throw SocketError("poll", Errno(rawValue: error)) }
            if result == 0 { throw SocketError("poll", .resourceTemporarilyUnavailable) }
        }
    }
}

private func sysPoll(_ targets: inout [pollfd], _ milliseconds: Int32) -> Int32 {
    poll(&targets, nfds_t(targets.count), milliseconds)
}
