import Transcripts

/// How a scenario is explored.
package struct ExploreOptions: Sendable {
    /// Leaves out orders of calls that cannot affect each other.
    package var reduction = true
    /// Tries also that a receive or send moves less than it could.
    package var splits = false
    /// So many runs at the most, and so many seconds; what is then left is sampled at random.
    package var maxRuns = 100_000
    package var maxSeconds = 60.0
    package var samples = 1_000
    package var seed: UInt64 = 1
    package var workers = 2
    /// For tests: ways in which calls meet that the search overlooks.
    package var leavingOut: Set<Footprint.Rule> = []
    package var settings: [String: Knob.Value] = [:]
    /// `search` stops when the process has taken so many bytes more; nil: half of what the machine has left.
    package var maxBytes: Int?

    package init() {}

    /// Runs at the same time.
    package func workers(for scenario: Scenario) -> Int { scenario.isFeltByOtherRuns ? 1 : max(1, workers) }
}

/// What can happen in a scenario.
package struct Exploration: Sendable {
    /// Something that can happen, and how to see it.
    package struct Found: Sendable {
        package var outcome: Outcome
        /// Runs that led there.
        package var count: Int
        /// The shortest choices that led there.
        package var choices: String
        /// Only a random sample led there.
        package var wasSampled: Bool
    }

    /// Runs to the end; what reduction cut short is in `cutShort`.
    package var runs = 0
    /// Runs that were given up because another one does the same.
    package var cutShort = 0
    /// Random runs after the limit.
    package var sampled = 0
    /// Most frequent first.
    package var found: [Found] = []
    /// Every order was tried, or shown to make no difference.
    package var isComplete = false
    package var stop = Stop.complete
    /// A call may time out whenever it is not ready, at most once a run: some run did.
    package var usedTimeouts = false
    /// What the search took for granted, in this scenario: the word complete holds under these alone.
    package var assumptions: Set<Assumption> = []
    /// What the search left out. Where anything stands here, it is not complete.
    package var omissions: Set<Omission> = []
    /// The most calls of one run that moved less than they could; nil without `splits`.
    package var mostShortCalls: Int?

    package enum Stop: Sendable, Equatable {
        case complete, runs, time, memory, cancelled
    }
}

extension Exploration {
    package typealias Assumption = Transcripts.Assumption
    package typealias Omission = Transcripts.Omission
}

/// Why a scenario cannot be explored.
package enum ExploreError: Error, Sendable, Equatable {
    /// It is about real time: the schedule `free`.
    case realTime
    /// Somebody takes part who is not of the scenario: this call of this participant met them.
    case outsider(participant: String, call: Call)
    /// A program did something else under the same choices.
    case notRepeatable(choices: String)
    /// A thread waits for a lock (or something else that is no call) while the thread that could end that wait is held
    /// before a call.
    case lockHeld(participant: String, thread: String?)
    /// One run alone has so many events.
    case tooLarge(events: Int)
}
