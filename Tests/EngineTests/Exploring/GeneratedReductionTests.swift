import Engine
import Testing
import Transcripts

/// Reduction loses no outcome and invents none: compared with trying every order, on programs made at random.
@Suite(.enabled(if: Seeds.isLong, "make soak runs it: it takes minutes")) struct GeneratedReductionTests {
    @Test(arguments: GeneratedProgram.Shape.allCases)
    func reducedSearch_findsWhatEveryOrderFinds(shape: GeneratedProgram.Shape) {
        var tally = Tally()
        for seed in Seeds.asked where GeneratedProgram.Shape.of(seed) == shape {
            let program = GeneratedProgram(seed: seed)
            let verdict = Searches.compare(program.scenario)
            tally.count(verdict)
            guard verdict.isFault else { continue }
            Issue.record("\(Story(seed: seed, program: program, verdict: verdict))")
            if tally.faults >= 3 { break }
        }
        print("\(shape): \(tally)")
        // A shape most of whose programs are too large to be compared would prove nothing.
        #expect(tally.compared > tally.unfinished, "\(shape): \(tally)")
    }

    private struct Tally: CustomStringConvertible {
        var compared = 0, unfinished = 0, faults = 0
        var runs = (reduced: 0, everything: 0)

        mutating func count(_ verdict: Searches.Verdict) {
            if verdict == .unfinished { return unfinished += 1 }
            compared += 1
            if verdict.isFault { faults += 1 }
            if case .same(let reduced, let everything) = verdict { runs = (runs.reduced + reduced, runs.everything + everything) }
        }

        var description: String {
            "\(compared) compared, \(unfinished) too large, \(faults) wrong; \(runs.reduced) runs for \(runs.everything)"
        }
    }
}

/// A fault told so that it can be looked at: the seed, and the smallest program that shows it.
private struct Story: CustomStringConvertible {
    let seed: UInt64
    let program: GeneratedProgram
    let verdict: Searches.Verdict

    var description: String {
        let deadline = ContinuousClock.now + .seconds(20)
        let smallest = program.shrunk(before: deadline) { Searches.compare($0.scenario).isLike(verdict) }
        let again = smallest == program ? verdict : Searches.compare(smallest.scenario)
        return "seed \(seed), the smallest program of its kind:\n\(smallest)\n\(again)\n\nas it was made:\n\(program)\n\(verdict)"
    }
}
