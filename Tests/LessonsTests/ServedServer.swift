import Engine

/// A lesson's server, what may be said to it, and what it has to answer.
struct ServedServer: Sendable, CustomStringConvertible {
    var number: Int
    var scenario: String
    var settings: [String: Knob.Value] = [:]
    /// A message that makes sense to it.
    var request: String
    /// Closes while something may have come that it has not read: that resets the connection, and takes what was on the
    /// way to the client with it.
    var closesEarly = false
    /// Its `recv`s can be watched. Not where it reads nothing, or waits for all of it in one call.
    var isRead = true
    /// Holds several connections, and loses all of them with one: who calls next waits until that has happened.
    var losesAll = false
    /// All that it says to a client whose bytes its `recv`s bring in these pieces.
    var reply: @Sendable (_ pieces: [[UInt8]]) -> [UInt8]

    init(
        _ number: Int, _ scenario: String, _ request: String, _ settings: [String: Knob.Value] = [:],
        closesEarly: Bool = false, isRead: Bool = true, losesAll: Bool = false,
        reply: @escaping @Sendable ([[UInt8]]) -> [UInt8]
    ) {
        (self.number, self.scenario, self.request, self.settings) = (number, scenario, request, settings)
        (self.closesEarly, self.isRead, self.losesAll, self.reply) = (closesEarly, isRead, losesAll, reply)
    }

    var description: String { "\(number) \(scenario)" }
    var bytes: [UInt8] { Array(request.utf8) }

    func serve() throws -> ServedLesson { try ServedLesson(number, scenario, settings) }

    /// Whether that is what a client who sent these pieces has to get.
    func accepts(_ reply: RawClient.Reply, to pieces: [[UInt8]]) -> Bool {
        let expected = self.reply(pieces)
        if closesEarly && reply.isReset { return expected.starts(with: reply.bytes) }
        return reply.bytes == expected && !reply.isReset
    }
}

extension ServedServer {
    /// Every program that somebody can call. Four have tests of their own: `4 queue` sleeps for 5 seconds first,
    /// `8 short-header` for one in the middle; `9 lies` says something else to each caller; `13 no-check` never notices
    /// that its client has gone, which is its lesson.
    static let all = first + commands + files + chats + endings + unix

    private static let first = [
        ServedServer(1, "hello", "hello, 你好", closesEarly: true, reply: Answers.firstInCapitals),
        ServedServer(1, "fixed-answer", "Hello, Server", closesEarly: true) { _ in Array("Hello, Client".utf8) },
        ServedServer(2, "loop", "hello, 你好", reply: Answers.capitals),
        ServedServer(2, "spinning", "hello", reply: Answers.capitals),
        ServedServer(3, "callers", "hello, 你好", reply: Answers.capitals),
        ServedServer(3, "callers-fragile", "hello, 你好", reply: Answers.capitals),
        ServedServer(3, "four-tuple", "hello", closesEarly: true, reply: Answers.firstInCapitals),
        ServedServer(3, "restart", "hello", closesEarly: true, reply: Answers.nothing),
        ServedServer(3, "busy", "hello", reply: Answers.busy),
        ServedServer(7, "sticky", "hello", closesEarly: true, reply: Answers.nothing),
        ServedServer(7, "cut-character", "你好", closesEarly: true, reply: Answers.nothing),
        ServedServer(7, "not-a-fix", "hello", ["busy": .duration(0)], closesEarly: true, reply: Answers.nothing),
    ]

    private static let commands = [
        ServedServer(6, "remote", "echo 你好, you", reply: Answers.commands),
        ServedServer(6, "gbk", "echo hello", reply: Answers.commands),
        ServedServer(8, "fixed", "echo done") { $0.flatMap { Answers.framed(Answers.output(of: $0)) } },
        ServedServer(8, "leftover", "echo done") { $0.flatMap(Answers.output) },
        ServedServer(8, "lost-body", "echo done", closesEarly: true) { pieces in
            Answers.framed(Answers.output(of: pieces.first ?? []))
        },
        ServedServer(8, "one-recv", "hello", closesEarly: true, isRead: false) { _ in Answers.framed(Array("done\n".utf8)) },
    ]

    private static let files = [
        ServedServer(9, "download", "notes.txt\n", ["patience": .duration(3600)], reply: Answers.files),
        ServedServer(9, "over-read", "hello", closesEarly: true, isRead: false) { _ in Answers.twoFiles },
        ServedServer(
            9, "big", "hello", ["size": .integer(1), "piece": .integer(64), "patience": .duration(3600)], closesEarly: true,
            isRead: false
        ) { _ in
            Answers.bigFile
        },
    ]

    private static let chats = [
        ServedServer(10, "welcome", "小明\nfig\n", ["work": .duration(0)], reply: Answers.welcome),
        ServedServer(10, "welcome-seq", "小明\nfig\n", ["work": .duration(0)], reply: Answers.welcome),
        ServedServer(13, "bye", "How are you?", closesEarly: true) { Answers.chat(["Fine, and you?"], $0) },
        ServedServer(13, "bye-server", "Hi", closesEarly: true) { Answers.chat(["I have to go", "bye"], $0) },
        ServedServer(13, "lines", "see you\nbye\n", closesEarly: true, reply: Answers.nothing),
        ServedServer(18, "poll", "grape", reply: Answers.capitals),
        ServedServer(18, "blocked", "grape", reply: Answers.capitals),
        ServedServer(18, "half-message", "grape", closesEarly: true, losesAll: true) { pieces in
            Array(pieces.joined().prefix(5)).uppercased()
        },
    ]

    private static let endings = [
        ServedServer(15, "exactly", "0123456789done", ["bytes": .integer(10)], closesEarly: true, reply: Answers.nothing),
        ServedServer(15, "half-sent", "0123456789", isRead: false, reply: Answers.nothing),
        ServedServer(15, "window", "0123456789", ["pause": .duration(0)], reply: Answers.nothing),
        ServedServer(15, "small", "hello!", closesEarly: true, reply: Answers.nothing),
        ServedServer(15, "small-trust", "hello!", closesEarly: true, reply: Answers.nothing),
        ServedServer(16, "fin", "goodbye") { _ in Array("bye".utf8) },
        ServedServer(16, "half-close", "plum fig pear", reply: Answers.words),
        ServedServer(16, "broken-pipe", "hello", closesEarly: true) { _ in Array("newsnews".utf8) },
        ServedServer(16, "reset", "first", ["reply": .integer(1000)], closesEarly: true, reply: Answers.report),
        ServedServer(16, "reset-cured", "first", ["reply": .integer(1000)], reply: Answers.report),
        ServedServer(16, "time-wait", "I go first", closesEarly: true, reply: Answers.nothing),
        ServedServer(17, "nagle", "headbodyheadbody") { pieces in
            Array(String(repeating: "ok", count: pieces.joined().count / 8).utf8)
        },
    ]

    /// `stolen` has the same first server as `stream` and `leftover`. `permissions` says nothing, and lets in nobody but root.
    private static let unix = [
        ServedServer(14, "stream", "hello, 你好", closesEarly: true, reply: Answers.firstInCapitals),
        ServedServer(14, "leftover", "hello", closesEarly: true, reply: Answers.firstInCapitals),
        ServedServer(14, "identity", "hello", closesEarly: true, isRead: false) { _ in Array("come in".utf8) },
    ]

    /// Only where this machine has ::1.
    static let ipv6 = [
        ServedServer(19, "six", "hello", closesEarly: true, reply: Answers.firstInCapitals),
        ServedServer(19, "dual-stack", "hello", closesEarly: true, reply: Answers.firstInCapitals),
    ]
}
