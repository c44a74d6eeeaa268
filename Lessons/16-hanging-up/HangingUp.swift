import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 16: how a connection ends, and what is left of it.
enum HangingUp {
    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        let ends = try Ends(ofClient: socket)
        ends.show(on: host)
        try socket.send("goodbye")
        try socket.shutdown(.write)
        while true {
            let data = try socket.recv(1024)
            if data.isEmpty { break }
            host.print(data)
        }
        try socket.close()
        ends.show(on: host)
    }

    static func server(_ host: Host) throws {
        let connection = try acceptOne(host)
        while true {
            let data = try connection.recv(1024)
            if data.isEmpty { break }
            host.print(data)
        }
        try connection.send("bye")
        try Ends(ofServer: connection).show(on: host)
        try connection.close()
    }

    static func askingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for word in ["plum ", "fig ", "pear"] { try socket.send(word) }
        try socket.shutdown(.write)
        host.print(try socket.recv(1024))
        do {
            try socket.send("one more")
        } catch let error as SocketError {
            host.print("cannot send any more: \(error.errno.name)")
        }
        try socket.close()
    }

    static func countingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        var question: [UInt8] = []
        while true {
            let data = try connection.recv(1024)
            if data.isEmpty { break }
            question += data
        }
        try connection.send("\(question.text.split(separator: " ").count) words")
        try connection.close()
    }

    static func rudeServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        host.print(try connection.recv(5))
        try connection.sendAll(report(host))
        try connection.close()
    }

    static func politeServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        host.print(try connection.recv(5))
        try connection.sendAll(report(host))
        try connection.shutdown(.write)
        while try !connection.recv(1024).isEmpty {}
        try connection.close()
    }

    static func reportClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("first")
        try socket.send("second")
        var got = 0
        do {
            while true {
                let piece = try socket.recv(65_536)
                if piece.isEmpty { break }
                got += piece.count
            }
        } catch let error as SocketError {
            host.print(error.errno.name)
        }
        host.print("\(got) of \(host.integer("reply")) bytes")
        try socket.close()
    }

    static func keepingClient(_ host: Host) throws {
        for isFirst in [true, false] {
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            let ends = try Ends(ofClient: socket)
            try socket.send(isFirst ? "I go first" : "you go first")
            if isFirst { try socket.shutdown(.write) }
            _ = try socket.recv(1024)
            try socket.close()
            let closed = ContinuousClock.now
            ends.show(on: host)
            host.print("TIME_WAIT: \(ends.secondsOfTimeWait(since: closed)) s")
        }
    }

    static func obeyingServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        for _ in 1...2 {
            let (connection, _) = try listener.accept()
            let word = try connection.recv(1024).text
            if word == "I go first" { _ = try connection.recv(1024) }
            try connection.close()
        }
        try listener.close()
    }

    static func talkingServer(_ host: Host) throws {
        let connection = try acceptOne(host)
        host.print(try connection.recv(1024))
        for number in 1...2 {
            do {
                try connection.send("news")
                host.print("send \(number): ok")
            } catch let error as SocketError {
                host.print("send \(number): \(error.errno.name)")
            }
        }
        try connection.close()
    }

    static func leavingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
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

    private static func report(_ host: Host) -> [UInt8] {
        Array(String(repeating: "0123456789", count: (host.integer("reply") + 9) / 10).utf8.prefix(host.integer("reply")))
    }
}

/// The two ends of a connection, as the kernel knows them.
private struct Ends {
    var client: Address
    var server: Address

    init(ofClient socket: RecordedSocket) throws {
        client = try socket.localAddress()
        server = try socket.peerAddress()
    }

    init(ofServer connection: RecordedSocket) throws {
        client = try connection.peerAddress()
        server = try connection.localAddress()
    }

    /// Two lines: `client FIN_WAIT2`, `server CLOSE_WAIT`.
    func show(on host: Host) {
        host.print("client \(TCPEnd(at: client, to: server)?.state.rawValue ?? "gone")")
        host.print("server \(TCPEnd(at: server, to: client)?.state.rawValue ?? "gone")")
    }

    /// How long TIME_WAIT lasts: what has passed and what is left, rounded up to 5 s; 0 where there is none.
    func secondsOfTimeWait(since closed: ContinuousClock.Instant) -> Int {
        let ends = [TCPEnd(at: client, to: server), TCPEnd(at: server, to: client)]
        let passed = Int((ContinuousClock.now - closed).components.seconds)
        return ends.lazy.compactMap { $0?.secondsOfTimeWait }.first.map { ($0 + passed + 4) / 5 * 5 } ?? 0
    }
}

extension HangingUp {
    static let lesson = LessonPrograms(
        folder: "16-hanging-up",
        scenarios: [
            Scenario("fin", server: server, client: client),
            Scenario("half-close", server: countingServer, client: askingClient),
            Scenario("broken-pipe", server: talkingServer, client: leavingClient),
            Scenario("reset", server: rudeServer, client: reportClient, knobs: [reply]),
            Scenario("reset-cured", server: politeServer, client: reportClient, knobs: [reply]),
            Scenario("time-wait", server: obeyingServer, client: keepingClient),
        ],
        questions: [
            Question("last-state", scenario: "fin") { $0.stateOfClient },
            Question("after-shutdown", scenario: "half-close") { $0.textReceived(by: "client", in: .recv, 1) },
            Question("failing-send", scenario: "broken-pipe") { $0.failingSend(of: "server") },
            Question("lost-reply", scenario: "reset") { $0.failure(ofAny: .recv, by: "client") },
        ])

    private static let reply = Knob(
        "reply", .integer(150_000), .integers(1...150_000),
        help: ["en": "length of the server's reply in bytes", "zh-Hans": "服务端的回答有多少字节"])
}

extension Transcript {
    /// The state in the last line that the client printed about itself: `client TIME_WAIT`.
    fileprivate var stateOfClient: Answer? {
        let lines = events.filter { $0.call == .print && $0.participant == "client" }
        for event in lines.reversed() {
            let words = String(decoding: event.payload?.bytes ?? [], as: UTF8.self).split(separator: " ")
            if words.first == "client", let state = words.last { return Answer(String(state), event: event.number) }
        }
        return nil
    }

    /// Which of its sends was the first to fail: 1 for the first.
    fileprivate func failingSend(of participant: String) -> Answer? {
        let sends = events.filter { $0.call == .send && $0.participant == participant }
        guard let place = sends.firstIndex(where: { $0.failure != nil }) else { return nil }
        return Answer("\(place + 1)", event: sends[place].number)
    }
}
