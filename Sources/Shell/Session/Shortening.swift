import Engine
import Transcripts

/// Makes the schedule of each outcome as short as it can be: where a list of choices ends, lockstep goes on, and often
/// comes to the same.
struct Shortening {
    let repeatability: Repeatability
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
            guard try repeatability.run(found.choices).outcome == found.outcome else {
                throw repeatability.failure(of: found.choices)
            }
            guard found.choices.count <= Self.mostChoices else { continue }
            let lengths = 0..<found.choices.count
            if let length = try lengths.first(where: {
                try ContinuousClock.now > deadline
                    || repeatability.run(String(found.choices.prefix($0))).outcome == found.outcome
            }), ContinuousClock.now <= deadline {
                exploration.found[index].choices = String(found.choices.prefix(length))
            }
        }
    }
}
