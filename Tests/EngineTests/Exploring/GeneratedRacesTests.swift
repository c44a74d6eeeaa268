import Engine
import Testing
import Transcripts

/// What races of a generated program come to, the search that calls itself complete has found.
struct GeneratedRacesTests {
    /// Races of each program.
    private static let count = SeedRange.isLong ? 100 : 8

    @Test(arguments: GeneratedProgram.Shape.allCases)
    func races_showNothingThatTheSearchDoesNotKnow(shape: GeneratedProgram.Shape) throws {
        var (complete, faults) = (0, 0)
        for seed in SeedRange.asked where shape.makes(seed) {
            let program = GeneratedProgram(seed: seed)
            let races = try Races(of: program.scenario, count: Self.count, options: Searches.options(reduction: true, most: Searches.most))
            if races.search.isComplete { complete += 1 }
            guard !races.surprises.isEmpty else { continue }
            Issue.record("seed \(seed): \(races)\n\(program)")
            faults += 1
            if faults >= 3 { break }
        }
        print("\(shape): races of \(complete) programs")
    }
}
