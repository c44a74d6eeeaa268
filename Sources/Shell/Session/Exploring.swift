import Engine
import Glibc
import Lessons
import Messages
import Rendering
import Transcripts

/// What the student wants of an exploration.
struct ExploreRequest {
    var options = ExploreOptions()
    /// The number of an outcome whose transcript is to be shown.
    var show: Int?
    /// The folder that takes a transcript of each outcome.
    var save: String?
    var expect: Int?
    var json = false
    /// The SVG file that takes the graph.
    var graph: String?
    /// What the student set; `options` has it as values.
    var settings = Settings()
}

/// `explore`: every order of the calls, and what can come of it.
struct Exploring {
    let session: Session
    let lesson: OpenLesson
    let scenario: Scenario
    let request: ExploreRequest

    func run() throws {
        if let file = request.graph, !Files.isFolder(folder(of: file)) {
            throw LabError.cannotWrite(path: file, errno: ENOENT)
        }
        let (result, isCancelled) = try search()
        try tell(result)
        if let folder = request.save { try save(result, in: folder) }
        if let file = request.graph { try writeGraph(result, to: file) }
        if isCancelled {
            Interrupts.clear()
            throw LabError.interrupted
        }
        if let expected = request.expect, expected != result.groups.count || !result.isComplete {
            throw LabError.unexpectedOutcomes(
                expected: expected, found: result.groups.count, isComplete: result.isComplete)
        }
    }

    /// What the command names: `7 sticky --set recv=4`.
    private var name: String { "\(lesson.folder.number) \(scenario.name)\(request.settings.options)" }

    private func tell(_ result: ExplorationResult) throws {
        if let number = request.show { return try show(number, of: result) }
        if request.json {
            let json = ExplorationJSON(result, of: lesson.folder, scenario, request.options)
            return session.output.write(OutcomesJSON.text(json))
        }
        session.output.write(
            renderExploration(result, of: scenario.name, options: session.renderOptions(of: lesson.folder)))
    }

    private func show(_ number: Int, of result: ExplorationResult) throws {
        guard result.groups.indices.contains(number - 1) else {
            throw UsageError.noSuchOutcome(number, last: result.groups.count)
        }
        try session.show(scenario, of: lesson, runRequest(result.groups[number - 1]))
    }

    private func runRequest(_ group: OutcomeGroup) -> RunRequest {
        let choices = group.shown.choices ?? ""
        return RunRequest(schedule: choices.isEmpty ? .lockstep : .recorded(choices), settings: request.settings)
    }

    /// `DIR/07-sticky-packets-sticky-1.jsonl` and so on.
    private func save(_ result: ExplorationResult, in folder: String) throws {
        Files.makeFolder(folder)
        for (index, group) in result.groups.enumerated() {
            var run = runRequest(group)
            run.save = "\(folder)/\(lesson.folder.name)-\(scenario.name)-\(index + 1).jsonl"
            _ = try session.run(scenario, of: lesson, run)
        }
        if !request.json { session.output.line(session.words.savedOutcomes(result.groups.count, in: escaped(folder))) }
    }
}

// MARK: - The search

extension Exploring {
    private func search() throws -> (ExplorationResult, isCancelled: Bool) {
        let cancellation = try Cancellation()
        let progress = ProgressLine(session: session)
        Interrupts.clear()
        defer { progress.erase() }
        let exploration = try Interrupts.cancelling(cancellation) {
            try session.keyboard.quietly { try explored(cancellation, progress) }
        }
        return (result(of: exploration), cancellation.isCancelled)
    }

    private func explored(_ cancellation: Cancellation, _ progress: ProgressLine) throws -> Exploration {
        do {
            return try Engine.search(scenario, options: request.options, cancellation: cancellation) { so in
                progress.show(session.words.exploring(runs: so.runs + so.sampled, outcomes: so.found.count))
            }
        } catch let error as ExploreError {
            throw told(error)
        } catch let difference as NotRepeatable {
            throw LabError.notRepeatable(difference)
        }
    }

    private func result(of exploration: Exploration) -> ExplorationResult {
        let counted = exploration.found.map {
            CountedOutcome($0.outcome, count: $0.count, choices: $0.choices, wasSampled: $0.wasSampled)
        }
        var result = ExplorationResult(groups: OutcomeGroup.groups(counted, roles: scenario.roles))
        result.runs = exploration.runs
        result.cutShort = exploration.cutShort
        result.sampled = exploration.sampled
        result.seed = request.options.seed
        result.usedTimeouts = exploration.usedTimeouts
        result.mostShortCalls = exploration.mostShortCalls
        result.isComplete = exploration.isComplete
        result.assumptions = exploration.assumptions
        result.omissions = exploration.omissions
        result.again = "lesson \(name)"
        result.repeating = "repeat \(name)"
        result.stop = switch exploration.stop {
        case .complete: .complete
        case .runs: .runs
        case .time: .time(seconds: request.options.maxSeconds)
        case .memory: .memory
        case .cancelled: .cancelled
        }
        return result
    }

    // MARK: What goes wrong

    private func told(_ error: ExploreError) -> LabError {
        switch error {
        case .realTime: .aboutRealTime(call: callAboutTime)
        case .outsider(let participant, let call): .meetsOutsider(call: "\(participant): \(call.rawValue)")
        case .notRepeatable: .notRepeatable(NotRepeatable())
        case .lockHeld(let participant, let thread): .lockHeld(thread: [participant, thread].compactMap { $0 }.joined(separator: " "))
        case .tooLarge(let events):
            .tooLarge(events: events, small: lesson.programs?.scenario(named: "small").flatMap { small in
                small.name == scenario.name ? nil : "explore \(lesson.folder.number) small"
            })
        }
    }

    /// The first call of a run that has to do with time: `client: sleep`.
    private var callAboutTime: String? {
        var options = RunOptions(schedule: .lockstep)
        options.settings = request.options.settings
        guard let transcript = try? Engine.run(scenario, options: options) else { return nil }
        let timeOptions = ["SO_RCVTIMEO", "SO_SNDTIMEO"]
        return transcript.events.first { $0.call == .sleep || $0.call == .poll || timeOptions.contains($0.option ?? "") }
            .map { "\($0.participant): \($0.call.rawValue)" + ($0.option.map { " \($0)" } ?? "") }
    }
}
