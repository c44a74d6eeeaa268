import CLinux
import Sockets
import Synchronization
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs a scenario under every schedule, on real sockets, and says what can happen.
///
/// - Parameters:
///   - visit: is given the transcript of every complete run, one at a time, on a thread of the lab.
///   - progress: is told now and then, on the calling thread, how many runs were made.
/// - Throws: `ExploreError` where it cannot be done, `RunError` when a run could not be made.
package func explore(
    _ scenario: Scenario, options: ExploreOptions = ExploreOptions(), cancellation: Cancellation? = nil,
    visit: (@Sendable (Transcript) -> Void)? = nil, progress: (Exploration) -> Void = { _ in }
) throws -> Exploration {
    if scenario.schedule == .free { throw ExploreError.realTime }
    let explorer = try Explorer(scenario, options, cancellation, visit)
    return try explorer.explore(progress)
}

extension Event {
    /// The other end belongs to nobody of the scenario.
    fileprivate var metAnOutsider: Bool {
        guard failure == nil, other == nil else { return false }
        return switch call {
        case .accept: accepted != nil
        case .connect: connection != nil
        case .recvfrom: peer != nil
        default: false
        }
    }
}

extension Call {
    fileprivate var meetsSomebody: Bool { self == .accept || self == .connect || self == .recvfrom }
}

/// Shares the runs of an exploration among threads.
final class Explorer: Sendable {
    /// A run with more events than this is no small program: exploring it would take for ever.
    static let mostEvents = 5_000

    private struct Fields {
        var tree: ExploreTree
        var result = Exploration()
        var index: [Outcome: Int] = [:]
        var active = 0
        var error: (any Error)?
        var samplesLeft = 0
    }

    private let scenario: Scenario
    private let options: ExploreOptions
    private let cancellation: Cancellation?
    private let visit: (@Sendable (Transcript) -> Void)?
    private let fields: Lock<Fields>
    private let start = clinux_now()
    private let crew: Crew
    /// Counts the runs that were made: whoever waits for something to do looks again when one was.
    private let news = Atomic<Int>(0)

    init(
        _ scenario: Scenario, _ options: ExploreOptions, _ cancellation: Cancellation?,
        _ visit: (@Sendable (Transcript) -> Void)?
    ) throws {
        self.visit = visit
        self.scenario = scenario
        self.options = options
        self.cancellation = cancellation
        var result = Exploration()
        result.mostShortCalls = options.splits ? Split.mostShortCalls : nil
        crew = try Crew()
        fields = Lock(Fields(tree: ExploreTree(reduction: options.reduction), result: result))
    }

    func explore(_ progress: (Exploration) -> Void) throws -> Exploration {
        // A run stays on one core: that of its worker. Workers that shared one would wait for each other.
        let workers = options.workers(for: scenario)
        let cores = workers == 1 ? [clinux_core()] : (0..<workers).map { clinux_core_numbered(Int32($0)) }
        crew.work(on: cores, { [self] in work() }, milliseconds: 200) { progress(fields.withLock { $0.result }) }
        return try finish()
    }

    private func finish() throws -> Exploration {
        try fields.withLock { fields in
            if let error = fields.error { throw error }
            fields.result.assumptions.formUnion(assumptions(of: fields.result))
            fields.result.isComplete = fields.result.stop == .complete && fields.result.omissions.isEmpty
            fields.result.found.sort { ($0.count, $1.choices.count) > ($1.count, $0.choices.count) }
            return fields.result
        }
    }

    /// What the word complete rests on, as far as it matters in this scenario.
    private func assumptions(of result: Exploration) -> Set<Exploration.Assumption> {
        var assumptions: Set<Exploration.Assumption> = []
        if scenario.transport == .tcp || scenario.transport == .unixStream {
            assumptions.insert(options.splits ? .shortCalls(atMost: Split.mostShortCalls) : .wholeMoves)
        }
        if scenario.transport == .tcp, !scenario.keepsKernelDefaults { assumptions.insert(.labSettings) }
        if result.usedTimeouts { assumptions.insert(.oneEarlyTimeOut) }
        return assumptions
    }

    // MARK: Workers

    private func work() {
        while let job = nextJob() {
            let made = Result { try perform(job) }
            fields.withLock { fields in
                fields.active -= 1
                switch made {
                case .success(let run): take(run, of: job, &fields)
                case .failure(let error): if fields.error == nil { fields.error = error }
                }
            }
            news.add(1, ordering: .releasing)
        }
    }

    private enum Job {
        case task(ExploreTask)
        case sample(seed: UInt64)
    }

    private struct MadeRun {
        var script: Script
        var transcript: Transcript
        /// nil where the run was given up.
        var outcome: Outcome?
    }

