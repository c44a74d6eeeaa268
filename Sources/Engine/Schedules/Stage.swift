import Sockets
import Synchronization
import Transcripts

/// Runs one thread at a time: every schedule but `free`.
///
/// Each thread runs until it comes to a call that others could notice. There it is parked, and the schedule chooses
/// who makes the next call. Calls that nobody else can notice run at once.
///
/// Unchecked: everything here is touched only by the thread that holds the baton (at the very start, by the one that
/// called `run`).
final class Stage: @unchecked Sendable {
    unowned let run: Run
    /// In the order of their start.
    var threads: [LabThread] = []
    /// The thread that made the last shared call: under lockstep it goes on while it can.
    var cursor = 0
    /// Counts the calls that may have made room for somebody's `send`.
    var progress = 0
    /// Counts the calls that brought something.
    var deeds = 0
    /// Why the lab ends the run.
    var ending: Event.Interruption?
    var failure: RunError?
    var asksBeforeCalls: Bool

    let chooser: any Chooser
    /// Under exploration: what is noted.
    let script: Script?
    var shortCalls = 0
    /// Time-outs that passed although somebody else could have gone. So many may be in one run.
    var earlyTimeOuts = 0
    static let mostEarlyTimeOuts = 1
    /// Nobody else can go: whoever waits with a time-out may use it.
    var timeIsUp = false

    init(run: Run, schedule: ScheduleChoice, script: Script? = nil) throws {
        self.run = run
        self.script = script
        asksBeforeCalls = schedule == .step
        chooser = if let script {
            ExploringChooser(script)
        } else if case .recorded(let list) = schedule {
            try RecordedChooser(list)
        } else {
            TurnChooser()
        }
        triesEveryOrder = chooser.triesEveryOrder
    }

    /// Every order is tried, or one of them followed.
    let triesEveryOrder: Bool

    /// A thread comes to a call. Returns when it may make it.
    func enter(_ thread: LabThread, _ event: inout RawRecord, _ intent: Intent, asks: Bool = true) throws {
        guard isStep(intent, of: thread) else { return try asks ? ask(thread, &event) : () }
        if asks { try ask(thread, &event) }
        let timeout = intent.timeout.map { run.clock.now + Nanoseconds($0 * 1e9) }
        thread.intent = intent
        thread.standing = nil
        thread.wasMet = false
        try park(thread, &event, intent.readiness, deadline: timeout)
        progress += 1
    }

    /// Whether somebody could notice when the call is made.
    private func isStep(_ intent: Intent, of thread: LabThread) -> Bool {
        switch intent.sharing {
        case .never: false
        case .always: true
        case .everyOrder: triesEveryOrder
        case .amongThreads: triesEveryOrder && thread.participant.isThreaded
        }
    }

    /// The call was tried and would block.
    func waitAgain(_ thread: LabThread, _ event: inout RawRecord, _ readiness: Readiness, timeout: Double?) throws {
        if case .room(let socket, _) = readiness, socket.kind.isTCP { thread.hasWaitedForRoom = true }
        let deadline = thread.deadline ?? timeout.map { run.clock.now + Nanoseconds($0 * 1e9) }
        if triesEveryOrder { thread.intent?.readiness = readiness }
        thread.standing = nil
        thread.wasMet = false
        begin(thread, &event)
        try park(thread, &event, readiness, deadline: deadline)
    }

    /// How many of `most` bytes a call moves.
    func size(of most: Int) -> Int {
        guard chooser.splits else { return most }
        let size = chooser.size(of: most, shorterSoFar: shortCalls)
        if size < most { shortCalls += 1 }
        return size
    }

    /// Lets time pass for a thread, without an event.
    func pause(_ thread: LabThread, until time: Nanoseconds) throws {
        try stand(thread, before: .wake(at: time), touching: .nothing)
    }

    /// Lets the others go first, if that is chosen; for something that is no call.
    func stepAside(_ thread: LabThread, touching footprint: Footprint) {
        guard triesEveryOrder, ending == nil else { return }
        try? stand(thread, before: .now, touching: footprint)
    }

