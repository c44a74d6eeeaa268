import Engine
import Transcripts

/// Makes the schedule of each outcome as short as it can be: where a list of choices ends, lockstep goes on, and often
/// comes to the same.
struct Shortening {
    let scenario: Scenario
    let settings: [String: Knob.Value]
    let cancellation: Cancellation

    /// For more outcomes, and for longer lists, nobody waits.
    private static let mostOutcomes = 64
    private static let mostChoices = 64
    private static let mostTime = Duration.seconds(2)

    /// - Throws: `LabError.notRepeatable` when two runs under the same choices differ.
    func shorten(_ exploration: inout Exploration) throws {
        let deadline = ContinuousClock.now + Self.mostTime
        for index in exploration.found.indices.prefix(Self.mostOutcomes) {
            if cancellation.isCancelled || ContinuousClock.now > deadline { return }
            let found = exploration.found[index]
            try check(found)
            guard found.choices.count <= Self.mostChoices else { continue }
            let lengths = 0..<found.choices.count
            if let length = try lengths.first(where: {
                try ContinuousClock.now > deadline || run(found.choices, $0).outcome == found.outcome
            }), ContinuousClock.now <= deadline {
                exploration.found[index].choices = String(found.choices.prefix(length))
            }
        }
    }

    private func run(_ choices: String, _ length: Int) throws -> Transcript {
        let schedule: ScheduleChoice = length == 0 ? .lockstep : .recorded(String(choices.prefix(length)))
        var options = RunOptions(schedule: schedule)
        options.settings = settings
        return try Engine.run(scenario, options: options)
    }

    private func check(_ found: Exploration.Found) throws {
        let first = try run(found.choices, found.choices.count)
        if first.outcome == found.outcome { return }
        let comparison = Comparison(first, try run(found.choices, found.choices.count))
        guard let difference = comparison.first else { return }
        let event = difference.a?.event ?? difference.b?.event
        throw LabError.notRepeatable(step: event?.number, call: event.map { "\($0.participant): \($0.call.rawValue)" })
    }
}
