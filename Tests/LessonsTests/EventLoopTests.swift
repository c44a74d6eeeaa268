import Engine
import Sockets
import Testing
import Transcripts

@Suite struct EventLoopTests {
    /// After how many whole seconds of virtual time each client was answered.
    private func answered(_ run: Transcript) -> [Int] {
        (1...3).map { Int((run.calls(.recv, of: "client-\($0)").first?.ended ?? -1) / 1_000_000_000) }
    }

    @Test func poll_answersTheOthersWhileOneThinks() throws {
        let run = try runLesson(18, "poll")
        #expect(answered(run) == [5, 0, 0])
        #expect((1...3).map { run.prints(of: "client-\($0)") } == [["APPLE"], ["GRAPE"], ["GRAPE"]])
        #expect(Set(run.events.filter { $0.participant == "server" }.map(\.thread)) == [nil], "one thread")
    }

    @Test func blocked_everybodyWaitsForTheSlowest() throws {
        #expect(answered(try runLesson(18, "blocked")) == [5, 5, 5])
        #expect(answered(try runLesson(18, "blocked", settings: ["pause": .duration(60)])) == [60, 60, 60])
    }

    @Test func halfMessage_trapsWhoReadsExactly() throws {
        let run = try runLesson(18, "half-message")
        #expect(answered(run) == [5, 5, 5])
        #expect(run.has { if case .shortRead(5, 2, _, _) = $0 { true } else { false } })
    }

    /// A caller who vanishes with a reset, and one who never reads, are let go; the next is served.
    @Test func server_letsGoOfWhoDoesNotPlay() throws {
        var scenario = try #require(LessonScenario.named(18, "poll")).scenario
        let good = scenario.participants[2]
        scenario.participants = [
            scenario.participants[0],
            .client(named: "vanishing") { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.send("hi")
                try socket.reset()
            },
            .client(named: "deaf", start: .after("vanishing")) { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.sendAll([UInt8](repeating: 65, count: 2_000_000))
                try host.sleep(seconds: 60)
            },
            .client(named: "good", start: .after("deaf"), good.program),
        ]
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "good") == ["GRAPE"])
        #expect(run.prints(of: "server").first == "lost this caller: ECONNRESET")
        #expect(run.ending(of: "server") == .interrupted(.ended, number: run.calls(.poll, of: "server").last?.number))
    }
}
