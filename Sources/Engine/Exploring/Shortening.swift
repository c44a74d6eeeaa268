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

    /// - Throws: `NotRepeatable` when two runs under the same choices differ.
    func shorten(_ exploration: inout Exploration) throws {
        let deadline = ContinuousClock.now + Self.mostTime
        for index in exploration.found.indices.prefix(Self.mostOutcomes) {
            if cancellation.isCancelled || ContinuousClock.now > deadline { return }
            let found = exploration.found[index]
            guard try repeatability.run(found.choices).outcome == found.outcome else {
                throw repeatability.difference(under: found.choices)
            }
            exploration.found[index].choices = try shortened(found, deadline)
        }
    }

    private func shortened(_ found: Exploration.Found, _ deadline: ContinuousClock.Instant) throws -> String {
        guard found.choices.count <= Self.mostChoices else { return found.choices }
        for length in 0..<found.choices.count {
            if ContinuousClock.now > deadline { break }
            let shorter = String(found.choices.prefix(length))
            if try repeatability.run(shorter).outcome == found.outcome { return shorter }
        }
        return found.choices
    }
}
