import Engine
import Testing
import Transcripts

/// Each rule of the footprints is needed: without it, the reduced search of some program loses an outcome that it finds with it.
struct FootprintRuleTests {
    @Test(arguments: Footprint.Rule.allCases)
    func searchWithoutARule_losesAnOutcome(rule: Footprint.Rule) throws {
        let example = try Self.samples.first { try Self.loses($0, without: rule) }
        #expect(example != nil, "nothing is lost without the rule \(rule)")
        print("\(rule): \(example?.name ?? "")")
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
