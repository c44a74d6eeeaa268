import Engine
import Sockets
import Testing
import Transcripts

struct DatagramTests {
    static func scenario(_ server: @escaping Program, _ client: @escaping Program) -> Scenario {
        Scenario("datagrams", transport: .udp, server: server, client: client)
    }

    @Test func datagrams_keepTheirBoundaries() throws {
        let transcript = try run(Self.scenario({ host in
            let socket = try host.socket(.udp)
            try socket.bind(host.serverAddress)
            for _ in 1...3 {
                let (data, sender) = try socket.recvfrom(1024)
                host.print(data)
                try socket.sendto(data.uppercased(), sender)
            }
        }, { host in
            let socket = try host.socket(.udp)
            for text in ["hello", "", "pig"] { try socket.sendto(text, host.serverAddress) }
            for _ in 1...3 { host.print(try socket.recvfrom(1024).0) }
        }))
        #expect(transcript.prints(of: "server") == ["hello", "", "pig"])
        #expect(transcript.prints(of: "client") == ["HELLO", "", "PIG"])
        let sends = transcript.events.filter { $0.call == .sendto && $0.participant == "client" }
        let receives = transcript.events.filter { $0.call == .recvfrom && $0.participant == "server" }
        #expect(sends.map(\.position) == receives.map(\.position))
        #expect(receives.allSatisfy { $0.other == "client" })
    }

    /// Three sockets on one port: who is bound to one address of the machine gets no broadcast.
    @Test func broadcast_reachesThoseBoundToItsAddressOrToAll() throws {
        let everybody = IPv4Host(127, 255, 255, 255)
        func receiver(_ name: String, at host: @escaping @Sendable (UInt16) -> Address) -> Participant {
            .server(named: name, start: name == "r1" ? .atOnce : .whenServerIsReady) { here in
                let socket = try here.socket(.udp)
                try socket.setOption(.reuseAddress, true)
                try socket.bind(host(here.serverAddress.port ?? 0))
                here.print(try socket.recvfrom(10).0)
            }
        }
        let transcript = try run(Scenario("broadcast", transport: .udp, participants: [
            receiver("r1") { .ipv4(everybody, port: $0) }, receiver("r2") { .loopback(port: $0) },
            receiver("r3") { .ipv4(everybody, port: $0) },
            .client { here in
                let socket = try here.socket(.udp)
                try socket.setOption(.broadcast, true)
                try socket.sendto("all", .ipv4(everybody, port: here.serverAddress.port ?? 0))
            },
        ]))
        let send = try #require(transcript.events.first { $0.call == .sendto })
        if send.failure != nil { return Swift.print("skipped: no broadcast on loopback here") }
        #expect(send.position != nil && send.copies.count == 1)
        #expect(transcript.prints(of: "r1") == ["all"] && transcript.prints(of: "r3") == ["all"])
        #expect(transcript.prints(of: "r2").isEmpty)
    }

    @Test func tooSmallBuffer_losesTheRest() throws {
        let transcript = try run(Self.scenario({ host in
            let socket = try host.socket(.udp)
            try socket.bind(host.serverAddress)
            host.print(try socket.recvfrom(3).0)
            host.print(try socket.recvfrom(3).0)
        }, { host in
            let socket = try host.socket(.udp)
            try socket.sendto("hello", host.serverAddress)
            try socket.sendto("pig", host.serverAddress)
        }))
        #expect(transcript.prints(of: "server") == ["hel", "pig"])
        #expect(transcript.events.first { $0.call == .recvfrom }?.datagramLength == 5)
    }

    @Test func flood_losesDatagramsAndTheyAreKnown() throws {
        let transcript = try run(Self.scenario({ host in
            let socket = try host.socket(.udp)
            try socket.setOption(.receiveBuffer, 8_192)
            try socket.bind(host.serverAddress)
            try host.sleep(seconds: 1)
            try socket.setReceiveTimeout(seconds: 1)
            var count = 0
            while (try? socket.recvfrom(1024)) != nil { count += 1 }
            host.print("\(count)")
            try socket.setReceiveTimeout(seconds: 0)
            host.print(try socket.recvfrom(1024).0)
        }, { host in
            let socket = try host.socket(.udp)
            for number in 0..<100 { try socket.sendto("\(number)" + String(repeating: ".", count: 500), host.serverAddress) }
            try host.sleep(seconds: 10)
            try socket.sendto("last", host.serverAddress)
        }))
        let kept = Int(transcript.prints(of: "server")[0])!
        #expect(kept > 0 && kept < 100)
        let last = try #require(transcript.events.last { $0.call == .recvfrom })
        #expect(last.lost == 100 - kept)
        #expect(last.position == transcript.events.last { $0.call == .sendto }?.position)
    }

    @Test func connectedSocket_hearsThatNobodyIsThere() throws {
        let transcript = try run(Scenario("nobody", transport: .udp, participants: [
            .client(start: .atOnce) { host in
                let socket = try host.socket(.udp)
                try socket.connect(host.serverAddress)
                try socket.send("anyone?")
                _ = try socket.recv(10)
            }
        ]))
        guard case .uncaught(_, .recv, let failure?) = transcript.ending(of: "client") else {
            Issue.record("\(transcript.story)")
            return
        }
        #expect(failure.name == "ECONNREFUSED")
    }
}
