import Engine
import Rendering
import Transcripts

/// What `explore --json` prints.
struct ExplorationJSON: Encodable {
    var lesson, scenario: String
    /// Every order was tried, or shown to make no difference, and nothing was left out.
    var complete: Bool
    /// `complete`, `max-runs`, `max-time`, `max-memory`, `cancelled`.
    var stop: String
    /// What the search takes for granted, and what it did not try.
    var assumptions, omissions: [String]
    var runs, cutShort, sampled: Int
    var seed: UInt64
    var splits, reduction, timeouts: Bool
    /// With `splits`.
    var mostShortCalls: Int?
    var outcomes: [OutcomesJSON.Outcome]

    init(_ result: ExplorationResult, of folder: LessonFolder, _ scenario: Scenario, _ options: ExploreOptions) {
        (lesson, self.scenario) = (folder.name, scenario.name)
        (complete, stop) = (result.isComplete, Self.word(result.stop))
        assumptions = result.assumptions.inOrder.map(\.code)
        omissions = result.omissions.inOrder.map(\.code)
        (runs, cutShort, sampled, seed) = (result.runs, result.cutShort, result.sampled, result.seed)
        (splits, reduction, timeouts) = (options.splits, options.reduction, result.usedTimeouts)
        mostShortCalls = result.mostShortCalls
        outcomes = OutcomesJSON.outcomes(result.groups, of: result.runs + result.sampled) { $0.wasSampled }
    }

    private static func word(_ stop: ExplorationResult.Stop) -> String {
        switch stop {
        case .complete: "complete"
        case .runs: "max-runs"
        case .time: "max-time"
        case .memory: "max-memory"
        case .cancelled: "cancelled"
        }
    }
}
