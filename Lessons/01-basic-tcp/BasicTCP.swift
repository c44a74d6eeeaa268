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
        let data = try connection.recv(1024)        // listen to the caller
        host.print(data)
        try connection.send(data.uppercased())      // answer
        try connection.close()                      // hang up
        try phone.close()                           // switch it off
    }

    static func client(_ host: Host) throws {
        let phone = try host.socket(.tcp)           // buy a phone
        try phone.connect(host.serverAddress)       // dial
        try phone.send("hello, server 你好")        // talk
        let data = try phone.recv(1024)             // listen
        host.print(data)
        try phone.close()                           // hang up
    }

    static func politeServer(_ host: Host) throws {
        let phone = try host.socket(.tcp)
        try phone.setOption(.reuseAddress, true)
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
        try phone.send("hello, server 你好")
        host.print(try phone.recv(1024))
        try phone.close()
    }
}

extension BasicTCP {
    static let lesson = LessonPrograms(
        folder: "01-basic-tcp",
        scenarios: [
            Scenario("hello", server: server, client: client),
            Scenario("fixed-answer", server: politeServer, client: politeClient),
            Scenario("no-server", participants: [.client(start: .atOnce, client)]),
            Scenario("no-connect", participants: [.client(start: .atOnce, forgetfulClient)]),
        ],
        questions: [
            Question("how-many-bytes", scenario: "hello") { $0.bytesReceived(by: "server", in: .recv, 1) },
            Question("which-call-fails", scenario: "no-server") { $0.failedCall(of: "client") },
        ])
}
