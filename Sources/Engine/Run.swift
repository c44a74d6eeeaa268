import CLinux
import Sockets
import Synchronization
import SystemPackage
import Transcripts

/// Runs a scenario and returns what happened. Blocks until every participant has ended.
///
/// - Parameters:
///   - console: is told what happens and asked for input, on the calling thread.
///   - cancellation: ends the run early; its transcript is returned all the same.
/// - Throws: `RunError` when the run could not be made. What goes wrong inside a program is in the transcript.
package func run(
    _ scenario: Scenario, options: RunOptions = RunOptions(), console: (any Console)? = nil,
    cancellation: Cancellation? = nil
) throws -> Transcript {
    let run = try Run(scenario, options, isWatched: console != nil, cancellation: cancellation)
    return try run.execute(console)
}

/// One run of a scenario, and what its threads share.
///
/// Unchecked: `stage` is set at the start and cleared when all threads have ended; everything else is constant or
/// guards itself.
final class Run: @unchecked Sendable {
    let scenario: Scenario
    let options: RunOptions
    let schedule: ScheduleChoice
    let isFree: Bool
    /// Where only one thread runs at a time, all of them stay on one core: handing over is then a switch, and no other
    /// core has to be woken up. -1 where threads race.
    let core: Int32
    /// Told as it happens although threads race.
    let isLive: Bool
    let clock: Clock
    let recorder: Recorder
    let registry = Registry()
    let faults: FaultPlan?
    let lanes: [Lane]
    let mailbox: Mailbox
    let cancellation: Cancellation?
    let isWatched: Bool
    /// TCP_NODELAY and buffers of a fixed size underneath: the kernel's own timers decide nothing.
    let hasLabSettings: Bool
    /// Under `free`: what the threads that have ended spent on the cores, in nanoseconds.
    let processorTime = Atomic<Int64>(0)
    let payloadBudget = Atomic<Int>(Payload.budget)
    let serverIsReady = Atomic<Bool>(false)
    /// A program has set the size of a buffer: how much room there is may be felt anywhere.
    let hasOwnBuffers = Atomic<Bool>(false)
    /// Ways in which calls meet that a test has the search overlook.
    let leftOut: Set<Footprint.Rule>
    private(set) var stage: Stage?

    private let cast: Lock<Cast>
    private let liveThreads = Atomic<Int>(0)
    let lastSocket = Atomic<Int>(0)
    /// Numbers for connections to outside.
    let outsideConnections = Atomic<Int>(0)
    /// Set when the run is over for good: an abandoned thread that comes back is held.
    let isOver = Atomic<Bool>(false)
    /// Under `free`: keeps the sockets that the logs name.
    let sockets = Lock<[RecordedSocket]>([])
    /// Rings when something has happened that a thread may wait for outside its calls.
    let news = Baton()
    let placeholder = Lock<Placeholder?>(nil)
    let folder = Lock<String?>(nil)

    init(
        _ scenario: Scenario, _ options: RunOptions, isWatched: Bool, cancellation: Cancellation?, script: Script? = nil,
        leavingOut leftOut: Set<Footprint.Rule> = []
    ) throws {
        self.leftOut = leftOut
        self.scenario = scenario
        self.options = options
        self.isWatched = isWatched
        self.cancellation = cancellation
        let schedule = options.solo == nil ? options.schedule ?? scenario.schedule : .free
        isFree = schedule == .free
        core = schedule == .free ? -1 : clinux_core()
        clock = Clock(isFree: isFree)
        isLive = options.solo != nil
        hasLabSettings = !scenario.keepsKernelDefaults && (schedule != .free || options.usesLabSettings)
        self.schedule = schedule
        let participants = scenario.participants(with: options)
        lanes = participants.map(Lane.init)
        cast = Lock(Cast(unstarted: lanes))
        faults = scenario.faults.isEmpty ? nil : FaultPlan(scenario.faults)
        options.solo?.doorway?.opens()
        mailbox = try Mailbox(onlyMessages: !isFree && !isWatched && cancellation == nil)
        recorder = Recorder(
            header: Self.header(scenario, options, schedule, participants), clock: clock,
            mailbox: isWatched && (!isFree || isLive) ? mailbox : nil,
            // A server may run for days: whoever watches it has seen each line, and nobody else needs them.
            keepsEvents: !(isLive && isWatched), rawLines: options.rawLines)
        if !isFree { stage = try Stage(run: self, schedule: schedule, script: script) }
    }