    /// The next run to make; nil when all is done. While others are at work there may still be something to come.
    private func nextJob() -> Job? {
        while true {
            let seen = news.load(ordering: .acquiring)
            let (job, isOver): (Job?, Bool) = fields.withLock { fields in
                if fields.error != nil { return (nil, true) }
                noteLimits(&fields)
                if let job = takeJob(&fields) {
                    fields.active += 1
                    return (job, false)
                }
                return (nil, fields.active == 0)
            }
            if let job { return job }
            if isOver { return nil }
            while news.load(ordering: .acquiring) == seen { sched_yield() }
        }
    }

    private func noteLimits(_ fields: inout Fields) {
        guard fields.result.stop == .complete else { return }
        if cancellation?.isCancelled == true {
            fields.result.stop = .cancelled
        } else if fields.tree.tasks.isEmpty {
            return
        } else if fields.result.runs + fields.result.cutShort >= options.maxRuns {
            fields.result.stop = .runs
            fields.samplesLeft = options.samples
        } else if Double(clinux_now() - start) / 1e9 > options.maxSeconds {
            fields.result.stop = .time
            fields.samplesLeft = options.samples
        }
    }

    private func takeJob(_ fields: inout Fields) -> Job? {
        switch fields.result.stop {
        case .complete: return fields.tree.next().map(Job.task)
        case .cancelled, .memory: return nil
        case .runs, .time:
            // Sampling takes no longer than the search was given.
            let isLate = Double(clinux_now() - start) / 1e9 > 2 * options.maxSeconds
            guard fields.samplesLeft > 0, !isLate, cancellation?.isCancelled != true else { return nil }
            fields.samplesLeft -= 1
            return .sample(seed: options.seed &+ UInt64(fields.samplesLeft))
        }
    }

    private func perform(_ job: Job) throws -> MadeRun {
        // The path to the task's node is read here and changed by nobody: moves and enabled threads are constant.
        let script = switch job {
        case .task(let task): task.script(splits: options.splits, reduction: options.reduction)
        case .sample(let seed):
            Script(
                prefix: [], expected: [], asleep: [], tail: .random(SeededGenerator(seed: seed)), splits: options.splits,
                notesFootprints: false)
        }
        var runOptions = RunOptions(schedule: .lockstep)
        runOptions.settings = options.settings
        let run = try Run(
            scenario, runOptions.atItsOwnAddress, isWatched: false, cancellation: nil, script: script,
            leavingOut: options.leavingOut)
        let stage = run.stage
        let transcript = try run.execute(nil)
        if case .task = job { try check(script, transcript, stage?.lockWaiter) }
        return MadeRun(script: script, transcript: transcript, outcome: script.isPruned || script.hasDiverged ? nil : transcript.outcome)
    }

    private func check(_ script: Script, _ transcript: Transcript, _ lockWaiter: (participant: String, thread: String?)?) throws {
        if let (participant, thread) = lockWaiter { throw ExploreError.lockHeld(participant: participant, thread: thread) }
        if script.hasDiverged, script.omissions.isEmpty { throw ExploreError.notRepeatable(choices: script.choices) }
        // No event is copied that need not be.
        for index in transcript.events.indices where transcript.events[index].other == nil && transcript.events[index].call.meetsSomebody {
            let event = transcript.events[index]
            if event.metAnOutsider { throw ExploreError.outsider(participant: event.participant, call: event.call) }
        }
        if transcript.events.count > Self.mostEvents { throw ExploreError.tooLarge(events: transcript.events.count) }
    }

    // MARK: Outcomes

    private func take(_ run: MadeRun, of job: Job, _ fields: inout Fields) {
        let choices = run.script.choices
        var isSample = true
        if case .task(let task) = job {
            fields.tree.add(run.script, of: task)
            isSample = false
        }
        if run.script.hasTimedOut { fields.result.usedTimeouts = true }
        fields.result.omissions.formUnion(run.script.omissions)
        if run.transcript.endings.contains(where: { $0.thread != nil }) { fields.result.assumptions.insert(.noHiddenMemory) }
        guard let outcome = run.outcome else { return fields.result.cutShort += 1 }
        if isSample { fields.result.sampled += 1 } else { fields.result.runs += 1 }
        visit?(run.transcript)
        if let index = fields.index[outcome] {
            fields.result.found[index].count += 1
            if choices.count < fields.result.found[index].choices.count { fields.result.found[index].choices = choices }
        } else {
            fields.index[outcome] = fields.result.found.count
            fields.result.found.append(.init(outcome: outcome, count: 1, choices: choices, wasSampled: isSample))
        }
    }
}
