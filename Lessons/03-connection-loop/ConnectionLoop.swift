import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 3: one caller after the other, and what becomes of a port.
enum ConnectionLoop {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        while true {
            let (connection, _) = try listener.accept()
            do {
                while true {
                    let data = try connection.recv(host.integer("recv"))
                    if data.isEmpty { break }
                    try connection.send(data.uppercased())
                }
            } catch let error as SocketError {
                host.print("lost this caller: \(error.errno.name)")
            }
            try connection.close()
        }
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        while let message = try host.input(">> ") {
            try socket.send(message)
            host.print(try socket.recv(1024))
        }
        try socket.close()
    }

    static func vanishingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hi")
        try socket.reset()
    }

    static func fragileServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        while true {
            let (connection, _) = try listener.accept()
            while true {
                let data = try connection.recv(host.integer("recv"))
                if data.isEmpty { break }
                try connection.send(data.uppercased())
            }
            try connection.close()
        }
    }

    static func serveOnce(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        host.print(try connection.recv(1024))
        try connection.close()
        try listener.close()
    }

    static func serveOnceReusing(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        host.print(try connection.recv(1024))
        try connection.close()
        try listener.close()
    }

    static func startAgain(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        host.print("listening again")
        try listener.close()
    }

    static func startAgainReusing(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        host.print("listening again")
        try listener.close()
    }

    static func shortCaller(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hello from \(host.name)")
        _ = try socket.recv(1024)
        try socket.close()
    }

    static func tellingApart(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        for _ in 1...2 {
            let (connection, peer) = try listener.accept()
            host.print("here \(try connection.localAddress()), there \(peer)")
            let data = try connection.recv(1024)
            try connection.send(data.uppercased())
            try connection.close()
        }
        try listener.close()
    }

    static func busyServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        while true {
            let data = try connection.recv(1024)
            if data.isEmpty { break }
            host.print(data)
            let reply = try host.input("reply: ") ?? ""
            try connection.send(reply.isEmpty ? "I am busy, call later" : reply)
        }
        try connection.close()
        try listener.close()
    }
}

extension ConnectionLoop {
    static let lesson = LessonPrograms(
        folder: "03-connection-loop",
        scenarios: [
            Scenario("callers", participants: [.server(server)] + threeCallers, knobs: [recv]),
            Scenario("callers-fragile", participants: [.server(fragileServer)] + threeCallers, knobs: [recv]),
            Scenario("four-tuple", participants: [
                .server(tellingApart), .client(named: "client-1", shortCaller), .client(named: "client-2", shortCaller),
            ]),
            restart("restart", first: serveOnce, second: startAgain),
            restart("restart-half", first: serveOnce, second: startAgainReusing),
            restart("restart-reuse", first: serveOnceReusing, second: startAgainReusing),
            Scenario("busy", participants: [
                Participant("server", role: .server, start: .atOnce, input: ["", "Yes, I am here"], program: busyServer),
                .client(input: ["anybody there?", "and now?"], client),
            ]),
        ],
        questions: [
            Question("server-ports", scenario: "four-tuple") { $0.portsOfConnections(of: "server") },
            Question("after-the-reset", scenario: "callers") { $0.answerTo("client-3") },
            Question("second-bind", scenario: "restart") { $0.failure(of: .bind, by: "server-2") },
        ])

    private static let recv = Knob(
        "recv", .integer(1024), .integers(1...65_536),
        help: ["en": "bytes each recv of the server asks for", "zh-Hans": "服务端每次 recv 最多取多少字节"])

    /// A second apart, so that the server is back in `accept` when the next one calls.
    private static let threeCallers: [Participant] = [
        .client(named: "client-1", input: ["hello"], client),
        .client(named: "client-2", start: .at(seconds: 1), vanishingClient),
        .client(named: "client-3", start: .at(seconds: 2), input: ["你好"], client),
    ]

    /// The server ends and closes first; another one wants its port at once.
    private static func restart(
        _ name: String, first: @escaping Program, second: @escaping Program
    ) -> Scenario {
        Scenario(name, participants: [
            .server(first), .client(shortCaller), .server(named: "server-2", start: .after("client"), second),
        ])
    }
}

extension Transcript {
    /// How many different ports the server's end of its connections has.
    fileprivate func portsOfConnections(of server: String) -> Answer? {
        let accepts = events.filter { $0.call == .accept && $0.participant == server && $0.accepted != nil }
        let names = events.filter { $0.call == .getsockname && $0.participant == server }
        guard let last = names.last, !accepts.isEmpty else { return nil }
        let ports = Set(names.compactMap { $0.local?.port })
        return Answer("\(ports.count)", event: last.number)
    }

    /// What came back to a client that may have been left alone.
    fileprivate func answerTo(_ client: String) -> Answer? {
        textReceived(by: client, in: .recv, 1)
    }
}
