import Engine
import Lessons
import Messages
import Rendering
import Transcripts

/// `repeat`: many runs, threads racing, and what they came to.
struct Repeating {
    let session: Session
    let lesson: OpenLesson
    let scenario: Scenario
    var settings = Settings()
    var json = false

    func run(count: Int) throws {
        var distribution = Distribution()
        let cancellation = try Cancellation()
        let progress = ProgressLine(session: session)
        Interrupts.clear()
        do {
            defer { progress.erase() }
            try Interrupts.cancelling(cancellation) {
                try session.keyboard.quietly {
                    try Engine.repeat(scenario, count: count, cancellation: cancellation, options: options) {
                        distribution.add($0)
                        progress.show(session.words.repeating(distribution.runs, of: count))
                    }
                }
            }
        }
        show(distribution, wanted: count)
        if cancellation.isCancelled {
            Interrupts.clear()
            throw LabError.interrupted
        }
    }

    private var options: RunOptions {
        var options = RunOptions(schedule: .free, lesson: lesson.folder.name)
        options.settings = settings.values(for: scenario)
        return options
    }

    private func show(_ distribution: Distribution, wanted: Int) {
        if json {
            let json = RepetitionJSON(distribution, wanted: wanted, of: lesson.folder, scenario)
            return session.output.write(OutcomesJSON.text(json))
        }
        let explore = scenario.schedule == .free ? nil : "explore \(lesson.folder.number) \(scenario.name)\(settings.options)"
        session.output.write(renderDistribution(
            distribution, of: scenario.name, wanted: wanted, roles: scenario.roles, explore: explore,
            options: session.renderOptions(of: lesson.folder)))
    }
}

extension Scenario {
    var roles: [String: Transcript.Role] {
        Dictionary(participants.map { ($0.name, $0.role) }, uniquingKeysWith: { first, _ in first })
    }
}

extension OpenLesson {
    /// The scenario of this name or, without one, the lesson's main scenario.
    func scenarioOrFirst(_ name: String?) throws -> Scenario {
        if let name { return try scenario(named: name) }
        guard let first = programs?.scenarios.first else { throw LabError.noPrograms(lesson: folder.number) }
        return first
    }
}
