import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 17: two small sends, then a receive; timed for real.
enum Nagle {
    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.setOption(.noDelay, host.flag("nodelay"))
        try socket.connect(host.serverAddress)
        var slow = 0
        for round in 1...host.integer("rounds") {
            let time = try ContinuousClock().measure {
                try socket.send("head")
                try socket.send("body")
                _ = try socket.recvExactly(2)
            }
            if time >= .milliseconds(10) { slow += 1 }
            host.print("round \(round): \(tenths(time)) ms")
        }
        host.print("slow rounds: \(slow)")
        try socket.close()
    }

    static func oneSendClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        try socket.setOption(.noDelay, host.flag("nodelay"))
        try socket.connect(host.serverAddress)
        var slow = 0
        for round in 1...host.integer("rounds") {
            let time = try ContinuousClock().measure {
                try socket.send("head" + "body")
                _ = try socket.recvExactly(2)
            }
            if time >= .milliseconds(10) { slow += 1 }
            host.print("round \(round): \(tenths(time)) ms")
        }
        host.print("slow rounds: \(slow)")
        try socket.close()
    }

    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        try listener.setReceiveTimeout(seconds: 30)
        let (connection, _) = try listener.accept()
        try connection.setReceiveTimeout(seconds: 30)
        while try receiveQuestion(from: connection) {
            try connection.send("ok")
        }
        try connection.close()
        try listener.close()
    }

    static func receiveQuestion(from connection: RecordedSocket) throws -> Bool {
        do {
            _ = try connection.recvExactly(8)
            return true
        } catch is EndOfStream {
            return false
        }
    }

    /// `43.9`: milliseconds.
    private static func tenths(_ time: Duration) -> String {
        let tenths = Int((time / .milliseconds(0.1)).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension Nagle {
    static let lesson = LessonPrograms(
        folder: "17-nagle",
        scenarios: [
            timed("nagle", client), timed("no-delay", client, noDelay: true), timed("one-send", oneSendClient),
        ],
        questions: [
            Question("slow-rounds", scenario: "nagle") { $0.slowRounds },
            Question("slow-without", scenario: "no-delay") { $0.slowRounds },
        ])

    /// Time is what this lesson is about: the kernel's own defaults, and nobody's turn decides.
    private static func timed(_ name: String, _ client: @escaping Program, noDelay: Bool = false) -> Scenario {
        Scenario(
            name, participants: [.server(server), .client(client)], keepsKernelDefaults: true,
            knobs: [
                Knob(
                    "rounds", .integer(4), .integers(1...50),
                    help: ["en": "how many questions the client asks", "zh-Hans": "客户端问几次"]),
                Knob(
                    "nodelay", .flag(noDelay), .flag,
                    help: ["en": "TCP_NODELAY at the client", "zh-Hans": "客户端是否打开 TCP_NODELAY"]),
            ], schedule: .free)
    }
}

extension Transcript {
    /// The number in the client's last line: `slow rounds: 3`.
    fileprivate var slowRounds: Answer? {
        guard let event = events.last(where: { $0.call == .print && $0.participant == "client" }),
            let text = event.payload.map({ String(decoding: $0.bytes, as: UTF8.self) }), text.hasPrefix("slow"),
            let number = text.split(separator: " ").last
        else { return nil }
        return Answer(String(number), event: event.number)
    }
}
