import Engine
import Testing
import Transcripts

/// Each rule of the footprints is needed: without it, the reduced search of some program loses an outcome.
struct FootprintRuleTests {
    @Test(arguments: Footprint.Rule.allCases)
    func searchWithoutARule_losesAnOutcome(rule: Footprint.Rule) throws {
        let example = try Self.programs.first { try Self.loses($0, without: rule) }
        #expect(example != nil, "nothing is lost without the rule \(rule)")
    }

    /// The rivalries, then programs made at random.
    private static var programs: some Sequence<GeneratedProgram> {
        Array(Rivalry.all.map(\.program)) + (1...300).lazy.map { GeneratedProgram(seed: $0) }
    }

    private static func loses(_ program: GeneratedProgram, without rule: Footprint.Rule) throws -> Bool {
        let everything = try explore(program.scenario, options: Searches.options(reduction: false, most: 1_000))
        guard everything.stop == .complete else { return false }
        var options = Searches.options(reduction: true, most: 2_000)
        options.leavingOut = [rule]
        guard let reduced = try? explore(program.scenario, options: options) else { return false }
        return !everything.outcomes.isSubset(of: reduced.outcomes)
    }
}
