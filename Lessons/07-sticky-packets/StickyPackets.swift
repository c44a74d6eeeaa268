import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 7: a stream has no messages.
enum StickyPackets {
    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        if host.flag("nodelay") { try socket.setOption(.noDelay, true) }
        try socket.connect(host.serverAddress)
        for message in host.texts("messages") {
            try socket.send(message)
            try host.pause("pause")
        }
        try socket.close()
    }

    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        for _ in 1...3 {
            let data = try connection.recv(host.integer("recv"))
            host.print(data)
        }
        try connection.close()
        try listener.close()
    }

    static func countingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for message in host.texts("messages") { try socket.send(message) }
        host.print("packets: \(try socket.packetsSent())")
        try socket.close()
    }

    static func greetingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("你好")
        try socket.close()
    }

    static func choppingServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        let first = try connection.recv(host.integer("recv"))
        do {
            host.print(try first.decoded())
        } catch let failure as DecodingFailure {
            host.print("cannot decode: \(failure)")
        }
        let rest = try connection.recv(host.integer("recv"))
        host.print(try (first + rest).decoded())
        try connection.close()
        try listener.close()
    }

    static func datagramClient(_ host: Host) throws {
        let socket = try host.socket(.udp)
        for message in host.texts("messages") {
            try socket.sendto(message, host.serverAddress)
        }
        try socket.close()
    }

    static func datagramServer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        for size in [3, 2, 1024] {
            let (data, _) = try socket.recvfrom(size)
            host.print(data)
        }
        try socket.close()
    }

    static func busyServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try host.pause("busy")
        for _ in 1...3 {
            let data = try connection.recv(host.integer("recv"))
            host.print(data)
        }
        try connection.close()
        try listener.close()
    }
}

extension StickyPackets {
    static let lesson = LessonPrograms(
        folder: "07-sticky-packets",
        scenarios: [
            Scenario("sticky", server: server, client: client, knobs: [recv(1024)] + sending()),
            Scenario(
                "packets", server: server, client: countingClient,
                knobs: [recv(1024), messages(["hello", "big", "pig"])]),
            Scenario("small-recv", server: server, client: client, knobs: [recv(4)] + sending()),
            Scenario("cut-character", server: choppingServer, client: greetingClient, knobs: [recv(4)]),
            Scenario(
                "udp", transport: .udp, server: datagramServer, client: datagramClient,
                knobs: [messages(["hello", "python", "pig"])]),
            Scenario(
                "looks-fixed", server: server, client: client,
                knobs: [recv(1024)] + sending(pause: 1, nodelay: true)),
            Scenario(
                "not-a-fix", server: busyServer, client: client,
                knobs: [recv(1024), busy] + sending(pause: 1, nodelay: true)),
        ],
        questions: [
            Question("first-recv", scenario: "sticky") { $0.bytesReceived(by: "server", in: .recv, 1) },
            Question("packets-sent", scenario: "packets") { $0.packetsCounted(by: "client") },
            Question("second-piece", scenario: "small-recv") { $0.textReceived(by: "server", in: .recv, 2) },
            Question("udp-second", scenario: "udp") { $0.textReceived(by: "server", in: .recvfrom, 2) },
            Question("busy-server", scenario: "not-a-fix") { $0.bytesReceived(by: "server", in: .recv, 1) },
        ])

    // MARK: What a student may change

    private static func recv(_ size: Int) -> Knob {
        Knob(
            "recv", .integer(size), .integers(1...65_536),
            help: ["en": "bytes each recv asks for", "zh-Hans": "每次 recv 最多取多少字节"])
    }

    private static func messages(_ texts: [String]) -> Knob {
        Knob(
            "messages", .texts(texts), .texts(atMost: 20),
            help: ["en": "what the client sends, one send each", "zh-Hans": "客户端发送的消息，每条一次 send"])
    }

    private static func sending(pause: Double = 0, nodelay: Bool = false) -> [Knob] {
        [
            messages(["hello", "big", "pig"]),
            Knob(
                "pause", .duration(pause), .durations(0...60),
                help: ["en": "how long the client waits after each send", "zh-Hans": "客户端每次 send 之后等多久"]),
            Knob(
                "nodelay", .flag(nodelay), .flag,
                help: ["en": "TCP_NODELAY at the client", "zh-Hans": "客户端是否设置 TCP_NODELAY"]),
        ]
    }

    private static let busy = Knob(
        "busy", .duration(5), .durations(0...60),
        help: ["en": "how long the server is busy before its first recv", "zh-Hans": "服务端在第一次 recv 之前忙多久"])
}

extension Transcript {
    /// The number that the participant's kernel gave for its packets.
    fileprivate func packetsCounted(by participant: String) -> Answer? {
        guard let event = call(.getsockopt, of: participant), let value = event.value else { return nil }
        return Answer(String(value.prefix { $0.isNumber }), event: event.number)
    }
}
