import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 5: datagrams, the text messages of the network.
enum UDP {
    static func echoServer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        while true {
            let (data, sender) = try socket.recvfrom(host.integer("recv"))
            host.print(data)
            try socket.sendto(data.uppercased(), sender)
        }
    }

    static func echoClient(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for message in host.texts("messages") {
            try socket.sendto(message, host.serverAddress)
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
        try socket.close()
    }

    static func greeter(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        while true {
            let (name, sender) = try socket.recvfrom(1024)
            try socket.sendto("hello, \(name.text)!", sender)
        }
    }

    static func introducing(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for name in host.texts("names") {
            try socket.sendto(name, host.serverAddress)
            let (answer, _) = try socket.recvfrom(1024)
            host.print(answer)
        }
        try socket.close()
    }

    static func threeReceives(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        for _ in 1...3 {
            let (data, _) = try socket.recvfrom(host.integer("recv"))
            host.print(data)
        }
        try socket.close()
    }

    static func threeSends(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for message in host.texts("messages") {
            try socket.sendto(message, host.serverAddress)
        }
        try socket.close()
    }

    static func unconnected(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setReceiveTimeout(seconds: 2)
        try socket.sendto("anybody there?", host.serverAddress)
        do {
            let (answer, _) = try socket.recvfrom(1024)
            host.print(answer)
        } catch let error as SocketError {
            host.print("nothing came: \(error.errno.name)")
        }
        try socket.close()
    }

    static func connected(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setReceiveTimeout(seconds: 2)
        try socket.connect(host.serverAddress)
        try socket.send("anybody there?")
        do {
            host.print(try socket.recv(1024))
        } catch let error as SocketError {
            host.print("nothing came: \(error.errno.name)")
        }
        try socket.close()
    }

    static func earlyClient(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setReceiveTimeout(seconds: 2)
        for attempt in ["first try", "second try"] {
            try socket.sendto(attempt, host.serverAddress)
            do {
                let (answer, _) = try socket.recvfrom(1024)
                host.print(answer)
            } catch let error as SocketError {
                host.print("nothing came: \(error.errno.name)")
            }
        }
        try socket.close()
    }

    static func emptySender(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendto("before", host.serverAddress)
        try socket.sendto("", host.serverAddress)
        try socket.sendto("after", host.serverAddress)
        try socket.close()
    }

    static func roomyServer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        let (data, _) = try socket.recvfrom(65_535)
        host.print("received \(data.count) bytes")
        try socket.close()
    }

    static func largeSender(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for size in [65_507, 65_508] {
            do {
                let dots = [UInt8](repeating: UInt8(ascii: "."), count: size)
                try socket.sendto(dots, host.serverAddress)
                host.print("\(size): sent")
            } catch let error as SocketError {
                host.print("\(size): \(error.errno.name)")
            }
        }
        try socket.close()
    }

    static func slowReader(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.setOption(.receiveBuffer, host.integer("buffer"))
        try socket.bind(host.serverAddress)
        try host.sleep(seconds: 1)
        var received = 0
        while true {
            let (data, _) = try socket.recvfrom(1024)
            if data.text == "end" { break }
            received += 1
        }
        host.print("received \(received)")
        try socket.close()
    }

    static func flooder(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for number in 1...host.integer("count") {
            try socket.sendto("number \(number)", host.serverAddress)
        }
        host.print("sent \(host.integer("count"))")
        try host.sleep(seconds: 2)
        try socket.sendto("end", host.serverAddress)
        try socket.close()
    }
}

extension UDP {
    static let lesson = LessonPrograms(
        folder: "05-udp",
        scenarios: [
            Scenario("echo", transport: .udp, server: echoServer, client: echoClient, knobs: [recv, messages(["hello", "你好"])]),
            Scenario("greetings", transport: .udp, server: greeter, client: introducing, knobs: [names]),
            Scenario(
                "boundaries", transport: .udp, server: threeReceives, client: threeSends,
                knobs: [recv, messages(["hello", "big", "pig"])]),
            Scenario("nobody-home", transport: .udp, participants: [
                .client(named: "client-1", start: .atOnce, unconnected),
                .client(named: "client-2", start: .atOnce, connected),
            ]),
            Scenario("order", transport: .udp, participants: [
                .server(start: .at(seconds: 1), echoServer), .client(start: .atOnce, earlyClient),
            ], knobs: [recv]),
            Scenario("empty", transport: .udp, server: threeReceives, client: emptySender, knobs: [recv]),
            Scenario("largest", transport: .udp, server: roomyServer, client: largeSender),
            Scenario("flood", transport: .udp, server: slowReader, client: flooder, knobs: [buffer, count]),
        ],
        questions: [
            Question("first-datagram", scenario: "boundaries") { $0.textReceived(by: "server", in: .recvfrom, 1) },
            Question("empty-datagram", scenario: "empty") { $0.bytesReceived(by: "server", in: .recvfrom, 2) },
            Question("one-byte-more", scenario: "largest") { $0.failure(ofAny: .sendto, by: "client") },
            Question("how-many-arrive", scenario: "flood") { $0.datagramsOfTheFlood },
        ])

    // MARK: What a student may change

    private static let recv = Knob(
        "recv", .integer(1024), .integers(0...65_507),
        help: ["en": "bytes each recvfrom of the server has room for", "zh-Hans": "服务端每次 recvfrom 最多装多少字节"])

    private static func messages(_ texts: [String]) -> Knob {
        Knob(
            "messages", .texts(texts), .texts(atMost: 20),
            help: ["en": "what the client sends, a datagram each", "zh-Hans": "客户端发送的消息，每条一个数据报"])
    }

    private static let names = Knob(
        "names", .texts(["Michael", "Tracy", "小明"]), .texts(atMost: 20),
        help: ["en": "who introduces himself, a datagram each", "zh-Hans": "谁来打招呼，每个名字一个数据报"])

    private static let buffer = Knob(
        "buffer", .integer(2048), .integers(256...1_048_576),
        help: ["en": "SO_RCVBUF that the server asks for, in bytes", "zh-Hans": "服务端要求的接收缓冲区 SO_RCVBUF，字节"])

    private static let count = Knob(
        "count", .integer(12), .integers(1...10_000),
        help: ["en": "how many datagrams are sent at once", "zh-Hans": "一口气发送多少个数据报"])
}

extension Transcript {
    /// How many of the numbered datagrams the server got: all that came before `end`.
    fileprivate var datagramsOfTheFlood: Answer? {
        let received = events.filter { $0.call == .recvfrom && $0.participant == "server" && $0.count != nil }
        guard let end = received.last, received.count > 1 else { return nil }
        return Answer("\(received.count - 1)", event: end.number)
    }
}
