import Testing
import Transcripts

@Suite struct ComparisonTests {
    private func conversation(_ texts: [String], received: [String]) -> Transcript {
        var story = Story.tcp()
        for text in texts { story.send("client", text) }
        for text in received {
            story.recv("server", 1024, text)
            story.call("server", .print) { $0.payload = Payload(text) }
        }
        story.ends("client")
        return story.transcript
    }

    @Test func twoRunsAlike_HaveTheSameSteps() {
        let run = conversation(["hello", "big"], received: ["hellobig"])
        let comparison = Comparison(run, run)
        #expect(comparison.hasSameSteps && comparison.hasSameOutcome && comparison.header.isEmpty && comparison.partsAt == nil)
    }

    @Test func aResultThatDiffers_IsADifference_AndTheStepsGoOn() {
        let a = conversation(["hello"], received: ["hello"])
        let b = conversation(["hullo"], received: ["hullo"])
        let comparison = Comparison(a, b)
        #expect(comparison.differences.map(\.step) == [3, 4, 5])
        #expect(comparison.first?.fields == [.payload])
        #expect(comparison.first?.a?.event == a.events[3] && comparison.first?.b?.event == b.events[3])
        #expect(comparison.partsAt == nil && !comparison.hasSameOutcome)
    }

    @Test func runs_Part_WhereTheCallsDiffer() {
        let a = conversation(["hello", "big"], received: ["hellobig"])
        let b = conversation(["hello"], received: ["hello", ""])
        let comparison = Comparison(a, b)
        #expect(comparison.partsAt == 4)
        #expect(comparison.differences.count == 1)
        #expect(comparison.first?.a?.event?.call == .send && comparison.first?.b?.event?.call == .recv)
        #expect(comparison.first?.fields.isEmpty == true)
    }

    @Test func aRunThatGoesOn_PartsFromOneThatHasEnded() {
        let a = conversation(["hello"], received: [])
        var b = a
        b.append(.ends(.init(participant: "server", at: 0, how: .returned)))
        let comparison = Comparison(a, b)
        #expect(comparison.partsAt == a.steps.count)
        #expect(comparison.first?.a == nil && comparison.first?.b?.ending?.participant == "server")
    }

    @Test func headers_AreCompared() {
        let a = conversation([], received: [])
        var b = a
        b.header.scenario = "small-recv"
        b.header.date = "another day"
        #expect(Comparison(a, b).header == [.scenario])
    }
}

@Suite struct OutcomeTests {
    private func outcome(_ printed: [String], _ how: Transcript.How, from port: Int = 51544) -> Outcome {
        var story = Story()
        story.call("client", .connect) { $0.local = "127.0.0.1:\(port)" }
        for text in printed { story.call("server", .print) { $0.payload = Payload(text) } }
        _ = story.waits("server", .accept)
        story.ends("server", how)
        return story.transcript.outcome
    }

    @Test func outcomes_AreEqual_WhenTheSameIsPrintedAndEndsAlike() {
        let outcomes: Set = [
            outcome(["hello", "port 51544"], .returned), outcome(["hello", "port 51600"], .returned, from: 51600),
        ]
        #expect(outcomes.count == 1)
    }

    @Test func outcomes_Differ_ByWhatIsPrintedAndHowItEnds() {
        let failure = Event.Failure(errno: 104, name: "ECONNRESET")
        let outcomes: Set = [
            outcome(["hello", "big"], .returned), outcome(["hellobig"], .returned), outcome(["hello"], .abandoned),
            outcome(["hello"], .uncaught(message: "", call: .recv, failure: failure)), outcome(["hello"], .exited(status: 1)),
            outcome(["hello"], .interrupted(.deadlock, number: 3)),
        ]
        #expect(outcomes.count == 6)
    }

    @Test func outcome_NamesTheCallThatWaited() {
        let server = outcome(["hello"], .interrupted(.ended, number: 3)).parts[0]
        #expect(server.participant == "server" && server.printed == [Payload("hello")])
        #expect(server.ends.map(\.how) == [.waiting(.accept)])
    }
}
