import Engine
import Testing
import Transcripts

/// Programs whose threads compete have each outcome that every order shows, and races show no other one.
@Suite(.enabled(if: Seeds.isLong, "make soak runs it: it takes minutes")) struct RivalsTests {
    /// How many outcomes, worked out by hand: which thread got the caller, the datagram, the byte, or was first at the screen.
    static let counted: [(Scenario, outcomes: Int)] = [
        (Rivals.accepts, 2), (Rivals.receives, 2), (Rivals.reads, 2), (Rivals.pool, 4),
        // Which caller came first, and who printed first.
        (Rivals.printers(numbered: false), 2), (Rivals.printers(numbered: true), 4),
        (Rivals.acknowledgements, 13),
        (Rivals.twoWriters, 3),
    ]

    static let others = [
        Rivals.timeouts, Rivals.muchBothWays, Rivals.resetWithData, Rivals.backlog, Rivals.twoLines, Rivals.twoServers,
        Rivals.closeUnder,
    ]

    @Test(arguments: counted.indices)
    func search_findsAsManyAsThereAre(index: Int) throws {
        let (scenario, outcomes) = Self.counted[index]
        let result = try explore(scenario, options: Searches.options(reduction: true, most: 20_000))
        #expect(result.isComplete, "\(scenario.name)")
        #expect(result.found.count == outcomes, "\(scenario.name): \(result.words)")
    }

    private static let all = counted.map(\.0) + others

    @Test(arguments: all.indices)
    func reducedSearch_findsWhatEveryOrderFinds(index: Int) {
        let scenario = Self.all[index]
        let verdict = Searches.compare(scenario, most: 20_000)
        #expect(!verdict.isFault, "\(scenario.name): \(verdict)")
    }

    @Test(arguments: all.indices)
    func races_showNoOther(index: Int) throws {
        let scenario = Self.all[index]
        let races = try Races(of: scenario, count: 60, options: Searches.options(reduction: true, most: 20_000))
        #expect(races.surprises.count == 0, "\(scenario.name): \(races)")
    }
}
