import CLinux
import Synchronization
import Transcripts

/// Where one thread goes at a time: sees when the one whose turn it is waits for a lock that another thread of the run has.
/// That one stands before a call and cannot give it back: without help the run would stand still for ever.
struct LockWatch {
    /// Milliseconds between two looks.
    static let tick: Int32 = 100
    /// Where the lock does not say who has it: so many looks in a row must find the thread as it was.
    private static let looks = 30

    private var runner = -1
    private var switches: Int64 = -1
    private var count = 0

    /// The thread that waits for a lock.
    mutating func look(at stage: Stage, of run: Run) -> LabThread? {
        let now = stage.runner.load(ordering: .acquiring)
        guard now >= 0, let thread = run.threads.first(where: { $0.ordinal == now }), !thread.asksTheCaller.load(ordering: .acquiring)
        else { return forget() }
        let id = thread.kernelID.load(ordering: .relaxed)
        let owner = id == 0 ? -1 : clinux_thread_lock_owner(id)
        let sleeps = clinux_thread_switches(id)
        guard owner >= 0, now == runner, sleeps == switches else {
            (runner, switches, count) = (now, sleeps, 0)
            return nil
        }
        count += 1
        let isOurs = run.threads.contains { $0 !== thread && $0.kernelID.load(ordering: .relaxed) == owner && owner != 0 }
        return isOurs || count >= Self.looks ? thread : nil
    }

    private mutating func forget() -> LabThread? {
        (runner, switches, count) = (-1, -1, 0)
        return nil
    }
}

/// How a stage goes on after a thread was found that waits for a lock: that one runs on by itself as soon as it gets it, and
/// then waits for its turn.
extension Stage {
    /// Who holds the baton, once the stage is broken.
    struct Gate {
        var isBroken = false
        var holder: LabThread?
    }

    /// Called by the one who looks on. The others are ended, and may give the lock back on their way.
    func breakOut(of stuck: LabThread) {
        let next = gate.withLock { gate -> LabThread? in
            gate.isBroken = true
            stuck.isStuck.store(true, ordering: .releasing)
            lockWaiter = (stuck.participant.name, stuck.name)
            ending = .lock
            gate.holder = choose()
            return gate.holder
        }
        next?.resume()
    }

    /// The stuck thread has its lock: it takes the baton, or waits for it.
    func rejoin(_ thread: LabThread) {
        guard thread.isStuck.load(ordering: .acquiring) else { return }
        thread.isStuck.store(false, ordering: .releasing)
        thread.interruption = .lock
        let mustWait = gate.withLock { gate in
            if gate.holder == nil {
                gate.holder = thread
                return false
            }
            thread.state = .parked
            return true
        }
        if mustWait { thread.baton.wait() }
        thread.state = .running
    }

    /// A thread of a broken stage has ended.
    func endedAfterBreak(_ thread: LabThread) {
        let (next, isOver) = gate.withLock { gate in
            thread.state = .ended
            gate.holder = choose()
            return (gate.holder, threads.allSatisfy { $0.state == .ended })
        }
        next?.resume()
        if next == nil, isOver { run.finished() }
    }
}
