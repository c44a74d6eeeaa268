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
    func search_findsWhatEveryOrderAndRacesShow(_ lesson: LessonScenario) throws {
        guard let search = try lesson.explored(options(reduction: true)), search.stop == .complete else { return }
        try compareWithEveryOrder(lesson, search)
        if search.isComplete { try compareWithRaces(lesson, search.outcomes) }
    }

    private func compareWithEveryOrder(_ lesson: LessonScenario, _ search: Exploration) throws {
        guard let everything = try lesson.explored(options(reduction: false)), everything.stop == .complete else { return }
        let (some, all) = (search.outcomes, everything.outcomes)
        #expect(all.subtracting(some).isEmpty, "lost: \(all.subtracting(some))")
        #expect(some.subtracting(all).isEmpty, "invented: \(some.subtracting(all))")
        #expect(!search.isComplete || everything.isComplete)
    }

    private func compareWithRaces(_ lesson: LessonScenario, _ known: Set<Outcome>) throws {
        var strange: [Outcome: Int] = [:]
        try Engine.repeat(
            lesson.scenario, count: Self.isLong ? 500 : 10, cancellation: try Cancellation(), options: lesson.options(.free)
        ) { race in
            if !race.lacksSomething, !known.contains(race.outcome) { strange[race.outcome, default: 0] += 1 }
        }
        #expect(strange.isEmpty, "\(lesson): the search found \(known.count) outcomes; races showed \(strange)")
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
