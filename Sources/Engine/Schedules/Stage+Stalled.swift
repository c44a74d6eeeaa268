import Glibc
import Sockets
import Synchronization
import Transcripts

extension Stage {
    /// The longest real wait for something that is under way in the kernel: 5 s. (A connect behind a full backlog
    /// needs about 1 s after `accept`.)
    static let longestRealWait: Nanoseconds = 5_000_000_000

    /// Nobody can go. Waits for what is under way, then lets time pass, then lets a person type; when there is
    /// nothing of that either, the run has come to its end.
    func resolveStall() {
        if somethingIsUnderWay, waitForTheKernel() { return }
        // It may have been under way when its thread was looked at, and there when its way was looked at.
        if parked.contains(where: isReady) { return }
        let aPersonTypes = parked.contains(where: \.awaitsInput)
        if triesEveryOrder, !aPersonTypes, parked.contains(where: { $0.deadline != nil }) { return timeIsUp = true }
        if let wake = nextWakeUp(deadlines: !aPersonTypes) {
            _ = run.clock.jump(to: wake)
            run.startLateStarters()
            return
        }
        if let typist = parked.first(where: \.awaitsInput) { return typist.readiness = .now }
        endAsStalled()
    }

    private var parked: [LabThread] { threads.filter { $0.state == .parked } }

    // MARK: The kernel

    private var somethingIsUnderWay: Bool { parked.contains(where: isUnderWay) }

    private func isUnderWay(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .readable(let socket): socket.awaitsDelivery
        case .anyReadable(let sockets): sockets.contains(where: \.awaitsDelivery)
        case .connected(let socket): socket.awaitsConnection
        case .room(let socket, _): socket.awaitsRoom
        default: false
        }
    }

    /// Sits through real time until one of the waiting calls can go. False after `longestRealWait`.
    private func waitForTheKernel() -> Bool {
        let end = run.realNow + Self.longestRealWait
        let waiting = parked.filter(isUnderWay)
        let unsent = waiting.map(\.unsentBytes)
        var tick: Int32 = 1
        while !run.isCancelled {
            if run.realNow >= end { return false }
            run.pollInRealTime(waiting.flatMap(\.pollTargets), milliseconds: tick)
            tick = min(tick * 2, 64)
            progress += 1
            if waiting.contains(where: hasArrived) || waiting.map(\.unsentBytes) != unsent { return noteKernelWait(waiting) }
            if !somethingIsUnderWay { return true }
        }
        return true
    }

    private func hasArrived(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .readable, .anyReadable, .connected: isReady(thread)
        case .room(let socket, _): socket.raw.hasRoom ?? false || socket.isReady(for: POLLOUT)
        default: false
        }
    }

    /// When this comes, a timer of the kernel decides: where every order is tried, that is left out.
    private func noteKernelWait(_ threads: [LabThread]) -> Bool {
        for thread in threads {
            if case .room = thread.readiness { thread.wasMet = true }
            guard let script, let call = thread.waitingCall else { continue }
            script.omissions.insert(.kernelTimer(participant: thread.participant.name, call: call))
        }
        return true
    }

    /// The kernel sends a `connect` again that came to a full queue, and now there is room: waits for that.
    func awaitConnection(of thread: LabThread) {
        _ = noteKernelWait([thread])
        let end = run.realNow + Self.longestRealWait
        var tick: Int32 = 1
        while !run.isCancelled, !isReady(thread), run.realNow < end {
            run.pollInRealTime(thread.pollTargets, milliseconds: tick)
            tick = min(tick * 2, 64)
        }
    }

    // MARK: Time

    private func nextWakeUp(deadlines: Bool) -> Nanoseconds? {
        let wakes = parked.compactMap { thread -> Nanoseconds? in
            if case .wake(let time) = thread.readiness { return time }
            // A person may still type before somebody's time is up.
            return deadlines ? thread.deadline : nil
        }
        return (wakes + run.lateStarts).min()
    }

    // MARK: The end

    /// Nothing can come any more to those who wait in a circle: they are deadlocked. A server that waits for people, and
    /// whoever waits for that server, is not: the run has ended.
    private func endAsStalled() {
        let waiting = parked
        let graph = WaitGraph(waits: waiting.map { thread in
            .init(participant: thread.participant.name, waitsFor: whomItWaitsFor(thread), isOpen: isOpen(thread))
        })
        let hopeless = graph.hopeless
        for (index, thread) in waiting.enumerated() where hopeless.contains(index) {
            thread.isDeadlocked = true
        }
        ending = hopeless.isEmpty ? .ended : .deadlock
    }

    private func isOpen(_ thread: LabThread) -> Bool {
        if case .connected = thread.readiness { return true }
        return thread.isIdleServer || isUnderWay(thread)
    }

    func whomItWaitsFor(_ thread: LabThread) -> [String] {
        switch thread.readiness {
        case .ended(let other): return [other.participant.name]
        case .named(let lane): return [lane.name]
        case .readable(let socket), .room(let socket, _), .connected(let socket):
            if let other = socket.partner { return [other] }
        default: break
        }
        if case .anyReadable(let sockets) = thread.readiness, let others = knownOthers(of: sockets) { return others }
        return run.lanes.filter { $0 !== thread.participant && !$0.hasEnded }.map(\.name)
    }

    /// The other ends of these sockets; nil when one of them is open to everybody.
    private func knownOthers(of sockets: [RecordedSocket]) -> [String]? {
        let others = sockets.compactMap(\.partner)
        return others.count == sockets.count ? Array(Set(others)).sorted() : nil
    }
}

