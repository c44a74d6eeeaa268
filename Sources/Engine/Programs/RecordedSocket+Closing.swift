import Sockets
import Synchronization
import SystemPackage
import Transcripts

extension RecordedSocket {
    /// The corresponding C function is `shutdown`.
    package func shutdown(_ how: ShutdownHow) throws {
        let thread = try LabThread.current()
        try thread.perform(
            Intent(call: .shutdown, socket: self), describe: { $0.detail = how.rawValue }
        ) { _ throws(SocketError) in
            try checkOpen(.shutdown)
            try raw.shutdown(how)
            if how != .read { hasShutDownSending = true }
        }
    }

    /// The corresponding C function is `close`. Closing with unread bytes resets the connection (RFC 2525, 2.17).
    package func close() throws {
        try close(detail: nil) { _ throws(SocketError) in }
    }

    /// Vanishes: `close` with SO_LINGER 0, which throws away what is unsent and resets the connection.
    package func reset() throws {
        try close(detail: "reset") { raw throws(SocketError) in try raw.setLingerZero() }
    }

    private func close(detail: String?, before: (Socket) throws(SocketError) -> Void) throws {
        let thread = try LabThread.current()
        let intent = Intent(call: .close, socket: self)
        try thread.perform(intent, describe: { $0.detail = detail }) { event throws(SocketError) in
            try checkOpen(.close)
            event.unread = unread
            try before(raw)
            closeDescriptor()
            event.isKept = !isReleased
        }
    }

    /// Bytes of a stream that came and were never read; nil when there are none.
    private var unread: Int? {
        guard kind.isStream, connection != nil, let count = raw.unreadBytes, count > 0 else { return nil }
        return count
    }

    /// The participant has ended, and the kernel closes what it left open. An event where somebody may notice.
    func closeAtExit(on thread: LabThread) {
        var intent = Intent(call: .close, socket: self)
        intent.isExit = true
        // Who sends or connects later finds nobody there: a step of its own where every order is tried.
        let mayBeMissed = (!kind.isStream && local != nil) || role == "listener"
        if !isNoticedAtExit, mayBeMissed { run.stage?.stepAside(thread, before: intent) }
        guard isNoticedAtExit else {
            discard()
            return thread.recordRelease(of: self)
        }
        var event = thread.newEvent(intent)
        event.detail = "exit"
        do {
            try run.stage?.enter(thread, &event, intent, asks: false)
        } catch {
            return
        }
        event.unread = unread
        event.result = .returned(0)
        discard()
        thread.record(&event)
    }

    /// Somebody is connected to it, or waits in its queue.
    private var isNoticedAtExit: Bool { connection != nil || (raw.listenQueue?.waiting ?? 0) > 0 }

    /// Closes the descriptor, without an event, whoever still waits at it.
    func discard() {
        closeDescriptor()
        release()
    }

    /// The connection breaks under both sides: this one finds a reset. For faults.
    func resetByPeer() throws {
        try connectedPeer?.raw.dissolve()
    }
}

extension LabThread {
    /// The kernel has let go of a socket, and nobody could notice: no event, but the address is free.
    func recordRelease(of socket: RecordedSocket) {
        var event = newEvent(Intent(call: .close, socket: socket))
        event.isSilent = true
        event.result = .returned(0)
        event.ended = event.began
        run.record(&event, by: self)
    }
}
