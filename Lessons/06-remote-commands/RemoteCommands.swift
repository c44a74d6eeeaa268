import Engine
import Exercises
import Sockets
import TextEncodings
import Transcripts

/// Lesson 6: a client sends commands, the server runs them. Without a header, so that lesson 8 has something to cure.
enum RemoteCommands {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        while true {
            let (connection, _) = try listener.accept()
            do {
                try connection.setSendTimeout(seconds: 10)
                while true {
                    let command = try connection.recv(1024)
                    if command.isEmpty { break }
                    try connection.sendAll(answer(to: command, host))
                }
            } catch let error as SocketError {
                host.print("lost this client: \(error.errno.name)")
            }
            try connection.close()
        }
    }

    static func answer(to command: [UInt8], _ host: Host) throws -> [UInt8] {
        do {
            let words = try AllowList.words(of: command)
            let limits = CommandLimits(bytes: host.integer("limit"))
            let output = try host.run(words, limits: limits)
            let end = output.wasCut ? "\n[cut here: too long]\n" : ""
            return output.standardError + output.standardOutput + end.utf8
        } catch let refusal as Refusal {
            return Array("refused: \(refusal)\n".utf8)
        } catch let error as SocketError {
            return Array("cannot be run here: \(error.errno.name)\n".utf8)
        }
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        while let command = try host.input("$ ") {
            if command.isEmpty { continue }
            try socket.send(command)
            host.print(try socket.recv(host.integer("recv")))
        }
        try socket.close()
    }

    static func gbkServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try listener.close()
        while true {
            let data = try connection.recv(1024)
            if data.isEmpty { break }
            do {
                let command = try decode(data, .gbk)
                host.print(command)
                let output = try answer(to: Array(command.utf8), host).text
                try connection.sendAll(encode(output, .gbk))
            } catch is TextEncodingError {
                try connection.sendAll("refused: not GBK\n")
            }
        }
        try connection.close()
    }

    static func gbkClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send(encode(host.texts("command")[0], .gbk))
        let data = try socket.recv(host.integer("recv"))
        host.print(try decode(data, .gbk))
        try socket.close()
    }

    static func deafClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send(encode(host.texts("command")[0], .gbk))
        let data = try socket.recv(host.integer("recv"))
        do {
            host.print(try data.decoded())
        } catch let failure as DecodingFailure {
            host.print("cannot decode: \(failure)")
            host.print(data.text)
        }
        try socket.close()
    }

    static func stubbornClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send(host.texts("command")[0])
        let data = try socket.recv(host.integer("recv"))
        host.print(try data.decoded())
        try socket.close()
    }
}

extension RemoteCommands {
    static let lesson = LessonPrograms(
        folder: "06-remote-commands",
        scenarios: [
            remote("remote", ["echo hello", "ls -d . no-such-file", "seq 1 3"]),
            remote("refusals", ["rm -rf /", "echo one; whoami", "ls /etc", "yes", "echo still here"],
                limit: 4096, receive: 8192),
            remote("leftover", ["seq 1 1000", "echo done"]),
            remote("silent", ["true", "echo done"]),
            encoded("gbk", client: gbkClient),
            encoded("not-utf-8", client: deafClient),
            encoded("unnoticed", client: stubbornClient),
        ],
        questions: [
            Question("bytes-of-hello", scenario: "remote") { $0.bytesReceived(by: "client", in: .recv, 1) },
            Question("after-refusals", scenario: "refusals") { $0.lastLineReceived(by: "client") },
            Question("answer-to-echo", scenario: "leftover") { $0.firstLineReceived(by: "client", 2) },
            Question("bytes-of-nothing", scenario: "silent") { $0.bytesReturned(to: "server", from: .send, 1) },
            Question("gbk-bytes", scenario: "gbk") { $0.bytesReceived(by: "client", in: .recv, 1) },
            Question("what-the-server-saw", scenario: "unnoticed") { $0.lastPrint(of: "server") },
        ])

    private static func remote(_ name: String, _ commands: [String], limit bytes: Int = 65_536, receive: Int = 1024) -> Scenario {
        Scenario(
            name, participants: [.server(server), .client(input: commands, client)],
            knobs: [limit(bytes), size(receive)])
    }

    private static func encoded(_ name: String, client: @escaping Program) -> Scenario {
        Scenario(name, server: gbkServer, client: client, knobs: [limit(65_536), size(1024), command])
    }

    private static func limit(_ bytes: Int) -> Knob {
        Knob("limit", .integer(bytes), .integers(1...65_536),
            help: ["en": "bytes a command may write", "zh-Hans": "一条命令最多输出多少字节"])
    }

    private static func size(_ bytes: Int) -> Knob {
        Knob("recv", .integer(bytes), .integers(1...65_536),
            help: ["en": "bytes the client's recv asks for", "zh-Hans": "客户端每次 recv 最多取多少字节"])
    }

    private static let command = Knob(
        "command", .texts(["echo 你好"]), .texts(atMost: 1),
        help: ["en": "the command that is sent", "zh-Hans": "要发送的命令"])
}

extension Transcript {
    private func lines(receivedBy participant: String, _ occurrence: Int) -> (Event, [String])? {
        guard let event = call(.recv, of: participant, occurrence), let bytes = event.payload?.bytes else { return nil }
        return (event, String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// The first line of what a `recv` returned; the whole is too long to type.
    fileprivate func firstLineReceived(by participant: String, _ occurrence: Int) -> Answer? {
        guard let (event, lines) = lines(receivedBy: participant, occurrence), let first = lines.first else { return nil }
        return Answer(first, event: event.number)
    }

    /// The last line that the participant received at all.
    fileprivate func lastLineReceived(by participant: String) -> Answer? {
        let count = events.count { $0.call == .recv && $0.participant == participant }
        guard let (event, lines) = lines(receivedBy: participant, count), let last = lines.last else { return nil }
        return Answer(last, event: event.number)
    }

    fileprivate func lastPrint(of participant: String) -> Answer? {
        let prints = events.filter { $0.call == .print && $0.participant == participant }
        guard let event = prints.last, let bytes = event.payload?.bytes else { return nil }
        return Answer(String(decoding: bytes, as: UTF8.self), event: event.number)
    }
}