extension LabThread {
    var awaitsInput: Bool { if case .input = readiness { true } else { false } }

    var awaitsRoom: Bool { if case .room = readiness { true } else { false } }

    /// A server that waits for whoever comes.
    fileprivate var isIdleServer: Bool {
        guard participant.participant.role == .server else { return false }
        switch readiness {
        case .readable(let socket): return socket.isOpenToEverybody
        case .anyReadable(let sockets): return sockets.contains(where: \.isOpenToEverybody)
        default: return false
        }
    }

    /// What still has to leave, for calls that wait for room.
    fileprivate var unsentBytes: Int? {
        if case .room(let socket, _) = readiness { socket.raw.unsentBytes } else { nil }
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
    /// Who listens, or takes datagrams from anybody.
    var isOpenToEverybody: Bool { role == "listener" || (!kind.isStream && target == nil) }

    /// Whether bytes, or the end of the stream, have left the other program and are not here yet.
    var awaitsDelivery: Bool {
        if isConnectedOutside { return true }
        guard kind.isStream, let peer = otherEnd else { return false }
        if peer.isReleased || peer.hasShutDownSending { return true }
        return peer.sentBytes.load(ordering: .relaxed) > receivedBytes.load(ordering: .relaxed)
    }

    /// Whether the kernel is about to answer a pending `connect`: towards a listener with room, and towards nobody.
    var awaitsConnection: Bool {
        guard let listener = target.flatMap({ run.registry.listener(at: $0) }) else { return true }
        guard let queue = listener.raw.listenQueue else { return false }
        return queue.waiting <= queue.backlog
    }

    /// Whether room comes by itself: what has left is acknowledged or sent again, and the other end takes more.
    var awaitsRoom: Bool {
        if isConnectedOutside { return true }
        guard kind.isStream, let peer = otherEnd else { return false }
        if peer.isReleased { return true }
        guard kind.isTCP else { return false }
        // Nobody has to read before the rest is taken; or it was taken, and the acknowledgement is still to come.
        if peer.raw.unreadBytes == 0 { return true }
        guard let mine = raw.counts, let theirs = peer.raw.counts else { return false }
        return theirs.received > mine.acknowledged - (isInitiator ? 1 : 0)
    }

    fileprivate func target(for events: Int32) -> pollfd {
        pollfd(fd: raw.descriptor, events: Int16(events), revents: 0)
    }
}
