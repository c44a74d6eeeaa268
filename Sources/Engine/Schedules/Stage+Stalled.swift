import Sockets
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Stage {
    /// The longest real wait for something that is under way in the kernel: 5 s. (A connect behind a full backlog
    /// needs about 1 s after `accept`.)
    static let longestRealWait: Nanoseconds = 5_000_000_000

    /// Nobody can go. Waits for what is under way, then lets time pass, then lets a person type; when there is
    /// nothing of that either, the run is deadlocked.
    func resolveStall() {
        if somethingIsUnderWay, waitForTheKernel() { return }
        // It may have been under way when its thread was looked at, and there when its way was looked at.
        if parked.contains(where: isReady) { return }
        if let wake = nextWakeUp() {
            _ = run.clock.jump(to: wake)
            run.startLateStarters()
            return
        }
        if let typist = threads.first(where: { $0.state == .parked && $0.awaitsInput }) {
            typist.readiness = .now
            return
        }
        endAsStalled()
    }

    // MARK: The kernel

    private var somethingIsUnderWay: Bool { parked.contains(where: isUnderWay) }

    private var parked: [LabThread] { threads.filter { $0.state == .parked } }

    private func isUnderWay(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .readable(let socket): return hasBytesUnderWay(to: socket)
        case .anyReadable(let sockets): return sockets.contains(where: hasBytesUnderWay)
        case .connected(let socket):
            guard let listener = socket.target.flatMap({ run.registry.listener(at: $0) }) else { return true }
            guard let queue = listener.raw.listenQueue else { return false }
            return queue.waiting <= queue.backlog
        case .room(let socket, _):
            guard let peer = socket.connectedPeer else { return socket.isConnectedOutside }
            return peer.raw.unreadBytes == 0
        default: return false
        }
    }

    /// Whether bytes have left the program at the other end and are not here yet.
    private func hasBytesUnderWay(to socket: RecordedSocket) -> Bool {
        guard let peer = socket.connectedPeer else { return socket.isConnectedOutside }
        return (peer.raw.unsentBytes ?? 0) > 0
    }

    /// Sits through real time until one of the waiting calls can go. False after `longestRealWait`.
    private func waitForTheKernel() -> Bool {
        let end = run.realNow + Self.longestRealWait
        while !run.isCancelled {
            let left = end - run.realNow
            if left <= 0 { return false }
            run.pollInRealTime(parked.flatMap(\.pollTargets), milliseconds: Int32(left / 1_000_000) + 1)
            progress += 1
            if parked.contains(where: hasArrived) { return true }
            if !somethingIsUnderWay { return true }
        }
        return true
    }

    private func hasArrived(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .readable, .anyReadable, .connected: isReady(thread)
        case .room(let socket, _): socket.isReady(for: POLLOUT)
        default: false
        }
    }

    // MARK: Time

    private func nextWakeUp() -> Nanoseconds? {
        let sleepers = parked.compactMap { thread -> Nanoseconds? in
            if case .wake(let time) = thread.readiness { return time }
            // A person may still type before somebody's time is up.
            return parked.contains(where: \.awaitsInput) ? nil : thread.deadline
        }
        return (sleepers + run.lateStarts).min()
    }

    // MARK: Deadlock

    /// A server that waits for more clients after the last one is no deadlock: its run has ended.
    private func endAsStalled() {
        let isIdleServer = parked.allSatisfy { $0.isIdleServer }
        let someoneIsDone = run.lanes.contains { $0.participant.role != .server && $0.hasEnded }
        if isIdleServer && someoneIsDone {
            ending = .ended
        } else {
            for thread in parked { thread.waitingEvent?.waitedFor = whomItWaitsFor(thread) }
            ending = .deadlock
        }
    }

    func whomItWaitsFor(_ thread: LabThread) -> [String] {
        switch thread.readiness {
        case .ended(let other): return [other.participant.name]
        case .readable(let socket), .room(let socket, _), .connected(let socket):
            if let other = socket.other { return [other] }
        default: break
        }
        if case .anyReadable(let sockets) = thread.readiness, let others = knownOthers(of: sockets) { return others }
        return run.lanes.filter { $0 !== thread.participant && !$0.hasEnded }.map(\.name)
    }
}

extension Stage {
    /// The other ends of these sockets; nil when one of them is open to everybody.
    private func knownOthers(of sockets: [RecordedSocket]) -> [String]? {
        let others = sockets.compactMap(\.other)
        return others.count == sockets.count ? Array(Set(others)).sorted() : nil
    }
}

extension LabThread {
    var awaitsInput: Bool { if case .input = readiness { true } else { false } }

    fileprivate var isIdleServer: Bool {
        guard participant.participant.role == .server, let call = waitingEvent?.call else { return false }
        return call == .accept || call == .recvfrom || call == .poll
    }

    fileprivate var pollTargets: [pollfd] {
        switch readiness {
        case .readable(let socket): [socket.target(for: POLLIN)]
        case .anyReadable(let sockets): sockets.map { $0.target(for: POLLIN) }
        case .connected(let socket), .room(let socket, _): [socket.target(for: POLLOUT)]
        default: []
        }
    }
}

extension RecordedSocket {
    fileprivate func target(for events: Int32) -> pollfd {
        pollfd(fd: raw.descriptor, events: Int16(events), revents: 0)
    }
}
