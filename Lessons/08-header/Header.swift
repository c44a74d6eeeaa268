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
            try connection.sendAll(output(of: command.text))
        }
        try connection.close()
    }

    static func bareClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in ["seq 1 1000", "echo done"] {
            try socket.send(command)
            host.print(try socket.recv(1024))
        }
        try socket.close()
    }

    static func server(_ host: Host) throws {
        let connection = try acceptOne(host)
        while true {
            let command = try connection.recv(1024)
            if command.isEmpty { break }
            let answer = output(of: command.text)
            try connection.sendAll(Struct.pack("!i", StructValue(answer.count)))
            try connection.sendAll(answer)
        }
        try connection.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in ["seq 1 1000", "echo done"] {
            try socket.send(command)
            host.print(try receiveAnswer(from: socket))
        }
        try socket.close()
    }

    static func receiveAnswer(from socket: RecordedSocket) throws -> [UInt8] {
        let header = try socket.recvExactly(4)
        var left = try Struct.unpack("!i", header)[0].int ?? 0
        var answer: [UInt8] = []
        while left > 0 {
            let piece = try socket.recvExactly(min(1024, left))
            answer += piece
            left -= piece.count
        }
        return answer
    }

    static func silentClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for command in ["true", "echo done"] {
            try socket.send(command)
            host.print(try receiveAnswer(from: socket))
        }
        try socket.close()
    }

    static func stammeringServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: "echo done")
        let header = try Struct.pack("!i", StructValue(answer.count))
        try connection.sendAll(Array(header[..<1]))
        try host.sleep(seconds: 1)
        try connection.sendAll(Array(header[1...]))
        try connection.sendAll(answer)
        try connection.close()
    }

    static func fluentServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: "echo done")
        try connection.sendAll(Struct.pack("!i", StructValue(answer.count)))
        try connection.sendAll(answer)
        try connection.close()
    }

    static func trustingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        let header = try socket.recv(4)
        let length = try Struct.unpack("!i", header)[0].int ?? 0
        host.print(try socket.recvExactly(length))
        try socket.close()
    }

    static func patientClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print(try receiveAnswer(from: socket))
        try socket.close()
    }

    static func dyingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        let answer = output(of: try connection.recv(1024).text)
        try connection.sendAll(Struct.pack("!i", StructValue(answer.count)))
        try connection.sendAll(Array(answer[..<1500]))
        try connection.close()
    }

    static func watchfulClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("seq 1 1000")
        do {
            host.print(try receiveAnswer(from: socket))
        } catch let end as EndOfStream {
            host.print("incomplete: the last piece has only \(end.got) bytes")
        }
        try socket.close()
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
            Scenario("fixed", server: server, client: client),
            Scenario("leftover", server: bareServer, client: bareClient),
            Scenario("pack", participants: [
                Participant("program", role: .peer, start: .atOnce, program: packing)
            ]),
            Scenario("silent", server: server, client: silentClient),
            Scenario("short-header", server: stammeringServer, client: trustingClient),
            Scenario("read-exactly", server: stammeringServer, client: patientClient),
            Scenario("one-recv", server: fluentServer, client: trustingClient),
            Scenario("lost-body", server: dyingServer, client: watchfulClient),
        ],
        questions: [
            Question("second-answer", scenario: "leftover") { $0.startOfAnswer(2) },
            Question("length-of-nothing", scenario: "silent") { $0.lengthInFirstHeader },
            Question("header-bytes", scenario: "short-header") { $0.bytesReceived(by: "client", in: .recv, 1) },
        ])
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
