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
            let ready = threads.filter(canGo)
            if ready.count > 1 { return followChoice(among: ready) }
            if let only = ready.first { return taken(only) }
            return nil
        }
        return nextInTurn()
    }

    /// Lockstep: the thread that went last while it can, then the next one after it, round and round.
    private func nextInTurn() -> LabThread? {
        for step in 0..<threads.count {
            let thread = threads[(cursor + step) % threads.count]
            if canGo(thread) { return taken(thread) }
        }
        return nil
    }

    private func followChoice(among ready: [LabThread]) -> LabThread? {
        position += 1
        let letter = choices.removeFirst()
        if let chosen = ready.first(where: { $0.letter == letter }) { return taken(chosen) }
        failure = .choiceImpossible(position: position, letter: letter, possible: ready.map(\.letter))
        ending = .cancelled
        return nil
    }

    private func nextByScript(_ script: Script) -> LabThread? {
        let ready = threads.filter(canGo)
        if ready.isEmpty { return nil }
        let candidates = ready.map { thread in
            // A time-out may happen once a run: whoever takes it takes it from all the others.
            let footprint = isReady(thread) || thread.deadline == nil ? thread.footprint() : .everything
            return ScriptStep.Candidate(thread: thread.ordinal, footprint: footprint)
        }
        guard let chosen = script.choose(candidates) else {
            ending = .cancelled
            return nil
        }
        return taken(threads[chosen])
    }

    /// The thread goes. Where its time had not come, it comes now.
    private func taken(_ thread: LabThread) -> LabThread {
        if isReady(thread) { return thread }
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

    private func canGo(_ thread: LabThread) -> Bool {
        guard thread.state == .parked else { return false }
        if isReady(thread) { return true }
        if case .wake = thread.readiness { return triesEveryOrder }
        guard let deadline = thread.deadline else { return false }
        return run.clock.now >= deadline || (triesEveryOrder && !hasTimedOut)
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
        return poll(&descriptor, 1, 0) > 0
    }
}
