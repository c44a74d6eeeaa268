import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 14: sockets that never leave the machine.
enum UnixSockets {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.unixStream)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        let data = try connection.recv(1024)
        host.print(data)
        try connection.send(data.uppercased())
        try connection.close()
        try listener.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.unixStream)
        try socket.connect(host.serverAddress)
        try socket.send("hello, server 你好")
        let data = try socket.recv(1024)
        host.print(data)
        try socket.close()
    }

    static func datagramServer(_ host: Host) throws {
        let socket = try host.socket(.unixDatagram)
        try socket.bind(host.serverAddress)
        while true {
            let (data, sender) = try socket.recvfrom(1024)
            host.print(data)
            if sender == .unix(path: "") {
                host.print("no return address")
            } else {
                try socket.sendto(data.uppercased(), sender)
            }
        }
    }

    static func namedClient(_ host: Host) throws {
        let socket = try host.socket(.unixDatagram)
        try socket.bind(host.socketPath)
        for message in ["hello", "你好"] {
            try socket.sendto(message, host.serverAddress)
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        }
        try socket.close()
    }

    static func namelessClient(_ host: Host) throws {
        let socket = try host.socket(.unixDatagram)
        try socket.setReceiveTimeout(seconds: 2)
        try socket.sendto("hello", host.serverAddress)
        do {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
        } catch let error as SocketError {
            host.print("nothing came: \(error.errno.name)")
        }
        try socket.close()
    }

    static func slowReader(_ host: Host) throws {
        let socket = try host.socket(.unixDatagram)
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
        let socket = try host.socket(.unixDatagram)
        for number in 1...host.integer("datagrams") {
            try socket.sendto("number \(number)", host.serverAddress)
        }
        host.print("sent \(host.integer("datagrams"))")
        try socket.sendto("end", host.serverAddress)
        try socket.close()
    }

    static func pair(_ host: Host) throws {
        let (left, right) = try host.socketPair()
        let worker = try host.thread { host in
            let question = try right.recv(1024)
            host.print(question)
            try right.send(question.uppercased())
            try right.close()
        }
        try left.send("hello, thread")
        host.print(try left.recv(1024))
        try worker.join()
        try left.close()
    }

    static func lateClient(_ host: Host) throws {
        let socket = try host.socket(.unixStream)
        do {
            try socket.connect(host.serverAddress)
        } catch let error as SocketError {
            host.print("the path is there, but: \(error.errno.name)")
        }
        try socket.close()
    }

    static func secondServer(_ host: Host) throws {
        let listener = try host.socket(.unixStream)
        do {
            try listener.bind(host.serverAddress)
        } catch let error as SocketError {
            host.print("bind: \(error.errno.name)")
            _ = try host.run(["rm", "\(host.serverAddress)"])
            try listener.bind(host.serverAddress)
        }
        try listener.listen(backlog: 5)
        host.print("listening again")
        try listener.close()
    }

    static func thief(_ host: Host) throws {
        let listener = try host.socket(.unixStream)
        _ = try host.run(["rm", "\(host.serverAddress)"])
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        let data = try connection.recv(1024)
        host.print(data)
        try connection.send("wrong number")
        try connection.close()
        try listener.close()
    }

    static func lockedServer(_ host: Host) throws {
        let listener = try host.socket(.unixStream)
        try listener.bind(host.serverAddress)
        _ = try host.run(["chmod", "000", "\(host.serverAddress)"])
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try connection.close()
        try listener.close()
    }

    static func tryingClient(_ host: Host) throws {
        let root = try host.run(["id", "-u"]).standardOutput.line == "0"
        let file = try host.run(["stat", "-c", "%A", "\(host.serverAddress)"])
        host.print("\(file.standardOutput.line) and I am \(root ? "" : "not ")root")
        let socket = try host.socket(.unixStream)
        do {
            try socket.connect(host.serverAddress)
            host.print("connect: allowed")
        } catch let error as SocketError {
            host.print("connect: \(error.errno.name)")
        }
        try socket.close()
    }

    static func carefulServer(_ host: Host) throws {
        let listener = try host.socket(.unixStream)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        let caller = try connection.peerCredentials()
        host.print("the caller: \(caller)")
        let me = try host.run(["id", "-u"]).standardOutput.text
        let isMe = me == "\(caller.user)\n"
        try connection.send(isMe ? "come in" : "go away")
        try connection.close()
        try listener.close()
    }

    static func caller(_ host: Host) throws {
        let socket = try host.socket(.unixStream)
        try socket.connect(host.serverAddress)
        host.print(try socket.recv(1024))
        try socket.close()
    }
}

extension UnixSockets {
    static let lesson = LessonPrograms(
        folder: "14-unix-sockets",
        scenarios: [
            Scenario("stream", transport: .unixStream, server: server, client: client),
            Scenario("datagram", transport: .unixDatagram, server: datagramServer, client: namedClient),
            Scenario("no-name", transport: .unixDatagram, server: datagramServer, client: namelessClient),
            Scenario(
                "flood", transport: .unixDatagram, server: slowReader, client: flooder,
                knobs: [
                    Knob(
                        "datagrams", .integer(12), .integers(1...1_000),
                        help: ["en": "how many the client sends", "zh-Hans": "客户端发几个数据报"])
                ]),
            Scenario("pair", transport: .unixStream, participants: [
                Participant("program", role: .peer, start: .atOnce, program: pair)
            ]),
            Scenario("leftover", transport: .unixStream, participants: [
                .server(server), .client(named: "client-1", client),
                .client(named: "client-2", start: .after("server"), lateClient),
                .server(named: "server-2", start: .after("client-2"), secondServer),
            ]),
            Scenario("stolen", transport: .unixStream, participants: [
                .server(server), .server(named: "server-2", start: .whenServerIsReady, thief), .client(client),
            ]),
            Scenario("permissions", transport: .unixStream, server: lockedServer, client: tryingClient),
            Scenario("identity", transport: .unixStream, server: carefulServer, client: caller),
        ],
        questions: [
            Question("path-in-use", scenario: "leftover") { $0.failure(of: .bind, by: "server-2") },
            Question("who-answers", scenario: "stolen") { $0.textReceived(by: "client", in: .recv, 1) },
            Question("how-many-arrive", scenario: "flood") { $0.datagramsOfTheFlood },
            Question("no-return", scenario: "no-name") { $0.failure(of: .recvfrom, by: "client") },
        ])
}

extension Transcript {
    /// How many of the numbered datagrams the server got: all that came before `end`.
    fileprivate var datagramsOfTheFlood: Answer? {
        let received = events.filter { $0.call == .recvfrom && $0.participant == "server" && $0.count != nil }
        guard let end = received.last, received.count > 1 else { return nil }
        return Answer("\(received.count - 1)", event: end.number)
    }
}
