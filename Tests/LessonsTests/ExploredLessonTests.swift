import Engine
import Foundation
import Lessons
import Testing
import Transcripts

/// What exploring says of a lesson's scenario is so: compared with trying every order, and with races.
///
/// A build server takes what a few seconds allow; `make soak` (SOCKETLAB_RUNS) takes what a night allows.
@Suite struct ExploredLessonTests {
    private static let isLong = ProcessInfo.processInfo.environment["SOCKETLAB_RUNS"] != nil
    private static let scenarios = LessonScenario.all.filter { !$0.isAboutRealTime }

    private func options(reduction: Bool) -> ExploreOptions {
        var options = ExploreOptions()
        options.reduction = reduction
        options.maxRuns = Self.isLong ? 1_000_000 : 400
        options.maxSeconds = Self.isLong ? 600 : 1
        options.samples = 0
        options.workers = 1
        return options
    }

    @Test(arguments: scenarios)
    func reducedSearch_findsWhatEveryOrderFinds(_ lesson: LessonScenario) throws {
        guard let everything = try lesson.explored(options(reduction: false)), everything.stop == .complete else { return }
        let reduced = try #require(try lesson.explored(options(reduction: true)))
        let (some, all) = (reduced.outcomes, everything.outcomes)
        #expect(all.subtracting(some).isEmpty, "lost: \(all.subtracting(some))")
        #expect(some.subtracting(all).isEmpty, "invented: \(some.subtracting(all))")
        #expect(!reduced.isComplete || everything.isComplete)
    }

    @Test(arguments: scenarios)
    func races_showNothingThatACompleteSearchDoesNotKnow(_ lesson: LessonScenario) throws {
        guard let search = try lesson.explored(options(reduction: true)), search.isComplete else { return }
        let known = search.outcomes
        var strange: [Outcome: Int] = [:]
        try Engine.repeat(
            lesson.scenario, count: Self.isLong ? 500 : 20, cancellation: try Cancellation(), options: lesson.options(.free)
        ) { race in
            if !race.lacksSomething, !known.contains(race.outcome) { strange[race.outcome, default: 0] += 1 }
        }
        #expect(strange.isEmpty, "\(lesson): \(search.runs) runs found \(known.count) outcomes; races showed \(strange)")
    }
}

extension LessonScenario {
    /// nil where the scenario cannot be explored, and says so.
    fileprivate func explored(_ options: ExploreOptions) throws -> Exploration? {
        var options = options
        options.settings = self.options(nil).settings
        do {
            return try explore(scenario, options: options)
        } catch ExploreError.tooLarge, ExploreError.outsider {
            return nil
        }
    }
}

extension Exploration {
    fileprivate var outcomes: Set<Outcome> { Set(found.map(\.outcome)) }
}
