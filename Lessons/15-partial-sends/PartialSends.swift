import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 15: `send` may take less than it is given, and `recv` may give less than it is asked for.
enum PartialSends {
    static func server(_ host: Host) throws {
        let connection = try acceptOne(host)
        let message = try receiveExactly(host.integer("bytes"), from: connection)
        host.print("the message: \(message.count) bytes")
        host.print(try connection.recv(1024))
        try connection.close()
    }

    static func receiveExactly(
        _ count: Int, from connection: RecordedSocket
    ) throws -> [UInt8] {
        var message: [UInt8] = []
        while message.count < count {
            let piece = try connection.recv(count - message.count)
            if piece.isEmpty {
                throw EndOfStream(got: message.count, wanted: count)
            }
            message += piece
        }
        return message
    }

    static func client(_ host: Host) throws {
        let socket = try connectWithSmallBuffer(host)
        try sendEverything(digits(host.integer("bytes")), over: socket)
        try sendEverything(Array("done".utf8), over: socket)
        try socket.close()
    }

    static func sendEverything(
        _ bytes: [UInt8], over socket: RecordedSocket
    ) throws {
        var rest = bytes
        while !rest.isEmpty {
            let taken = try socket.send(rest)
            rest.removeFirst(taken)
        }
    }

    static func connectWithSmallBuffer(_ host: Host) throws -> RecordedSocket {
        let socket = try host.socket(.tcp)
        try socket.setOption(.sendBuffer, host.integer("buffer"))
        try socket.connect(host.serverAddress)
        return socket
    }

    static func hastyClient(_ host: Host) throws {
        let socket = try connectWithSmallBuffer(host)
        try socket.setBlocking(false)
        let taken = try socket.send(digits(host.integer("bytes")))
        host.print("send took \(taken) bytes")
        try socket.close()
    }

    static func countingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        var got = 0
        while true {
            let piece = try connection.recv(1_000_000, flags: .waitAll)
            if piece.isEmpty { break }
            got += piece.count
        }
        host.print("received \(got) bytes")
        try connection.close()
    }

    static func pushingClient(_ host: Host) throws {
        let socket = try connectWithSmallBuffer(host)
        try socket.setBlocking(false)
        var rest = digits(host.integer("bytes"))
        for _ in 1...2 {
            do {
                while !rest.isEmpty {
                    let taken = try socket.send(rest)
                    rest.removeFirst(taken)
                }
            } catch let error as SocketError where error.wouldBlock {
                host.print("no room")
            }
            try host.sleep(seconds: 2)
        }
        try socket.close()
    }

    static func lateServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        try host.sleep(seconds: host.seconds("pause"))
        while true {
            let piece = try connection.recv(1_000_000)
            if piece.isEmpty { break }
        }
        try connection.close()
    }

    static func smallClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try sendEverything(Array("hel".utf8), over: socket)
        try sendEverything(Array("lo!".utf8), over: socket)
        try socket.close()
    }

    static func trustingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hel")
        try socket.send("lo!")
        try socket.close()
    }

    static func smallServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        host.print(try receiveExactly(6, from: connection))
        try connection.close()
    }

    static func trustingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        host.print(try connection.recv(6))
        try connection.close()
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

    /// `0123456789012345…`
    private static func digits(_ count: Int) -> [UInt8] {
        Array(String(repeating: "0123456789", count: (count + 9) / 10).utf8.prefix(count))
    }
}

extension PartialSends {
    static let lesson = LessonPrograms(
        folder: "15-partial-sends",
        scenarios: [
            Scenario("exactly", server: server, client: client, knobs: [bytes(200_000), buffer]),
            Scenario("half-sent", server: countingServer, client: hastyClient, knobs: [bytes(8_000_000), buffer]),
            Scenario(
                "sendall", faults: [
                    Fault(.shortWrite(3_000_000), in: .send, of: "client"),
                    Fault(.shortWrite(1_000_000), in: .send, of: "client", occurrence: 2),
                ], server: countingServer, client: client, knobs: [bytes(8_000_000), buffer]),
            Scenario("window", server: lateServer, client: pushingClient, knobs: [bytes(8_000_000), buffer, pause]),
            Scenario("small-trust", server: trustingServer, client: trustingClient),
            Scenario("small", server: smallServer, client: smallClient),
        ],
        questions: [
            Question("first-piece", scenario: "exactly") { $0.bytesReceived(by: "server", in: .recv, 1) },
            Question("taken", scenario: "half-sent") { $0.bytesReturned(to: "client", from: .send, 1) },
            Question("no-room", scenario: "window") { $0.failure(ofAny: .send, by: "client") },
        ])

    private static func bytes(_ count: Int) -> Knob {
        Knob(
            "bytes", .integer(count), .integers(1...64_000_000),
            help: ["en": "length of the message", "zh-Hans": "消息有多少字节"])
    }

    private static let buffer = Knob(
        "buffer", .integer(16_384), .integers(4_096...1_000_000),
        help: ["en": "the client's send buffer (SO_SNDBUF) in bytes", "zh-Hans": "客户端的发送缓冲区（SO_SNDBUF），字节"])
    private static let pause = Knob(
        "pause", .duration(1.5), .durations(0...5),
        help: ["en": "how long the server waits before it reads", "zh-Hans": "服务端过多久才读"])
}
