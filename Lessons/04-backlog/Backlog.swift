import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 4: what the number in `listen` counts.
enum Backlog {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: host.integer("backlog"))
        try host.sleep(seconds: 5)
        while true {
            host.print("\(try listener.listenQueue().waiting) in the queue")
            let (connection, _) = try listener.accept()
            host.print(try connection.recv(1024))
            try connection.send("your turn")
            try connection.close()
        }
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print("connected")
        try socket.send("hello from \(host.name)")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func impatientClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.setSendTimeout(seconds: host.seconds("patience"))
        do {
            try socket.connect(host.serverAddress)
            host.print("connected")
            try socket.send("hello from \(host.name)")
            host.print(try socket.recv(1024))
        } catch let error as SocketError {
            host.print("gave up: \(error.operation) \(error.errno.name)")
        }
        try socket.close()
    }

    static func closingServer(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: host.integer("backlog"))
        try host.sleep(seconds: 5)
        try listener.close()
    }

    static func trustingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print("connected")
        try socket.send("hello from \(host.name)")
        do {
            host.print(try socket.recv(1024))
        } catch let error as SocketError {
            host.print("lost the server: \(error.errno.name)")
        }
        try socket.close()
    }
}

extension Backlog {
    static let lesson = LessonPrograms(
        folder: "04-backlog",
        scenarios: [
            Scenario("queue", participants: [.server(server)] + callers, knobs: [backlog, clients, patience]),
            Scenario("closing", participants: [.server(closingServer)] + queued, knobs: [backlog]),
        ],
        questions: [
            Question("connected-before-accept", scenario: "queue") { $0.connectedBeforeTheFirstAccept },
            Question("after-closing", scenario: "closing") { $0.failure(of: .recv, by: "client-1") },
        ])

    private static let mostClients = 9

    /// The fifth has no patience; all others wait as long as it takes.
    private static let callers: [Participant] = (1...mostClients).map { number in
        .client(named: "client-\(number)", number == 5 ? impatientClient : client)
            .present(when: "clients", isAtLeast: number)
    }

    private static let queued: [Participant] = (1...2).map { .client(named: "client-\($0)", trustingClient) }

    private static let backlog = Knob(
        "backlog", .integer(2), .integers(0...4096),
        help: ["en": "the number given to listen", "zh-Hans": "传给 listen 的数"])
    private static let clients = Knob(
        "clients", .integer(5), .integers(1...mostClients),
        help: ["en": "how many clients call", "zh-Hans": "有几个客户端来连接"])
    private static let patience = Knob(
        "patience", .duration(3), .durations(0.1...60),
        help: ["en": "how long client-5 waits in connect", "zh-Hans": "client-5 在 connect 里等多久"])
}

extension Transcript {
    /// How many clients were connected when the server called `accept` for the first time.
    fileprivate var connectedBeforeTheFirstAccept: Answer? {
        guard let accept = call(.accept, of: "server") else { return nil }
        let connects = events.filter { $0.call == .connect && $0.failure == nil }
        let early = connects.filter { $0.ended.map { $0 < accept.began } ?? false }
        return early.last.map { Answer("\(early.count)", event: $0.number) }
    }
}
