import CLinux
import Glibc
import Sockets
import Transcripts

/// A thread that could go now, and what it would do.
struct Turn {
    enum Kind {
        /// It makes its call, which finds what it needs.
        case goes
        /// Its sleep ends.
        case wakes
        /// Its call times out.
        case timesOut
        /// It finds nothing and waits inside its call: from then on `close` by another thread leaves it waiting.
        case beginsToWait
        /// Its `connect`, for which there is room again, gets through: when, the kernel's timer decides.
        case getsThrough
    }

    var thread: LabThread
    var kind: Kind
}

extension Stage {
    /// What the thread could do now; nil when it cannot go. Asked of the kernel once a choice.
    func turn(of thread: LabThread) -> Turn? {
        guard thread.state == .parked else { return nil }
        if isReady(thread) { return Turn(thread: thread, kind: .goes) }
        if case .wake = thread.readiness { return triesEveryOrder ? Turn(thread: thread, kind: .wakes) : nil }
        if let deadline = thread.deadline, mayTimeOut(deadline) { return Turn(thread: thread, kind: .timesOut) }
        guard triesEveryOrder else { return nil }
        if isAboutToBeClosed(under: thread) { return Turn(thread: thread, kind: .beginsToWait) }
        return mayGetThrough(thread) ? Turn(thread: thread, kind: .getsThrough) : nil
    }

    private func mayTimeOut(_ deadline: Nanoseconds) -> Bool {
        triesEveryOrder ? timeIsUp || earlyTimeOuts < Self.mostEarlyTimeOuts : run.clock.now >= deadline
    }

    /// Another thread stands before the `close` of a socket that this one is about to wait at: it makes a difference which
    /// comes first.
    private func isAboutToBeClosed(under thread: LabThread) -> Bool {
        guard thread.participant.isThreaded, !thread.isInside, let mine = thread.intent else { return false }
        let sockets = mine.waitsAt
        if sockets.isEmpty { return false }
        return threads.contains { other in
            guard other !== thread, other.state == .parked, let intent = other.intent, intent.call == .close else { return false }
            return sockets.contains { $0 === intent.socket }
        }
    }

    /// A `connect` that came to a full queue is tried again by the kernel after a second: then there may be room.
    private func mayGetThrough(_ thread: LabThread) -> Bool {
        guard case .connected(let socket) = thread.readiness, let target = socket.target,
            let listener = run.registry.listener(at: target), let queue = listener.raw.listenQueue
        else { return false }
        return queue.waiting <= queue.backlog
    }

    /// Whether the thread's call would not block.
    func isReady(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .now: true
        case .readable(let socket): socket.isReady(for: POLLIN)
        case .anyReadable(let sockets): sockets.contains { $0.isReady(for: POLLIN) }
        case .connected(let socket): socket.isReady(for: POLLOUT)
        case .room(let socket, let progress): hasRoom(socket) ?? (triesEveryOrder ? thread.wasMet : self.progress != progress)
        case .ended(let other): other.state == .ended
        case .named(let lane): run.hasAddress(lane)
        case .wake(let time): run.clock.now >= time
        case .input: false
        }
    }

    /// Whether a stream `send` that found no room finds some; nil where only another try can tell.
    private func hasRoom(_ socket: RecordedSocket) -> Bool? {
        guard socket.kind.isTCP, let hasRoom = socket.raw.hasRoom else { return nil }
        // The question about POLLOUT has the kernel deliver first what it still holds.
        return hasRoom || socket.isReady(for: POLLOUT) || socket.raw.hasRoom == true
    }

    /// The thread goes. Where its time had not come, it comes now.
    func taken(_ turn: Turn) -> LabThread {
        let thread = turn.thread
        thread.turn = turn.kind
        switch turn.kind {
        case .goes, .beginsToWait: break
        case .wakes:
            if case .wake(let time) = thread.readiness { _ = run.clock.jump(to: time) }
        case .timesOut:
            thread.hasTimedOut = true
            if let deadline = thread.deadline { _ = run.clock.jump(to: deadline) }
            if !timeIsUp { earlyTimeOuts += 1 }
            noteTimeOut()
        case .getsThrough: awaitConnection(of: thread)
        }
        timeIsUp = false
        // Who tries again itself only takes room.
        if triesEveryOrder, !thread.awaitsRoom { tellWhoWasMet(by: turn) }
        return thread
    }

    /// Who found no room tries again when a step meets what it needs.
    private func tellWhoWasMet(by turn: Turn) {
        var footprint: Footprint?
        for thread in threads where thread.state == .parked && thread !== turn.thread {
            guard case .room = thread.readiness, !thread.wasMet else { continue }
            let made = footprint ?? turn.thread.footprint
            footprint = made
            if turn.kind == .timesOut || !made.isDisjoint(with: thread.footprint) { thread.wasMet = true }
        }
    }
}

extension Intent {
    /// The sockets at which the call may wait.
    var waitsAt: [RecordedSocket] {
        switch readiness {
        case .readable(let socket), .connected(let socket), .room(let socket, _): [socket]
        case .anyReadable(let sockets): sockets
        default: whenItBlocks == nil ? [] : socket.map { [$0] } ?? []
        }
    }
}

extension RecordedSocket {
    func isReady(for events: Int32) -> Bool {
        // A call on it fails at once; its number may be somebody else's by now.
        if isReleased { return true }
        var descriptor = pollfd(fd: raw.descriptor, events: Int16(events), revents: 0)
        if poll(&descriptor, 1, 0) > 0 { return true }
        clinux_deliver(raw.descriptor)
        return poll(&descriptor, 1, 0) > 0
    }
}
