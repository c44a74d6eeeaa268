import Engine
import Transcripts

/// Free runs of a scenario, held against what a search says can happen.
struct Races: CustomStringConvertible {
    /// What the search found.
    let search: Exploration
    /// What races came to, and how often.
    private(set) var seen: [Outcome: Int] = [:]

    /// Searches, and where the search calls itself complete, lets the threads race so many times.
    init(of scenario: Scenario, count: Int, options: ExploreOptions) throws {
        search = try explore(scenario, options: options)
        guard search.isComplete else { return }
        let race = RunOptions(schedule: .free)
        var seen: [Outcome: Int] = [:]
        try Engine.repeat(scenario, count: count, cancellation: try Cancellation(), options: race) {
            seen[$0.outcome, default: 0] += 1
        }
        self.seen = seen
    }

    /// What a race came to and the search does not know.
    var surprises: [Outcome: Int] {
        let known = search.outcomes
        return seen.filter { !known.contains($0.key) }
    }

    var description: String {
        let list = surprises.map { "    \($0.value) times \($0.key.words)" }.sorted().joined(separator: "\n")
        return "races showed what the search did not:\n\(list)\nthe search found, in \(search.words)"
    }
}
