import Messages
@testable import Rendering
import Testing
import Transcripts

@Suite struct GraphTests {
    /// Who makes the calls, in order: `S` and `C` make one each; what the server prints at last is the outcome.
    private func run(_ order: String, prints text: String) -> Transcript {
        var run = TranscriptBuilder()
        var counts: [Character: Int] = [:]
        for letter in order {
            counts[letter, default: 0] += 1
            run.print(letter == "S" ? "server" : "client", "\(letter)\(counts[letter] ?? 0)")
        }
        run.print("server", text)
        run.ends("server")
        run.ends("client")
        return run.transcript
    }

    private func groups(_ transcripts: [Transcript]) -> [OutcomeGroup] {
        OutcomeGroup.groups(
            Set(transcripts.map(\.outcome)).map { CountedOutcome($0, count: 1) }, roles: ["server": .server, "client": .client])
    }

    private func graph(_ transcripts: [Transcript]) -> StateGraph {
        var builder = StateGraphBuilder()
        for transcript in transcripts { builder.add(transcript) }
        return builder.graph(groups(transcripts))
    }

    private var parting: [Transcript] {
        [run("SSC", prints: "x"), run("SCS", prints: "x"), run("CSS", prints: "y")]
    }

    @Test func oneOutcome_IsReachedAtOnce() {
        let graph = graph([run("SC", prints: "x"), run("CS", prints: "x")])
        #expect(graph.stateCount == 1)
        #expect(graph.edges.map(\.to) == [.outcome(0)])
    }

    @Test func whatDecides_LeadsToItsOutcome() {
        let graph = graph(parting)
        #expect(Set(graph.edges.map(\.to)).isSuperset(of: [.outcome(0), .outcome(1)]))
    }

    @Test func order_OfTheRuns_DoesNotMatter() {
        #expect(graph(parting) == graph(parting.reversed()))
    }

    @Test func picture_IsTame_AndTheSameEveryTime() {
        var hostile = parting
        hostile.append(run("CSC", prints: "</text><script>&\u{1B}[2J\"'\u{0}"))
        func picture(_ transcripts: [Transcript]) -> String {
            var builder = StateGraphBuilder()
            for transcript in transcripts { builder.add(transcript) }
            return renderGraph(
                builder, of: "a<b>&\u{7}", groups: groups(hostile), isComplete: false, options: RenderOptions(title: "<t>"))
        }
        let svg = picture(hostile)
        #expect(svg == picture(hostile.reversed()))
        #expect(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("&\\"))
        #expect(svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
        #expect(svg.contains("not complete: the first 4 schedules"))
    }
}
