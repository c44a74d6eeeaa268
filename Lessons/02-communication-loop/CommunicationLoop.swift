import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 2: more than one message, and how a conversation ends.
enum CommunicationLoop {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        while true {
            let data = try connection.recv(host.integer("recv"))
            if data.isEmpty { break }
            host.print(data)
            try connection.send(data.uppercased())
        }
        try connection.close()
        try listener.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        while let message = try host.input(">> ") {
            if message == "quit" || message == "q" { break }
            if message.isEmpty { continue }
            try socket.send(message)
            host.print(try socket.recv(1024))
        }
        try socket.close()
    }

    static func carelessClient(_ host: Host) throws {
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
        try socket.send("hello")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func resettingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hello")
        host.print(try socket.recv(1024))
        try socket.reset()
    }

    static func blindServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        while true {
            let data = try connection.recv(host.integer("recv"))
            host.print(data)
            try connection.send(data.uppercased())
        }
    }
}

extension CommunicationLoop {
    static let lesson = LessonPrograms(
        folder: "02-communication-loop",
        scenarios: [
            Scenario("loop", server: server, client: client, clientInput: ["hello", "", "你好", "q"], knobs: [recv]),
            Scenario("cold-war", server: server, client: carelessClient, clientInput: [""], knobs: [recv]),
            Scenario("hang-up", server: server, client: vanishingClient, knobs: [recv]),
            Scenario("hang-up-reset", server: server, client: resettingClient, knobs: [recv]),
            Scenario("spinning", server: blindServer, client: vanishingClient, knobs: [recv]),
        ],
        questions: [
            Question("empty-send", scenario: "cold-war") { $0.bytesReturned(to: "client", from: .send, 1) },
            Question("after-close", scenario: "hang-up") { $0.bytesReceived(by: "server", in: .recv, 2) },
        ])

    private static let recv = Knob(
        "recv", .integer(1024), .integers(1...65_536),
        help: ["en": "bytes each recv of the server asks for", "zh-Hans": "服务端每次 recv 最多取多少字节"])
}
