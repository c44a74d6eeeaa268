import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 1: one server, one client, one question, one answer.
enum BasicTCP {
    static func server(_ host: Host) throws {
        let phone = try host.socket(.tcp)           // buy a phone
        try phone.setOption(.reuseAddress, true)    // lesson 3 tells why
        try phone.bind(host.serverAddress)          // insert the SIM: a number
        try phone.listen(backlog: 5)                // switch it on
        let (connection, _) = try phone.accept()    // pick up
        let data = try connection.recv(host.integer("recv"))  // listen
        host.print(data)
        try connection.send(data.uppercased())      // answer
        try connection.close()                      // hang up
        try phone.close()                           // switch it off
    }

    static func client(_ host: Host) throws {
        let phone = try host.socket(.tcp)           // buy a phone
        try phone.connect(host.serverAddress)       // dial
        try phone.send(host.text("message"))        // talk
        let data = try phone.recv(1024)             // listen
        host.print(data)
        try phone.close()                           // hang up
    }

    static func politeServer(_ host: Host) throws {
        let phone = try host.socket(.tcp)
        try phone.setOption(.reuseAddress, true)    // lesson 3 tells why
        try phone.bind(host.serverAddress)
        try phone.listen(backlog: 5)
        let (connection, _) = try phone.accept()
        host.print(try connection.recv(1024))
        try connection.send("Hello, Client")
        try connection.close()
        try phone.close()
    }

    static func politeClient(_ host: Host) throws {
        let phone = try host.socket(.tcp)
        try phone.connect(host.serverAddress)
        try phone.send("Hello, Server")
        host.print(try phone.recv(1024))
        try phone.close()
    }

    static func forgetfulClient(_ host: Host) throws {
        let phone = try host.socket(.tcp)
        try phone.send(host.text("message"))
        host.print(try phone.recv(1024))
        try phone.close()
    }
}

extension BasicTCP {
    static let lesson = LessonPrograms(
        folder: "01-basic-tcp",
        scenarios: [
            Scenario("hello", server: server, client: client, knobs: [message, recv]),
            Scenario("fixed-answer", server: politeServer, client: politeClient),
            Scenario("no-server", participants: [.client(start: .atOnce, client)], knobs: [message]),
            Scenario("no-connect", participants: [.client(start: .atOnce, forgetfulClient)], knobs: [message]),
        ],
        questions: [
            Question("how-many-bytes", scenario: "hello") { $0.bytesReceived(by: "server", in: .recv, 1) },
            Question("which-call-fails", scenario: "no-server") { $0.failedCall(of: "client") },
        ])

    private static let message = Knob(
        "message", .texts(["hello, server 你好"]), .texts(atMost: 1),
        help: ["en": "what the client says", "zh-Hans": "客户端说什么"])

    private static let recv = Knob(
        "recv", .integer(1024), .integers(1...65_536),
        help: ["en": "bytes the server's recv asks for", "zh-Hans": "服务端的 recv 最多取多少字节"])
}
