import Sockets
import Transcripts

extension Stage {
    /// Who goes next; nil when every thread has ended.
    func choose() -> LabThread? {
        while true {
            if run.isCancelled, ending == nil { ending = .cancelled }
            if let kind = ending { return nextToUnwind(kind) }
            startWhoMayStart()
            if let fresh = threads.first(where: { $0.state == .fresh }) { return fresh }
            if threads.allSatisfy({ $0.state == .ended }), !run.hasLateStarters { return nil }
            if let turn = chooser.next(on: self) { return taken(turn) }
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

    /// The thread that went last while it can, then the next one after it. Nobody goes before its time.
    func nextInTurn() -> Turn? {
        for step in 0..<threads.count {
            guard let turn = turn(of: threads[(cursor + step) % threads.count]) else { continue }
            if turn.kind == .goes || !triesEveryOrder || timeIsUp { return turn }
        }
        return nil
    }

    func noteTimeOut() { script?.hasTimedOut = true }

    // MARK: The end

    /// The threads unwind one after another: each gets the baton once, with its calls ended.
    private func nextToUnwind(_ kind: Event.Interruption) -> LabThread? {
        for thread in threads where thread.state == .fresh { run.neverStarted(thread, kind) }
        let thread = threads.first { $0.state == .parked }
        // Of those who wait when all is over, only some may be in the circle that nothing can end.
        thread?.interruption = kind == .deadlock && thread?.isDeadlocked == false ? .ended : kind
        return thread
    }
}
