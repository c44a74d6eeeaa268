import Engine
import Sockets
import Testing
import Transcripts

struct FreeTests {
    static let free = RunOptions(schedule: .free)

    @Test func sticky_receivesEveryByte() throws {
        let transcript = try run(Programs.sticky, options: Self.free)
        #expect(transcript.prints(of: "server").joined() == "hellobigpig")
        #expect(transcript.ending(of: "server") == .returned)
    }

    /// A client that is just being started, or just leaving, is no reason to end the server's wait.
    @Test func racingRuns_alwaysComeToTheirEnd() throws {
        for number in 1...300 {
            var options = Self.free
            options.loopback = .loopback(number: number)
            let transcript = try run(Programs.sticky, options: options)
            #expect(transcript.ending(of: "server") == .returned)
        }
    }

    @Test func events_standInCausalOrder() throws {
        for _ in 1...50 {
            let transcript = try run(Programs.sticky, options: Self.free)
            let order = transcript.steps.compactMap { if case .completes(let number) = $0 { number } else { nil } }
            var sent = 0
            for number in order {
                let event = try #require(transcript.event(number))
                if event.call == .send { sent += event.count ?? 0 }
                if event.call == .recv, let position = event.position, let count = event.count {
                    #expect(position.offset + count <= sent)
                }
            }
            #expect(Set(order).count == transcript.events.count)
        }
    }

    /// A time-out for sending is none for receiving.
    @Test(arguments: [false, true])
    func coldWar_isFoundWithoutASchedule(sendingHasATimeout: Bool) throws {
        let scenario = Scenario("cold-war", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            if sendingHasATimeout { try connection.setSendTimeout(seconds: 1000) }
            _ = try connection.recv(1024)
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            _ = try socket.recv(1024)
        })
        let transcript = try run(scenario, options: Self.free)
        let ended = transcript.events.filter { $0.result == .interrupted(.deadlock) }
        #expect(Set(ended.map { "\($0.participant) for \($0.waitedFor)" }) == [
            "server for [\"client\"]", "client for [\"server\"]",
        ])
    }

    @Test func serverThatPollsForMoreClients_ends_alsoWhereSomebodyWaitsForIt() throws {
        func polling(_ client: @escaping Program) -> Scenario {
            Scenario("poll", server: { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                while true { for ready in try host.poll([listener]) { try ready.accept().0.close() } }
            }, client: client)
        }
        let idle = try run(polling { try $0.socket(.tcp).connect($0.serverAddress) }, options: Self.free)
        #expect(idle.events.last { $0.participant == "server" }?.result == .interrupted(.ended))
        // People may still come to the server, so that this is no deadlock.
        let vain = try run(polling { host in
            let socket = try host.socket(.udp)
            try socket.bind(.loopback())
            _ = try socket.recvfrom(10)
        }, options: Self.free)
        #expect(vain.events.last { $0.participant == "server" }?.result == .interrupted(.ended))
    }

    @Test func serverThatWaitsForMoreClients_ends() throws {
        let scenario = Scenario("server", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            while true {
                let (connection, _) = try listener.accept()
                host.print(try connection.recv(10))
                try connection.close()
            }
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("hi")
            try socket.close()
        })
        let transcript = try run(scenario, options: Self.free)
        #expect(transcript.prints(of: "server") == ["hi"])
        #expect(transcript.events.contains { $0.call == .accept && $0.result == .interrupted(.ended) })
    }

    @Test func sleep_takesRealTime() throws {
        let scenario = Scenario("nap", participants: [.client(start: .atOnce) { try $0.sleep(seconds: 0.002) }])
        let transcript = try run(scenario, options: Self.free)
        let nap = try #require(transcript.events.first { $0.call == .sleep })
        #expect(nap.jumped == 0)
        #expect((nap.ended ?? 0) - nap.began >= 2_000_000)
    }
}