    /// The same before a call that leaves no event.
    func stepAside(_ thread: LabThread, before intent: Intent) {
        guard triesEveryOrder, ending == nil else { return }
        thread.readiness = .now
        thread.deadline = nil
        thread.intent = intent
        thread.standing = nil
        try? handOver(from: thread)
    }

    /// Returns when `other` has ended.
    func join(_ other: LabThread, from thread: LabThread) throws {
        if other.state == .ended, !triesEveryOrder { return }
        let table = FootprintTable(leftOut: run.leftOut)
        try stand(thread, before: .ended(other), touching: table.by(.joining, .looking(at: .of(.thread, other.ordinal))))
    }

    /// Returns when that participant's first datagram socket has an address.
    func awaitAddress(of lane: Lane, from thread: LabThread) throws {
        if run.hasAddress(lane), !triesEveryOrder { return }
        let table = FootprintTable(leftOut: run.leftOut)
        try stand(thread, before: .named(lane), touching: table.by(.addresses, .looking(at: .of(.firstAddress, lane))))
    }

    private func stand(_ thread: LabThread, before readiness: Readiness, touching footprint: Footprint) throws {
        thread.readiness = readiness
        thread.deadline = nil
        thread.intent = nil
        thread.standing = footprint
        try handOver(from: thread)
    }

    private func park(
        _ thread: LabThread, _ event: inout RawRecord, _ readiness: Readiness, deadline: Nanoseconds?
    ) throws {
        thread.readiness = readiness
        thread.deadline = deadline
        let canGo = isReady(thread)
        if canGo, !triesEveryOrder, threads[cursor] === thread, !mustStartSomebody, ending == nil { return }
        if !canGo {
            // Where another thread may close the socket first, nobody says yet that the call has begun.
            if triesEveryOrder, thread.participant.isThreaded { thread.waitingCall = event.call } else { begin(thread, &event) }
        }
        let before = run.clock.jumped
        do {
            try handOver(from: thread)
            while thread.turn == .beginsToWait {
                begin(thread, &event)
                try handOver(from: thread)
            }
        } catch let error as Interrupted {
            try thread.interrupt(error.kind, &event)
        }
        if !event.hasWaited { event.began = run.clock.stamp }
        event.jumped += run.clock.jumped - before
        thread.waitingCall = nil
        cursor = thread.ordinal
    }

    /// The thread is inside its call from now on, and waits.
    private func begin(_ thread: LabThread, _ event: inout RawRecord) {
        if let intent = thread.intent { thread.isInside(intent.waitsAt) }
        guard !event.hasWaited else { return thread.waitingCall = event.call }
        thread.recordFolded()
        run.recorder.waits(&event)
        thread.waitingCall = event.call
    }

    /// Whose turn it is; -1 before the first.
    let runner = Atomic<Int>(-1)
    let gate = Lock(Gate())
    /// Who waited for a lock that another thread kept across a call.
    var lockWaiter: (participant: String, thread: String?)?

    /// Gives the baton to whoever goes next and returns when it comes back.
    private func handOver(from thread: LabThread) throws {
        thread.state = .parked
        let next = choose()
        if next !== thread {
            next?.resume()
            thread.baton.wait()
            runner.store(thread.ordinal, ordering: .releasing)
        }
        thread.state = .running
        if let kind = thread.interruption { throw Interrupted(kind: kind) }
    }

    /// The student's leave, under `step`.
    func ask(_ thread: LabThread, _ event: inout RawRecord) throws {
        guard asksBeforeCalls, event.call != .print, thread.interruption == nil else { return }
        switch run.ask(about: event) {
        case .next: break
        case .run: asksBeforeCalls = false
        case .quit: run.end(.cancelled)
        }
        try thread.checkInterruption()
    }

    /// A thread has ended: its baton goes on.
    func ended(_ thread: LabThread) {
        rejoin(thread)
        if gate.withLock({ $0.isBroken }) { return endedAfterBreak(thread) }
        thread.state = .ended
        progress += 1
        if let next = choose() { next.resume() } else { run.finished() }
    }
}

extension LabThread {
    /// The baton is theirs: starts the program, or lets the parked thread go on.
    func resume() {
        if state == .fresh {
            state = .running
            run.stage?.runner.store(ordinal, ordering: .releasing)
            launch()
        } else {
            baton.pass()
        }
    }
}
