import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 7: a stream has no messages.
enum StickyPackets {
    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("hello")
        try socket.send("big")
        try socket.send("pig")
        try socket.close()
    }

    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        for _ in 1...3 {
            let data = try connection.recv(1024)
            host.print(data)
        }
        try connection.close()
        try listener.close()
    }

    static func smallServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        for _ in 1...3 {
            let data = try connection.recv(4)
            host.print(data)
        }
        try connection.close()
        try listener.close()
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
        let first = try connection.recv(4)
        do {
            host.print(try first.decoded())
        } catch let failure as DecodingFailure {
            host.print("cannot decode: \(failure)")
        }
        let rest = try connection.recv(4)
        host.print(try (first + rest).decoded())
        try connection.close()
        try listener.close()
    }

    static func datagramClient(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.sendto("hello", host.serverAddress)
        try socket.sendto("python", host.serverAddress)
        try socket.sendto("pig", host.serverAddress)
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

    static func pausingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.setOption(.noDelay, true)
        try socket.connect(host.serverAddress)
        for word in ["hello", "big", "pig"] {
            try socket.send(word)
            try host.sleep(seconds: 1)
        }
        try socket.close()
    }

    static func busyServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try host.sleep(seconds: 5)
        for _ in 1...3 {
            let data = try connection.recv(1024)
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
            Scenario("sticky", server: server, client: client),
            Scenario("small-recv", server: smallServer, client: client),
            Scenario("cut-character", server: choppingServer, client: greetingClient),
            Scenario("udp", transport: .udp, server: datagramServer, client: datagramClient),
            Scenario("looks-fixed", server: server, client: pausingClient),
            Scenario("not-a-fix", server: busyServer, client: pausingClient),
        ],
        questions: [
            Question("first-recv", scenario: "sticky") { $0.bytesReceived(by: "server", in: .recv, 1) },
            Question("second-piece", scenario: "small-recv") { $0.textReceived(by: "server", in: .recv, 2) },
            Question("udp-second", scenario: "udp") { $0.textReceived(by: "server", in: .recvfrom, 2) },
            Question("busy-server", scenario: "not-a-fix") { $0.bytesReceived(by: "server", in: .recv, 1) },
        ])
}
