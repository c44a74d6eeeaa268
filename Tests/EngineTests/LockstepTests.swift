import Engine
import Sockets
import Testing
import Transcripts

struct LockstepTests {
    @Test func sticky_printsEverythingAtOnce() throws {
        let transcript = try run(Programs.sticky)
        #expect(transcript.prints(of: "server") == ["hellobigpig", "", ""])
        #expect(transcript.ending(of: "server") == .returned)
        #expect(transcript.ending(of: "client") == .returned)
        #expect(transcript.header.address?.value?.host == "127.0.0.1")
    }

    @Test func waitingCall_keepsTheNumberOfItsBeginning() throws {
        let transcript = try run(Programs.sticky)
        #expect(transcript.story.prefix(13) == [
            "1 server socket = 0", "2 server setsockopt = 0", "3 server bind = 0", "4 server listen = 0",
            "5 server accept waits", "6 client socket = 0", "7 client connect = 0", "8 client send = 5",
            "9 client send = 3", "10 client send = 3", "11 client close = 0", "client returned", "5 server accept = 4",
        ])
    }

    /// The second begins to sleep late by the real clock and wakes first all the same: that is what it asked for.
    @Test func sleepers_wakeInTheOrderOfTheirVirtualTimes() throws {
        let scenario = Scenario("sleepers", participants: [
            Participant("long", role: .peer, start: .atOnce, program: { host in
                try host.sleep(seconds: 1)
                host.print("awake")
            }),
            Participant("short", role: .peer, start: .atOnce, program: { host in
                let start = ContinuousClock.now
                while ContinuousClock.now - start < .milliseconds(30) {}
                try host.sleep(seconds: 0.99)
                host.print("awake")
            }),
        ])
        let prints = try run(scenario).events.filter { $0.call == .print }
        #expect(prints.map(\.participant) == ["short", "long"])
    }

    @Test func receivedBytes_standInTheFlowOfTheirSends() throws {
        let transcript = try run(Programs.sticky)
        let sends = transcript.events.filter { $0.call == .send }
        let first = try #require(transcript.events.first { $0.call == .recv })
        #expect(sends.map { $0.position?.offset } == [0, 5, 8])
        #expect(first.position?.flow == sends[0].position?.flow)
        #expect(first.position?.offset == 0)
        #expect(first.other == "client")
    }

    @Test func coldWar_endsAsDeadlockAndNamesWhoWaitsForWhom() throws {
        let scenario = Scenario("cold-war", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            host.print(try connection.recv(1024))
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("")
            host.print(try socket.recv(1024))
        })
        let transcript = try run(scenario)
        let ended = transcript.events.filter { $0.result == .interrupted(.deadlock) }
        #expect(Set(ended.map(\.participant)) == ["server", "client"])
        #expect(ended.first { $0.participant == "server" }?.waitedFor == ["client"])
        #expect(ended.first { $0.participant == "client" }?.waitedFor == ["server"])
        #expect(transcript.prints(of: "server").isEmpty)
    }

    @Test func serverThatWaitsForMoreClients_isNoDeadlock() throws {
        let scenario = Scenario("callers", participants: [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                while true {
                    let (connection, _) = try listener.accept()
                    do {
                        while true {
                            let data = try connection.recv(1024)
                            if data.isEmpty { break }
                            try connection.send(data.uppercased())
                        }
                    } catch let error as SocketError {
                        host.print("\(error.errno.name)")
                    }
                    try connection.close()
                }
            },
            .client(named: "client-1") { try Self.talk($0, "one", resets: false) },
            .client(named: "client-2", start: .after("client-1")) { try Self.talk($0, "two", resets: true) },
            .client(named: "client-3", start: .after("client-2")) { try Self.talk($0, "three", resets: false) },
        ])
        let transcript = try run(scenario)
        #expect(transcript.prints(of: "client-3") == ["THREE"])
        #expect(transcript.prints(of: "server") == ["ECONNRESET"])
        guard case .interrupted(.ended, _) = transcript.ending(of: "server") else {
            Issue.record("\(String(describing: transcript.ending(of: "server")))")
            return
        }
        #expect(transcript.events.filter { $0.call == .accept }.compactMap { $0.accepted?.role } == ["c1", "c2", "c3"])
    }

    @Sendable static func talk(_ host: Host, _ text: String, resets: Bool) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send(text)
        if resets { return try socket.reset() }
        host.print(try socket.recv(1024))
        try socket.close()
    }

    @Test func sleep_takesNoRealTime() throws {
        let scenario = Scenario("naps", participants: [
            .client(start: .atOnce) { host in
                try host.sleep(seconds: 3600)
                host.print("awake")
            },
            .client(named: "late", start: .at(seconds: 7200)) { $0.print("late") },
        ])
        let transcript = try run(scenario)
        #expect(transcript.prints(of: "client") == ["awake"])
        #expect(transcript.prints(of: "late") == ["late"])
        let nap = try #require(transcript.events.first { $0.call == .sleep })
        #expect(nap.jumped > 3_500_000_000_000)
    }

    @Test func receiveTimeout_passesOnTheVirtualClock() throws {
        let scenario = Scenario("nobody-home", transport: .udp, participants: [
            .client(start: .atOnce) { host in
                let socket = try host.socket(.udp)
                try socket.setReceiveTimeout(seconds: 30)
                try socket.sendto("hello?", host.serverAddress)
                do {
                    _ = try socket.recvfrom(1024)
                } catch let error as SocketError {
                    host.print(error.errno.name)
                }
            }
        ])
        let transcript = try run(scenario)
        #expect(transcript.prints(of: "client") == ["EAGAIN"])
        let wait = try #require(transcript.events.first { $0.call == .recvfrom })
        #expect(wait.jumped > 29_000_000_000)
    }

    @Test func threads_ofAParticipantTakeTurns() throws {
        let scenario = Scenario("threads", participants: [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                var threads: [ThreadHandle] = []
                for _ in 1...2 {
                    let (connection, _) = try listener.accept()
                    threads.append(try host.thread { host in
                        let name = try connection.recv(100)
                        try host.sleep(seconds: 1)
                        try connection.send("Hello, \(name.text)!")
                        try connection.close()
                    })
                }
                for thread in threads { try thread.join() }
            },
            .client(named: "client-1") { try Self.talk($0, "plum", resets: false) },
            .client(named: "client-2") { try Self.talk($0, "fig", resets: false) },
        ])
        let transcript = try run(scenario)
        #expect(transcript.prints(of: "client-1") == ["Hello, plum!"])
        #expect(transcript.prints(of: "client-2") == ["Hello, fig!"])
        #expect(Set(transcript.events.compactMap(\.thread)) == ["t1", "t2"])
        let last = try #require(transcript.events.last { $0.call == .send }?.began)
        #expect(last < 1_900_000_000, "both sleeps pass at the same time")
    }

    @Test func manyBytes_throughSmallBuffers_allArrive() throws {
        let size = 8 << 20
        let scenario = Scenario("big", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            var count = 0
            while true {
                let data = try connection.recv(65_536)
                if data.isEmpty { break }
                count += data.count
            }
            host.print("\(count)")
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send([UInt8](repeating: 7, count: size))
            try socket.close()
        })
        let transcript = try run(scenario)
        #expect(transcript.prints(of: "server") == ["\(size)"])
        let send = try #require(transcript.events.first { $0.call == .send })
        #expect(send.count == size)
        #expect(send.payload?.length == size)
        #expect(send.payload?.isWhole == false)
    }

    @Test func input_comesFromTheScenario() throws {
        let scenario = Scenario("typing", participants: [
            .client(start: .atOnce, input: ["one", "two"]) { host in
                while let line = try host.input("> ") { host.print(line) }
            }
        ])
        #expect(try run(scenario).prints(of: "client") == ["one", "two"])
    }

    @Test func clientWithoutServer_isRefused() throws {
        let scenario = Scenario("no-server", participants: [
            .client(start: .atOnce) { host in
                try host.socket(.tcp).connect(host.serverAddress)
            }
        ])
        let transcript = try run(scenario)
        guard case .uncaught(_, .connect, let failure?) = transcript.ending(of: "client") else {
            Issue.record("\(String(describing: transcript.ending(of: "client")))")
            return
        }
        #expect(failure.name == "ECONNREFUSED")
    }
}
