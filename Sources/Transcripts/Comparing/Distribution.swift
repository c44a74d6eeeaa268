/// What many runs of one scenario came to.
package struct Distribution: Sendable, Equatable {
    package private(set) var runs = 0
    package private(set) var counts: [Outcome: Int] = [:]
    /// By participant: how often its first `recv` returned so many bytes; streams only.
    package private(set) var firstReceives: [String: [Int: Int]] = [:]

    package init() {}

    package mutating func add(_ transcript: Transcript) {
        runs += 1
        counts[transcript.outcome, default: 0] += 1
        var seen: Set<String> = []
        for event in transcript.events where event.call == .recv && !seen.contains(event.participant) {
            guard let count = event.count else { continue }
            seen.insert(event.participant)
            firstReceives[event.participant, default: [:]][count, default: 0] += 1
        }
    }

    package var counted: [CountedOutcome] { counts.map { CountedOutcome($0.key, count: $0.value) } }
}
