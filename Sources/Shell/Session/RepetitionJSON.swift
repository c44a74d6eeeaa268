import Engine
import Transcripts

/// What `repeat --json` prints.
struct RepetitionJSON: Encodable {
    var lesson, scenario: String
    /// How many were asked for, and made.
    var wanted, runs: Int
    /// Most frequent first.
    var outcomes: [OutcomesJSON.Outcome]

    init(_ distribution: Distribution, wanted: Int, of folder: LessonFolder, _ scenario: Scenario) {
        (lesson, self.scenario) = (folder.name, scenario.name)
        (self.wanted, runs) = (wanted, distribution.runs)
        let groups = OutcomeGroup.byFrequency(distribution.counted, roles: scenario.roles)
        outcomes = OutcomesJSON.outcomes(groups, of: distribution.runs)
    }
}
