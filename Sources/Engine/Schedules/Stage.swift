import Sockets
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
    /// Why the lab ends the run.
    var ending: Event.Interruption?
    /// The choices still to be followed.
    var choices: ArraySlice<Character>
    var position = 0
    var failure: RunError?
    var asksBeforeCalls: Bool

    /// Under exploration: who goes, and what is noted.
    let script: Script?
    /// Whether receives and sends may move less than they could: the list of choices holds digits, or the script says so.
    var splits: Bool
    var shortCalls = 0
    var hasTimedOut = false

    init(run: Run, schedule: ScheduleChoice, script: Script? = nil) throws {
        self.run = run
        self.script = script
        splits = script?.splits ?? false
        asksBeforeCalls = schedule == .step
        choices = []
        if case .recorded(let list) = schedule {
            if let other = list.first(where: { !("a"..."z").contains($0) && !("0"..."9").contains($0) }) {
                throw RunError.notAChoice(other)
            }
            choices = Array(list)[...]
            splits = list.contains(where: \.isNumber)
        }
    }

    /// A thread comes to a shared call. Returns when it may make it.
    func enter(_ thread: LabThread, _ event: inout Event, _ intent: Intent, asks: Bool = true) throws {
        if asks { try ask(thread, &event) }
        let timeout = intent.timeout.map { run.clock.now + Nanoseconds($0 * 1e9) }
        if script != nil { note(thread, intent) }
        try park(thread, &event, intent.readiness, deadline: timeout)
        progress += 1
    }

    /// The call was tried and would block.
    func waitAgain(_ thread: LabThread, _ event: inout Event, _ readiness: Readiness, timeout: Double?) throws {
        let deadline = thread.deadline ?? timeout.map { run.clock.now + Nanoseconds($0 * 1e9) }
        try park(thread, &event, readiness, deadline: deadline)
    }

    /// A list of choices or a script decides: then a sleeper may always go, and a call may time out whenever it is not
    /// ready, once a run.
    var triesEveryOrder: Bool { script != nil || !choices.isEmpty }

    private func note(_ thread: LabThread, _ intent: Intent) {
        if case .anyReadable(let sockets) = intent.readiness {
            thread.footprint = { RecordedSocket.looking(at: sockets) }
        } else {
            thread.footprint = { [unowned thread] in thread.footprint(of: intent) }
        }
    }

    /// How many of `most` bytes a call moves.
    func size(of most: Int) -> Int {
        guard splits else { return most }
        let size = script?.size(of: most, shorterSoFar: shortCalls) ?? chosenSize(of: most)
        if size < most { shortCalls += 1 }
        return size
    }

    private func chosenSize(of most: Int) -> Int {
        let sizes = Split.sizes(most, shorterSoFar: shortCalls)
        guard sizes.count > 1, let digit = choices.first?.wholeNumberValue else { return most }
        choices.removeFirst()
        position += 1
        return sizes[min(digit, sizes.count - 1)]
    }

    /// Lets time pass for a thread, without an event.
    func pause(_ thread: LabThread, until time: Nanoseconds) throws {
        thread.footprint = { .nothing }
        thread.readiness = .wake(at: time)
        thread.deadline = nil
        try handOver(from: thread)
    }

    /// Lets the others go first, if that is chosen; for something that is no call.
    func stepAside(_ thread: LabThread, touching footprint: Footprint) {
        guard triesEveryOrder, ending == nil else { return }
        thread.readiness = .now
        thread.deadline = nil
        thread.footprint = { footprint }
        try? handOver(from: thread)
    }

    /// Returns when `other` has ended.
    func join(_ other: LabThread, from thread: LabThread) throws {
        thread.readiness = .ended(other)
        thread.deadline = nil
        thread.footprint = { Footprint(things: [.thread(other.ordinal)]) }
        if other.state != .ended || script != nil { try handOver(from: thread) }
    }

    private func park(
        _ thread: LabThread, _ event: inout Event, _ readiness: Readiness, deadline: Nanoseconds?
    ) throws {
        thread.readiness = readiness
        thread.deadline = deadline
        let canGo = isReady(thread)
        if canGo, !triesEveryOrder, threads[cursor] === thread, !mustStartSomebody, ending == nil { return }
        if !canGo, event.number == 0 { beginWaiting(thread, &event) }
        let before = run.clock.jumped
        do {
            try handOver(from: thread)
        } catch let error as Interrupted {
            event.waitedFor = thread.waitingEvent?.waitedFor ?? []
            try thread.interrupt(error.kind, &event)
        }
        if event.number == 0 { event.began = run.clock.stamp }
        event.jumped += run.clock.jumped - before
        thread.waitingEvent = nil
        cursor = thread.ordinal
    }

    private func beginWaiting(_ thread: LabThread, _ event: inout Event) {
        thread.recordFolded()
        run.recorder.waits(&event)
        thread.waitingEvent = event
    }

    /// Gives the baton to whoever goes next and returns when it comes back.
    private func handOver(from thread: LabThread) throws {
        thread.state = .parked
        let next = choose()
        if next !== thread {
            next?.resume()
            thread.baton.wait()
        }
        thread.state = .running
        if let kind = thread.interruption { throw Interrupted(kind: kind) }
    }

    /// The student's leave, under `step`.
    func ask(_ thread: LabThread, _ event: inout Event) throws {
        guard asksBeforeCalls, event.call != .print, thread.interruption == nil else { return }
        event.number = 0
        switch run.ask(about: event) {
        case .next: break
        case .run: asksBeforeCalls = false
        case .quit: run.end(.cancelled)
        }
        try thread.checkInterruption()
    }

    /// A thread has ended: its baton goes on.
    func ended(_ thread: LabThread) {
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
            launch()
        } else {
            baton.pass()
        }
    }
}