    /// Who is on and who is still to come.
    private struct Cast {
        var threads: [LabThread] = []
        var unstarted: [Lane]
    }

    var threads: [LabThread] { cast.withLock { $0.threads } }

    /// Whether the student types the input of that participant.
    func isTyped(by participant: String) -> Bool { isWatched && options.interactive.contains(participant) }

    var isCancelled: Bool { cancellation?.isCancelled ?? false }
    var realNow: Nanoseconds { clinux_now() }

    // MARK: Starting

    /// Whether a participant's time to start has come.
    var someoneMayStart: Bool { cast.withLock { $0.unstarted.contains(where: mayStart) } }

    /// Participants whose time has come, which are then no longer unstarted.
    func takeStartable() -> [Lane] {
        cast.withLock { cast in
            let startable = cast.unstarted.filter(mayStart)
            if !startable.isEmpty { cast.unstarted.removeAll { lane in startable.contains { $0 === lane } } }
            return startable
        }
    }

    private func mayStart(_ lane: Lane) -> Bool {
        switch lane.participant.start {
        case .atOnce: true
        case .whenServerIsReady: isLive || serverIsReady.load(ordering: .acquiring)
        case .after(let name): lanes.first { $0.name == name }?.hasEnded ?? true
        case .at(let seconds):
            findsItsServer(lane) && (isFree || stage?.triesEveryOrder == true || clock.now >= Nanoseconds(seconds * 1e9))
        }
    }

    /// Who starts at a given time does so when its server is ready, if there is one: late, it must not come too early.
    private func findsItsServer(_ lane: Lane) -> Bool {
        lane.participant.role == .server || serverIsReady.load(ordering: .acquiring)
            || !lanes.contains { $0.participant.role == .server }
    }

    /// When the participants that start at a given time do so.
    var lateStarts: [Nanoseconds] {
        cast.withLock { $0.unstarted }.compactMap { lane in
            guard case .at(let seconds) = lane.participant.start, findsItsServer(lane) else { return nil }
            return Nanoseconds(seconds * 1e9)
        }
    }

    var hasLateStarters: Bool { !lateStarts.isEmpty }

    func startLateStarters() { stage?.startWhoMayStart() }

    /// - Throws: under `free`, when the system has no more threads.
    @discardableResult
    func startThread(in lane: Lane, name: String?, body: @escaping Program) throws(SocketError) -> LabThread {
        lane.withLock {
            $0.liveThreads += 1
            $0.hasStarted = true
        }
        liveThreads.add(1, ordering: .sequentiallyConsistent)
        let thread = cast.withLock { cast in
            let thread = LabThread(run: self, participant: lane, name: name, ordinal: cast.threads.count, body: body)
            cast.threads.append(thread)
            return thread
        }
        if thread.log == nil { recorder.starts(thread) }
        stage?.threads.append(thread)
        stage?.script?.started(thread.ordinal)
        if isFree, let error = thread.launch() { throw error }
        return thread
    }

    // MARK: Ending

    func threadEnded(_ thread: LabThread, _ how: Transcript.How) {
        if isOver.load(ordering: .acquiring) { return }
        thread.recordFolded()
        thread.hasEnded.pass()
        let isLast = thread.participant.withLock { fields in
            fields.liveThreads -= 1
            return fields.liveThreads == 0
        }
        endings(thread, how)
        if isLast { leave(thread) }
        if isLive { cast.withLock { $0.threads.removeAll { $0 === thread } } }
    }

