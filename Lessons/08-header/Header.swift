import Engine
import Exercises
import Sockets
import StructFormat
import Transcripts

/// Lesson 8: the length goes in front of the message.
enum Header {
    static func packing(_ host: Host) throws {
        host.print("pack i 12       " + hex(try Struct.pack("i", 12)))
        host.print("pack !i 12      " + hex(try Struct.pack("!i", 12)))
        host.print("pack !i 3893    " + hex(try Struct.pack("!i", 3893)))
        host.print("calcsize !i     \(try Struct.calcsize("!i"))")
        host.print("calcsize iq     \(try Struct.calcsize("iq"))")
        host.print("calcsize !iq    \(try Struct.calcsize("!iq"))")
        do {
            _ = try Struct.pack("!i", 3_000_000_000)
        } catch {
            host.print("pack !i 3000000000: \(error)")
        }
    }

    static func output(of command: String) -> [UInt8] {
        switch command {
        case "seq 1 1000": Array((1...1000).map { "\($0)\n" }.joined().utf8)
        case "echo done": Array("done\n".utf8)
        case "true": []
        default: Array("\(command): not known here\n".utf8)
        }
    }

    static func bareServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        while true {
            let command = try connection.recv(1024)
            if command.isEmpty { break }
            try connection.sendAll(output(of: command.line))
        }
        try connection.close()
    }

    static func bareClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in host.texts("commands") {
            try socket.send(command)
            host.print(try socket.recv(host.integer("recv")))
        }
        try socket.close()
    }

    static func server(_ host: Host) throws {
        let connection = try acceptOne(host)
        while true {
            let command = try connection.recv(1024)
            if command.isEmpty { break }
            let answer = output(of: command.line)
            let length = StructValue(answer.count)
            try connection.sendAll(Struct.pack(lengthFormat(host), length))
            try connection.sendAll(answer)
        }
        try connection.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in host.texts("commands") {
            try socket.send(command)
            host.print(try receiveAnswer(from: socket, host))
        }
        try socket.close()
    }

    static func receiveAnswer(
        from socket: RecordedSocket, _ host: Host
    ) throws -> [UInt8] {
        let header = try socket.recvExactly(4)
        let length = try Struct.unpack(lengthFormat(host), header)[0].int ?? 0
        guard length >= 0 else { throw NoHeader(length: length) }
        var answer: [UInt8] = []
        while answer.count < length {
            let left = length - answer.count
            answer += try socket.recvExactly(min(host.integer("piece"), left))
        }
        return answer
    }

    /// The other side does not talk this way.
    struct NoHeader: Error, CustomStringConvertible {
        var length: Int
        var description: String { "no header: the answer would be \(length) bytes long" }
    }

    static func silentClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in host.texts("commands") {
            try socket.send(command)
            host.print(try receiveAnswer(from: socket, host))
        }
        try socket.close()
    }

    static func stammeringServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: "echo done")
        let header = try Struct.pack(lengthFormat(host), StructValue(answer.count))
        try connection.sendAll(Array(header[..<1]))
        try host.sleep(seconds: 1)
        try connection.sendAll(Array(header[1...]))
        try connection.sendAll(answer)
        try connection.close()
    }

    static func fluentServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: "echo done")
        let header = try Struct.pack(lengthFormat(host), StructValue(answer.count))
        try connection.sendAll(header)
        try connection.sendAll(answer)
        try connection.close()
    }

    static func trustingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        let header = try socket.recv(4)
        let length = try Struct.unpack(lengthFormat(host), header)[0].int ?? 0
        host.print(try socket.recvExactly(length))
        try socket.close()
    }

    static func patientClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print(try receiveAnswer(from: socket, host))
        try socket.close()
    }

    static func dyingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: try connection.recv(1024).line)
        let header = try Struct.pack(lengthFormat(host), StructValue(answer.count))
        try connection.sendAll(header)
        try connection.sendAll(Array(answer.prefix(1500)))
        try connection.close()
    }

    static func watchfulClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("seq 1 1000")
        do {
            host.print(try receiveAnswer(from: socket, host))
        } catch let end as EndOfStream {
            host.print("incomplete: the last piece has only \(end.got) bytes")
        }
        try socket.close()
    }

    /// `!i` is network order, `i` this machine's own, as many tutorials have it.
    static func lengthFormat(_ host: Host) -> String {
        host.choice("order") == "network" ? "!i" : "i"
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

    /// `0c 00 00 00`.
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
    }
}

extension Header {
    static let lesson = LessonPrograms(
        folder: "08-header",
        scenarios: [
            Scenario("fixed", server: server, client: client, knobs: [order, piece, commands("seq 1 1000")]),
            Scenario("leftover", server: bareServer, client: bareClient, knobs: [recv, commands("seq 1 1000")]),
            Scenario("pack", participants: [
                Participant("program", role: .peer, start: .atOnce, program: packing)
            ]),
            Scenario("silent", server: server, client: silentClient, knobs: [order, piece, commands("true")]),
            Scenario("short-header", server: stammeringServer, client: trustingClient, knobs: [order]),
            Scenario("read-exactly", server: stammeringServer, client: patientClient, knobs: [order, piece]),
            Scenario("one-recv", server: fluentServer, client: trustingClient, knobs: [order]),
            Scenario("lost-body", server: dyingServer, client: watchfulClient, knobs: [order, piece]),
        ],
        questions: [
            Question("second-answer", scenario: "leftover") { $0.startOfAnswer(2) },
            Question("length-of-nothing", scenario: "silent") { $0.lengthInFirstHeader },
            Question("header-bytes", scenario: "short-header") { $0.bytesReceived(by: "client", in: .recv, 1) },
        ],
        settingsAlone: ["order": .choice("native")])

    // MARK: What a student may change

    private static let order = Knob(
        "order", .choice("network"), .choices(["network", "native"]),
        help: [
            "en": "the byte order of the length: !i, or i as in many tutorials",
            "zh-Hans": "长度的字节顺序：!i，或许多教程里的 i",
        ])

    private static let piece = Knob(
        "piece", .integer(1024), .integers(1...65_536),
        help: ["en": "the client takes at most so many bytes at a time", "zh-Hans": "客户端每次最多取多少字节"])

    private static let recv = Knob(
        "recv", .integer(1024), .integers(1...65_536),
        help: ["en": "bytes the client's recv asks for", "zh-Hans": "客户端的 recv 最多取多少字节"])

    private static func commands(_ first: String) -> Knob {
        Knob(
            "commands", .texts([first, "echo done"]), .texts(atMost: 20),
            help: ["en": "what the client has run: seq 1 1000, echo done, true", "zh-Hans": "客户端要运行的命令：seq 1 1000、echo done、true"])
    }
}

extension Transcript {
    /// The first line of what the client's `recv` returned; the whole is too long to type.
    fileprivate func startOfAnswer(_ occurrence: Int) -> Answer? {
        guard let event = call(.recv, of: "client", occurrence), let bytes = event.payload?.bytes else { return nil }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return Answer(line, event: event.number)
    }

    /// The number in the first 4-byte header that the client received.
    fileprivate var lengthInFirstHeader: Answer? {
        guard let event = call(.recv, of: "client"), let bytes = event.payload?.bytes,
            let length = try? Struct.unpack("!i", bytes)[0].int
        else { return nil }
        return Answer("\(length)", event: event.number)
    }
}
