import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 10: one door, and behind it somebody for everyone.
enum ThreadPerClient {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        while true {
            let (connection, _) = try listener.accept()
            try host.thread { host in
                try talk(to: connection, host)
            }
        }
    }

    static func oneByOne(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        while true {
            let (connection, _) = try listener.accept()
            try talk(to: connection, host)
        }
    }

    static func talk(to connection: RecordedSocket, _ host: Host) throws {
        do {
            try connection.sendAll("Welcome!")
            chat: while case let data = try connection.recv(1024), !data.isEmpty {
                for name in lines(data) {
                    if name == "exit" { break chat }
                    try host.sleep(seconds: host.seconds("work"))
                    try connection.sendAll("Hello, \(name)!")
                }
            }
        } catch let error as SocketError {
            host.print("lost this caller: \(error.errno.name)")
        }
        try connection.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print(try socket.recv(1024))
        while let name = try host.input("name: "), name != "exit" {
            if name.isEmpty { continue }
            try socket.send(name)
            host.print(try socket.recv(1024))
        }
        try socket.send("exit")
        try socket.close()
    }

    static func slammingClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        host.print(try socket.recv(1024))
        try socket.send("quince")
        try socket.reset()
    }

    /// `nc` and `telnet` send a line end along, and several lines at once when they are pasted. Empty ones are left out.
    static func lines(_ bytes: [UInt8]) -> [String] {
        let lines = bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return lines.map { Array($0).text }
    }
}

extension ThreadPerClient {
    static let lesson = LessonPrograms(
        folder: "10-thread-per-client",
        scenarios: [
            Scenario("welcome", participants: [.server(server)] + threeClients, knobs: [work]),
            Scenario("welcome-seq", participants: [.server(oneByOne)] + threeClients, knobs: [work]),
            Scenario("slammed", participants: [
                .server(server), .client(named: "client-1", slammingClient),
                .client(named: "client-2", input: ["fig", "date"], client),
            ], knobs: [work]),
        ],
        questions: [
            Question("all-served", scenario: "welcome") { $0.secondsUntilEveryClientHasEnded },
            Question("one-by-one", scenario: "welcome-seq") { $0.secondsUntilEveryClientHasEnded },
            Question("third-connect", scenario: "welcome-seq") { $0.failure(of: .connect, by: "client-3") },
            Question("the-other-one", scenario: "slammed") { $0.textReceived(by: "client-2", in: .recv, 2) },
        ])

    private static let threeClients: [Participant] = [
        .client(named: "client-1", input: ["plum", "pear"], client),
        .client(named: "client-2", input: ["fig", "date"], client),
        .client(named: "client-3", input: ["小明", "小红"], client),
    ]

    private static let work = Knob(
        "work", .duration(1), .durations(0...60),
        help: ["en": "seconds of work for each answer", "zh-Hans": "每个回答要忙多少秒"])
}

extension Transcript {
    /// Whole seconds of the run until the last client closed.
    fileprivate var secondsUntilEveryClientHasEnded: Answer? {
        let closes = events.filter { $0.call == .close && $0.participant.hasPrefix("client") }
        guard let last = closes.last, let ended = last.ended else { return nil }
        let seconds = "\((ended + 500_000_000) / 1_000_000_000)"
        let units = ["s", "sec", "second", "seconds", "秒", "秒钟"]
        return Answer(seconds, also: units.map { seconds + $0 }, event: last.number)
    }
}
