import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 18: one thread that waits for all its sockets at once.
enum EventLoop {
    static func server(_ host: Host) throws {
        let listener = try listen(host)
        var sockets = [listener]
        while true {
            for ready in try host.poll(sockets) {
                if ready === listener {
                    let (connection, _) = try listener.accept()
                    sockets.append(connection)
                } else if try !answer(ready, host) {
                    try ready.close()
                    sockets.removeAll { $0 === ready }
                }
            }
        }
    }

    static func answer(_ connection: RecordedSocket, _ host: Host) throws -> Bool {
        do {
            let data = try connection.recv(1024)
            if data.isEmpty { return false }
            let taken = try connection.send(data.uppercased(), flags: .dontWait)
            return taken == data.count
        } catch let error as SocketError {
            host.print("lost this caller: \(error.errno.name)")
            return false
        }
    }

    static func blockingServer(_ host: Host) throws {
        let listener = try listen(host)
        while true {
            let (connection, _) = try listener.accept()
            while try answer(connection, host) {}
            try connection.close()
        }
    }

    static func trappedServer(_ host: Host) throws {
        let listener = try listen(host)
        var sockets = [listener]
        while true {
            for ready in try host.poll(sockets) {
                if ready === listener {
                    let (connection, _) = try listener.accept()
                    sockets.append(connection)
                } else {
                    try ready.send(ready.recvExactly(5).uppercased())
                    try ready.close()
                    sockets.removeAll { $0 === ready }
                }
            }
        }
    }

    static func listen(_ host: Host) throws -> RecordedSocket {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        return listener
    }

    static func slowClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try host.sleep(seconds: host.seconds("pause"))
        try socket.send("apple")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("grape")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func stammeringClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        try socket.send("ap")
        try host.sleep(seconds: host.seconds("pause"))
        try socket.send("ple")
        host.print(try socket.recv(1024))
        try socket.close()
    }
}

extension EventLoop {
    static let lesson = LessonPrograms(
        folder: "18-poll",
        scenarios: [
            Scenario("poll", participants: [.server(server)] + clients(slowClient), knobs: [pause]),
            Scenario("blocked", participants: [.server(blockingServer)] + clients(slowClient), knobs: [pause]),
            Scenario("half-message", participants: [.server(trappedServer)] + clients(stammeringClient), knobs: [pause]),
        ],
        questions: [
            Question("blocked-wait", scenario: "blocked") { $0.secondsUntilAnswer(to: "client-2") },
            Question("poll-wait", scenario: "poll") { $0.secondsUntilAnswer(to: "client-2") },
            Question("trapped-wait", scenario: "half-message") { $0.secondsUntilAnswer(to: "client-2") },
        ])

    private static func clients(_ slow: @escaping Program) -> [Participant] {
        [.client(named: "client-1", slow), .client(named: "client-2", client), .client(named: "client-3", client)]
    }

    private static let pause = Knob(
        "pause", .duration(5), .durations(0...3_600),
        help: ["en": "how long the first client takes its time", "zh-Hans": "第一个客户端磨蹭多久"])
}

extension Transcript {
    /// After how many whole seconds of the run a client had its answer.
    fileprivate func secondsUntilAnswer(to client: String) -> Answer? {
        guard let event = call(.recv, of: client), event.count ?? 0 > 0, let ended = event.ended else { return nil }
        return Answer("\(ended / 1_000_000_000)", event: event.number)
    }
}
