import Engine
import Sockets
import Testing
import Transcripts

/// A knob that decides who takes part; a connect that runs out of time.
struct PresenceTests {
    private static let scenario = Scenario(
        "presence",
        participants: [.server(Programs.stickyServer)] + (1...3).map { number in
            .client(named: "client-\(number)") { $0.print("here") }.present(when: "clients", isAtLeast: number)
        },
        knobs: [Knob("clients", .integer(2), .integers(1...3), help: ["en": "how many"])])

    @Test(arguments: [nil, 1, 3]) func whoTakesPart_FollowsTheKnob(clients: Int?) throws {
        var options = RunOptions()
        options.settings = clients.map { ["clients": .integer($0)] } ?? [:]
        let run = try Engine.run(Self.scenario, options: options)
        let expected = ["server"] + (1...(clients ?? 2)).map { "client-\($0)" }
        #expect(run.header.participants.map(\.name) == expected)
    }

    @Test func connectThatRunsOutOfTime_SaysThatItIsUnderWay() throws {
        let scenario = Scenario("full", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen(backlog: 0)
            try host.sleep(seconds: 5)
            try listener.close()
        }, client: { host in
            let (first, second) = (try host.socket(.tcp), try host.socket(.tcp))
            try first.connect(host.serverAddress)
            try second.setSendTimeout(seconds: 3)
            try second.connect(host.serverAddress)
        })
        let run = try Engine.run(scenario)
        let connects = run.events.filter { $0.call == .connect }
        #expect(connects.map(\.failure?.name) == [nil, "EINPROGRESS"])
        let isTimeOut = run.findings.contains { finding in
            if case .timedOut = finding.kind { finding.event == connects[1].number } else { false }
        }
        #expect(isTimeOut)
    }
}
