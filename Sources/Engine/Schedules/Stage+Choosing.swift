import CLinux
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
    /// Who goes next; nil when every thread has ended.
    func choose() -> LabThread? {
        while true {
            if run.isCancelled, ending == nil { ending = .cancelled }
            if let kind = ending { return nextToUnwind(kind) }
            startWhoMayStart()
            if let fresh = threads.first(where: { $0.state == .fresh }) { return fresh }
            if threads.allSatisfy({ $0.state == .ended }), !run.hasLateStarters { return nil }
            if let next = nextReady() { return next }
            if ending == nil { resolveStall() }
        }
    }

    /// Whether a thread has to come to its first shared call before the next choice.
    var mustStartSomebody: Bool {
        run.someoneMayStart || threads.contains { $0.state == .fresh }
    }

    func startWhoMayStart() {
        for lane in run.takeStartable() { _ = try? run.startThread(in: lane, name: nil, body: lane.participant.program) }
    }

    // MARK: The schedules

    private func nextReady() -> LabThread? {
        if let script { return nextByScript(script) }
        if !choices.isEmpty {
            let able = threads.compactMap(able)
            return able.count > 1 ? followChoice(among: able) : able.first.map(taken)
        }
        return nextInTurn()
    }

    /// Lockstep: the thread that went last while it can, then the next one after it, round and round.
    private func nextInTurn() -> LabThread? {
        for step in 0..<threads.count {
            if let able = able(threads[(cursor + step) % threads.count]) { return taken(able) }
        }
        return nil
    }

    private func followChoice(among able: [Able]) -> LabThread? {
        position += 1
        let letter = choices.removeFirst()
        if let chosen = able.first(where: { $0.thread.letter == letter }) { return taken(chosen) }
        failure = .choiceImpossible(position: position, letter: letter, possible: able.map(\.thread.letter))
        ending = .cancelled
        return nil
    }

    private func nextByScript(_ script: Script) -> LabThread? {
        let able = threads.compactMap(able)
        if able.isEmpty { return nil }
        let candidates = able.map { able in
            // A time-out may happen once a run: whoever takes it takes it from all the others.
            let isTimeOut = !able.isReady && able.thread.deadline != nil
            return ScriptStep.Candidate(
                thread: able.thread.ordinal, footprint: isTimeOut ? .everything : able.thread.footprint())
        }
        guard let chosen = script.choose(candidates) else {
            ending = .cancelled
            return nil
        }
        return able.first { $0.thread.ordinal == chosen }.map(taken)
    }

    /// The thread goes. Where its time had not come, it comes now.
    private func taken(_ able: Able) -> LabThread {
        let thread = able.thread
        if able.isReady { return thread }
        if case .wake(let time) = thread.readiness {
            _ = run.clock.jump(to: time)
        } else if let deadline = thread.deadline {
            _ = run.clock.jump(to: deadline)
            thread.hasTimedOut = true
            hasTimedOut = true
            script?.hasTimedOut = true
        }
        return thread
    }

    /// A thread that could go now.
    private struct Able {
        var thread: LabThread
        /// Its call would not block; otherwise its time may come. Asked of the kernel once a choice.
        var isReady: Bool
    }

    private func able(_ thread: LabThread) -> Able? {
        guard thread.state == .parked else { return nil }
        if isReady(thread) { return Able(thread: thread, isReady: true) }
        let mayGo: Bool
        if case .wake = thread.readiness {
            mayGo = triesEveryOrder
        } else if let deadline = thread.deadline {
            mayGo = run.clock.now >= deadline || (triesEveryOrder && !hasTimedOut)
        } else {
            mayGo = false
        }
        return mayGo ? Able(thread: thread, isReady: false) : nil
    }

    /// Whether the thread's call would not block.
    func isReady(_ thread: LabThread) -> Bool {
        switch thread.readiness {
        case .now: true
        case .readable(let socket): socket.isReady(for: POLLIN)
        case .anyReadable(let sockets): sockets.contains { $0.isReady(for: POLLIN) }
        case .connected(let socket): socket.isReady(for: POLLOUT)
        case .room(_, let progress): self.progress != progress
        case .ended(let other): other.state == .ended
        case .wake(let time): run.clock.now >= time
        case .input: false
        }
    }

    // MARK: The end

    /// The threads unwind one after another: each gets the baton once, with its calls ended.
    private func nextToUnwind(_ kind: Event.Interruption) -> LabThread? {
        for thread in threads where thread.state == .fresh { run.neverStarted(thread, kind) }
        let thread = threads.first { $0.state == .parked }
        thread?.interruption = kind
        return thread
    }
}

extension LabThread {
    /// `a` for the thread that started first. After the 26th, all are `z`.
    var letter: Character { Self.letter(ordinal) }

    static func letter(_ ordinal: Int) -> Character {
        Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(min(ordinal, 25))))
    }
}

extension RecordedSocket {
    func isReady(for events: Int32) -> Bool {
        var descriptor = pollfd(fd: raw.descriptor, events: Int16(events), revents: 0)
        if poll(&descriptor, 1, 0) > 0 { return true }
        clinux_deliver(raw.descriptor)
        return poll(&descriptor, 1, 0) > 0
    }
}
