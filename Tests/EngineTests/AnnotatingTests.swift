import Engine
import Sockets
import Testing
import Transcripts

/// What raced is told as it was, or marked.
struct AnnotatingTests {
    private static let twoWriters = Scenario("two-writers", server: { host in
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen()
        let (connection, _) = try listener.accept()
        let a = try host.thread { _ in for _ in 1...20 { try connection.send("aaa") } }
        let b = try host.thread { _ in for _ in 1...20 { try connection.send("b") } }
        try a.join()
        try b.join()
        try connection.close()
    }, client: { host in
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        var all: [UInt8] = []
        while case let data = try socket.recv(100), !data.isEmpty { all += data }
        host.print(all)
    })

    /// A send that stands at a place for sure has put its bytes there.
    @Test func bytesOfTwoWriters_areOfTheRightSend_orUncertain() throws {
        for number in 1...30 {
            var options = RunOptions(schedule: .free)
            options.loopback = .loopback(number: 7_000 + number)
            let transcript = try run(Self.twoWriters, options: options)
            let all = Array(transcript.prints(of: "client").joined().utf8)
            #expect(all.count == 80)
            for event in transcript.events where event.call == .send {
                let position = try #require(event.position)
                let range = position.offset..<(position.offset + (event.count ?? 0))
                if !position.isUncertain { #expect(Array(all[range]) == event.payload?.bytes) }
            }
        }
    }

    @Test func listen_neverStandsAfterAConnectThatGotThrough() throws {
        let scenario = Scenario("early", participants: [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                for _ in 1...3 { try listener.accept().0.close() }
            },
        ] + (1...3).map { number in
            .client(named: "client-\(number)") { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.close()
            }
        })
        for number in 1...100 {
            var options = RunOptions(schedule: .free)
            options.loopback = .loopback(number: 7_100 + number)
            let transcript = try run(scenario, options: options)
            let calls = transcript.steps.compactMap { step -> Call? in
                if case .completes(let number) = step { transcript.event(number)?.call } else { nil }
            }
            let listen = try #require(calls.firstIndex(of: .listen))
            #expect(try listen < #require(calls.firstIndex(of: .connect)))
            #expect(transcript.events.filter { $0.call == .accept }.allSatisfy { $0.other?.hasPrefix("client") == true })
        }
    }

    /// Whoever is accepted while his connect still waits is known all the same.
    @Test func acceptedBeforeItsConnectReturns_isNoOutsider() throws {
        func caller(_ word: String) -> Program {
            { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.send(word)
                try socket.close()
            }
        }
        let scenario = Scenario("backlog", participants: [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen(backlog: 0)
                for _ in 1...3 {
                    let (connection, _) = try listener.accept()
                    host.print(try connection.recv(10))
                    try connection.close()
                }
            },
            .client(named: "client-1", caller("A")), .client(named: "client-2", caller("B")),
            .client(named: "client-3", caller("C")),
        ])
        let raw = RawLines()
        var options = RunOptions()
        options.rawLines = raw
        let transcript = try run(scenario, options: options)
        let accepts = transcript.events.filter { $0.call == .accept }
        #expect(accepts.count == 3 && accepts.allSatisfy { $0.other != nil && $0.connection != nil })
        #expect(raw.all.contains { if case .waits(let record) = $0 { record.call == .connect && record.local != nil } else { false } })
    }
}
