import Engine
import Testing
import Transcripts

/// The order of two calls decides, and the search knows it.
@Suite(.enabled(if: Seeds.isLong, "make soak runs it: it takes minutes")) struct RivalryTests {
    @Test(arguments: Rivalry.all)
    func everyOrder_hasTheOutcomesWorkedOutByHand(rivalry: Rivalry) throws {
        let everything = try explore(rivalry.program.scenario, options: Searches.options(reduction: false, most: 50_000))
        #expect(everything.stop == .complete)
        #expect(everything.found.count == rivalry.outcomes, "\(everything.words)")
    }

    @Test(arguments: Rivalry.all)
    func reducedSearch_findsThemAll(rivalry: Rivalry) throws {
        let verdict = Searches.compare(rivalry.program.scenario, most: 50_000)
        #expect(!verdict.isFault && verdict != .unfinished, "\(rivalry.program)\n\(verdict)")
    }
}

extension Exploration {
    /// The outcomes, one a line.
    var words: String { "\(runs) runs\n" + found.map { "    \($0.outcome.words)" }.sorted().joined(separator: "\n") }
}
