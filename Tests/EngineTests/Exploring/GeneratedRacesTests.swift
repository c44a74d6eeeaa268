import Engine
import Testing
import Transcripts

/// What races of a generated program come to, the search that calls itself complete has found.
struct GeneratedRacesTests {
    /// Races of each program.
    private static let count = Seeds.isLong ? 100 : 8

    /// Not on a build server yet: three kinds of programs still come to something in races that the search does not know (a
    /// `poll` whose socket is closed, `recv` after a refused `connect`, ECONNRESET for EPIPE behind full buffers).
    @Test(.enabled(if: Seeds.isLong, "make soak runs it"), arguments: GeneratedProgram.Shape.allCases)
    func races_showNothingThatTheSearchDoesNotKnow(shape: GeneratedProgram.Shape) throws {
        var (complete, faults) = (0, 0)
        for seed in Seeds.asked where GeneratedProgram.Shape.of(seed) == shape {
            let program = GeneratedProgram(seed: seed)
            let options = Searches.options(reduction: true, most: Searches.most)
            // A program that the search refuses is a fault in another test.
            guard let races = try? Races(of: program.scenario, count: Self.count, options: options), races.search.isComplete else {
                continue
            }
            complete += 1
            if races.surprises.isEmpty { continue }
            Issue.record("seed \(seed): \(races)\n\(program)")
            faults += 1
            if faults >= 3 { break }
        }
        print("\(shape): races of \(complete) programs")
    }
}
