import Engine
import Transcripts

/// Whether a scenario does the same under the same choices, and where it does not.
struct Repeatability {
    let scenario: Scenario
    let settings: [String: Knob.Value]

    /// So often the choices are made once more, until two runs differ.
    private static let mostTries = 16

    /// The run of these choices, then lockstep.
    func run(_ choices: String) throws -> Transcript {
        var options = RunOptions(schedule: choices.isEmpty ? .lockstep : .recorded(choices))
        options.settings = settings
        return try Engine.run(scenario, options: options)
    }

    /// What is to be said of choices under which two runs were seen to differ: the first event that differed, where it
    /// shows itself again.
    func failure(of choices: String) -> LabError {
        guard let first = try? run(choices) else { return .notRepeatable(event: nil, call: nil) }
        for _ in 0..<Self.mostTries {
            guard let other = try? run(choices), let difference = Comparison(first, other).first else { continue }
            let event = difference.a?.event ?? difference.b?.event
            return .notRepeatable(event: event?.number, call: event.map { "\($0.participant): \($0.call.rawValue)" })
        }
        return .notRepeatable(event: nil, call: nil)
    }
}
