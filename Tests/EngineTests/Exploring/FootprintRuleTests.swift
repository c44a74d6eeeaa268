import Engine
import Testing
import Transcripts

/// Each rule of the footprints is needed: without it, the reduced search of some program loses an outcome that it finds with it.
@Suite(.enabled(if: Seeds.isLong, "make soak runs it: it takes minutes")) struct FootprintRuleTests {
    /// A join comes after all that the other thread did. Without that the search takes more runs for the same outcomes.
    private static let saving: Set<Footprint.Rule> = [.joining]

    @Test(arguments: Footprint.Rule.allCases.filter { !saving.contains($0) })
    func searchWithoutARule_losesAnOutcome(rule: Footprint.Rule) throws {
        let example = try Self.samples.first { try Self.loses($0, without: rule) }
        #expect(example != nil, "nothing is lost without the rule \(rule)")
    }

    @Test func searchWithoutJoins_takesMoreRuns() throws {
        func runs(_ options: ExploreOptions, _ sample: Sample) throws -> Int {
            let search = try explore(sample.scenario, options: options)
            #expect(search.outcomes == sample.outcomes, "\(sample.name)")
            return search.runs + search.cutShort
        }
        let with = Searches.options(reduction: true, most: 2_000)
        var without = with
        without.leavingOut = Self.saving
        let all = try Self.samples.map { (try runs(with, $0), try runs(without, $0)) }
        #expect(all.contains { $0.0 < $0.1 }, "\(all)")
    }

    private struct Sample {
        var name: String
        var scenario: Scenario
        var outcomes: Set<Outcome>
    }

    /// The rivalries, and some programs made at random, whose outcomes the reduced search finds.
    private static let samples: [Sample] = {
        let rivalries = Rivalry.all.map { ($0.name, $0.program.scenario) }
        let others = (UInt64(1)...60).map { ("seed \($0)", GeneratedProgram(seed: $0).scenario) }
        return (rivalries + others).compactMap { name, scenario in
            guard case .same = Searches.compare(scenario, most: 400) else { return nil }
            let found = try? explore(scenario, options: Searches.options(reduction: true, most: 400))
            return found.map { Sample(name: name, scenario: scenario, outcomes: $0.outcomes) }
        }
    }()

    private static func loses(_ sample: Sample, without rule: Footprint.Rule) throws -> Bool {
        var options = Searches.options(reduction: true, most: 2_000)
        options.leavingOut = [rule]
        guard let reduced = try? explore(sample.scenario, options: options), reduced.stop == .complete else { return false }
        return !sample.outcomes.isSubset(of: reduced.outcomes)
    }
}
