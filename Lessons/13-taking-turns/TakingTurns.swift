import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 13: a chat by turns, and how it ends.
enum TakingTurns {
    static func server(_ host: Host) throws {
        let connection = try acceptOne(host)
        do {
            while try listen(host, connection), try speak(host, connection) {}
        } catch let error as SocketError {
            host.print("(gone: \(error.errno.name))")
        }
        try connection.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        while try speak(host, socket), try listen(host, socket) {}
        try socket.close()
    }

    /// My turn to speak. False when that was goodbye.
    static func speak(_ host: Host, _ socket: RecordedSocket) throws -> Bool {
        let line = try nextLine(host)
        try socket.send(line)
        return line != "bye"
    }

    /// The other one's turn. False when it said goodbye, or has gone.
    static func listen(_ host: Host, _ socket: RecordedSocket) throws -> Bool {
        let data = try socket.recv(host.integer("recv"))
        if data.isEmpty {
            host.print("(gone without bye)")
            return false
        }
        host.print(data)
        return data.text != "bye"
    }

    /// What the person types. An empty line cannot be sent, so it asks again.
    static func nextLine(_ host: Host) throws -> String {
        while let line = try host.input("> ") {
            if !line.isEmpty { return line }
        }
        return "bye"
    }

    static func acceptOne(_ host: Host) throws -> RecordedSocket {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try listener.close()
        return connection
    }

    static func shyClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        while try listen(host, socket), try speak(host, socket) {}
        try socket.close()
    }

    static func rudeClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hello")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func trustingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        while true {
            let data = try connection.recv(host.integer("recv"))
            host.print(data)
            if data.text == "bye" { break }
            try connection.send(nextLine(host))
        }
        try connection.close()
    }

    static func hastyClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("see you")
        try socket.send("bye")
        try socket.close()
    }

    static func receiveLine(_ socket: RecordedSocket,
                            _ kept: inout [UInt8]) throws -> [UInt8]? {
        while !kept.contains(UInt8(ascii: "\n")) {
            let piece = try socket.recv(1024)
            if piece.isEmpty { return nil }
            kept += piece
        }
        let line = Array(kept.prefix { $0 != UInt8(ascii: "\n") })
        kept.removeFirst(line.count + 1)
        return line
    }

    static func lineServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        var kept: [UInt8] = []
        while let line = try receiveLine(connection, &kept) {
            host.print(line)
            if line.text == "bye" { break }
        }
        try connection.close()
    }

    static func lineClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("see you\n")
        try socket.send("bye\n")
        try socket.close()
    }
}

extension TakingTurns {
    static let lesson = LessonPrograms(
        folder: "13-taking-turns",
        scenarios: [
            chat("bye", ["Fine, and you?"], client: client, ["How are you?", "bye"]),
            chat("bye-server", ["I have to go", "bye"], client: client, ["Are you there?", "Already?"]),
            chat("both-listen", ["You first"], client: shyClient, ["No, you first"]),
            chat("no-bye", ["Hello yourself", "Are you there?"], client: rudeClient),
            chat("no-check", server: trustingServer, ["Hello yourself", "Pardon?", "Are you there?"], client: rudeClient),
            chat("glued-bye", ["See you tomorrow", "bye"], client: hastyClient),
            Scenario("lines", server: lineServer, client: lineClient),
        ],
        questions: [
            Question("bytes-of-the-shy", scenario: "both-listen") { $0.bytesSentByAll },
            Question("without-a-word", scenario: "no-bye") { $0.bytesReceived(by: "server", in: .recv, 2) },
            Question("send-to-nobody", scenario: "no-check") { $0.bytesReturned(to: "server", from: .send, 2) },
            Question("what-is-heard", scenario: "glued-bye") { $0.textReceived(by: "server", in: .recv, 1) },
        ])

    /// Both sides have somebody at the keyboard.
    private static func chat(
        _ name: String, server: @escaping Program = server, _ answers: [String], client: @escaping Program,
        _ lines: [String] = []
    ) -> Scenario {
        Scenario(
            name,
            participants: [
                Participant("server", role: .server, start: .atOnce, input: answers, program: server),
                .client(input: lines, client),
            ],
            knobs: [
                Knob(
                    "recv", .integer(1024), .integers(1...65_536),
                    help: ["en": "bytes each recv asks for", "zh-Hans": "每次 recv 最多取多少字节"])
            ])
    }
}

extension Transcript {
    /// How many bytes anybody sent, up to where the run ended.
    fileprivate var bytesSentByAll: Answer? {
        guard let last = events.last(where: { $0.call == .recv }) else { return nil }
        let bytes = events.filter(\.call.sends).compactMap(\.count).reduce(0, +)
        return Answer("\(bytes)", event: last.number)
    }
}