    /// The thread has ended: the others go on.
    func handOn(from thread: LabThread) {
        if isOver.load(ordering: .acquiring) { return }
        if let stage { stage.ended(thread) } else { freeThreadEnded(thread) }
    }

    /// A participant has ended: as with a process, its descriptors are closed, and the other side notices.
    /// When the lab ends the run, they stay open until all threads have been ended: nobody is to notice.
    private func leave(_ thread: LabThread) {
        if thread.interruption == nil || thread.interruption == .spinning {
            for socket in thread.participant.openSockets { socket.closeAtExit(on: thread) }
        }
        thread.participant.withLock { $0.hasEnded = true }
    }

    private func endings(_ thread: LabThread, _ how: Transcript.How) {
        let ending = Transcript.Ending(
            participant: thread.participant.name, thread: thread.name, at: clock.stamp, how: how)
        thread.log?.ending = ending
        if thread.log == nil { recorder.ends(ending) }
    }

    func neverStarted(_ thread: LabThread, _ kind: Event.Interruption) {
        thread.state = .ended
        recorder.ends(.init(
            participant: thread.participant.name, thread: thread.name, at: clock.stamp,
            how: .interrupted(kind, number: nil)))
    }

    func finished() { mailbox.post(.finished) }

    /// Under `free`: the last thread says that all is done.
    private func freeThreadEnded(_ thread: LabThread) {
        startDueFreely()
        thread.isGone.store(true, ordering: .releasing)
        if liveThreads.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { finished() }
    }

    /// Something happened that a participant may wait for with its start.
    func mayStartOthers() {
        if isFree { startDueFreely() }
    }

    func startDueFreely() {
        // The run is not over while somebody is still to be started, however fast the others are.
        liveThreads.add(1, ordering: .sequentiallyConsistent)
        // One that cannot be started has ended with that error.
        for lane in takeStartable() { _ = try? startThread(in: lane, name: nil, body: lane.participant.program) }
        if liveThreads.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 { finished() }
    }

    /// The thread has swallowed its interruption too often. It never returns from here.
    func abandon(_ thread: LabThread) -> Never {
        endings(thread, .abandoned)
        clinux_set_current_thread(nil)
        thread.participant.withLock { $0.hasEnded = true }
        if let stage {
            stage.ended(thread)
        } else {
            freeThreadEnded(thread)
        }
        LabThread.holdForEver()
    }

    /// Ends the run from within.
    func end(_ kind: Event.Interruption) {
        if stage?.ending == nil { stage?.ending = kind }
    }

    /// Called before every call of a thread.
    func noticeCancellation(on thread: LabThread) {
        if isOver.load(ordering: .relaxed) { LabThread.holdForEver() }
        guard thread.interruption == nil else { return }
        let code = isFree ? thread.freeInterruption.load(ordering: .relaxed) : -1
        if code >= 0 {
            thread.interruption = Event.Interruption.coded[code]
        } else if isCancelled {
            end(.cancelled)
            thread.interruption = .cancelled
        } else if let kind = stage?.ending {
            thread.interruption = kind == .deadlock && !thread.isDeadlocked ? .ended : kind
        }
    }

    /// Under `free`: the threads that have not ended.
    var liveThreadsNow: [LabThread] {
        threads.filter { !$0.isGone.load(ordering: .acquiring) }
    }

    /// Whether bytes of some connection are still on their way.
    var hasUnsentBytes: Bool {
        sockets.withLock { $0 }.contains { socket in
            socket.connection != nil && !socket.isClosed.load(ordering: .relaxed) && (socket.raw.unsentBytes ?? 0) > 0
        }
    }

    func tearDown() {
        for lane in lanes { for socket in lane.openSockets { socket.discard() } }
        placeholder.withLock { $0?.release() }
        removeFolder()
        registry.clear()
        sockets.withLock { $0 = [] }
        cast.withLock { $0.threads = [] }
        stage?.threads = []
        stage = nil
    }
}
