import Foundation
import Lessons
import Sockets
import Testing
import Transcripts

/// Each lesson's Python pair, run by hand as it were, exchanges the bytes of its main scenario. How `recv` cuts them
/// may differ.
@Suite struct PythonPairTests {
    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"), arguments: Pair.streams)
    func stream_exchangesTheBytesOfTheSwiftPrograms(_ pair: Pair) throws {
        let server = try PythonProgram(
            "server.py", of: pair.folder, ["0"] + pair.serverArguments, input: pair.serverInput)
        defer { server.stop() }
        let address = Address.loopback(port: try server.port())
        let front = try Socket.listening()
        defer { try? front.close() }
        let port = "\(try front.localAddress().port ?? 0)"
        let expected = try pair.conversations()
        for (number, client) in pair.clients.enumerated() {
            let program = try PythonProgram("client.py", of: pair.folder, [port] + client.arguments, input: client.input)
            let exchange = try Relay.stream(from: front, to: address)
            #expect(program.wait() == 0)
            #expect(exchange.toServer == expected[number].toServer)
            // Whoever has vanished: what the server still managed to say is chance.
            if !client.vanishes { #expect(exchange.toClient == expected[number].toClient) }
        }
    }

    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"), arguments: Pair.datagrams)
    func datagrams_areThoseOfTheSwiftPrograms(_ pair: Pair) throws {
        let server = try PythonProgram("server.py", of: pair.folder, ["0"], input: pair.serverInput)
        defer { server.stop() }
        let address = Address.loopback(port: try server.port())
        let front = try Socket.datagram()
        defer { try? front.close() }
        let port = "\(try front.localAddress().port ?? 0)"
        let sends = try pair.mainRun().events.filter { $0.call == .sendto }
        let names = sends.map(\.participant).filter { $0 != pair.server }.inOrderOfAppearance
        for (name, client) in zip(names, pair.clients) {
            let program = try PythonProgram("client.py", of: pair.folder, [port] + client.arguments, input: client.input)
            let (toServer, toClient) = try Relay.datagrams(at: front, to: address) { program.isRunning }
            #expect(program.wait() == 0)
            #expect(toServer == sends.filter { $0.participant == name }.map { $0.payload?.bytes ?? [] })
            let answers = sends.filter { $0.participant == pair.server && $0.other == name }
            #expect(toClient == answers.map { $0.payload?.bytes ?? [] })
        }
    }

    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"))
    func unixStream_exchangesTheBytesOfTheSwiftPrograms() throws {
        let pair = Pair(folder: "14-unix-sockets")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pair-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (back, front) = (folder.path + "/back", folder.path + "/front")
        let server = try PythonProgram("server.py", of: pair.folder, [back])
        defer { server.stop() }
        try server.firstWords()
        let listener = try Socket.listening(at: .unix(path: front))
        defer { try? listener.close() }
        let client = try PythonProgram("client.py", of: pair.folder, [front])
        #expect(try Relay.stream(from: listener, to: .unix(path: back)) == pair.conversations().first)
        #expect(client.wait() == 0 && server.wait() == 0)
        #expect(!FileManager.default.fileExists(atPath: back), "the server removes its path")
    }

    /// The Python sender is heard by the lab's kind of receiver, and the Python receiver hears the lab's kind of sender.
    @Test(.enabled(if: PythonProgram.isInstalled && Loopback.hasMulticast, "needs python3 and multicast on loopback"))
    func multicast_isThatOfTheSwiftPrograms() throws {
        let sent = try runLesson(20, "multicast").calls(.sendto, of: "sender").map { $0.payload?.bytes ?? [] }
        let group = IPv4Host(239, 1, 2, 3)
        let receiver = try Socket(.udp)
        defer { try? receiver.close() }
        try receiver.setOption(.reuseAddress, true)
        try receiver.bind(.ipv4(group, port: 0))
        try receiver.join(group: group)
        let port = try receiver.localAddress().port ?? 0
        let server = try PythonProgram("server.py", of: "20-one-to-many", ["\(port)"], prints: true)
        defer { server.stop() }
        #expect(try server.port() == port)
        let client = try PythonProgram("client.py", of: "20-one-to-many", ["\(port)"])
        #expect(client.wait() == 0)
        #expect(try sent.map { _ in try receiver.recv(1024) } == sent)
        #expect(try sent.map { _ in Array(try server.line().utf8) } == sent)
    }

    /// Lesson 0 has no conversation.
    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here")) func tour_runs() throws {
        let tour = try PythonProgram("tour.py", of: "00-addresses", [])
        #expect(tour.wait() == 0)
    }

    /// Too long for the transcript to hold whole: the lengths, and both ends.
    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"))
    func longMessage_isThatOfTheSwiftPrograms() throws {
        let pair = Pair(folder: "15-partial-sends")
        let server = try PythonProgram("server.py", of: pair.folder, ["0"])
        defer { server.stop() }
        let address = Address.loopback(port: try server.port())
        let front = try Socket.listening()
        defer { try? front.close() }
        let client = try PythonProgram("client.py", of: pair.folder, ["\(try front.localAddress().port ?? 0)"])
        let exchange = try Relay.stream(from: front, to: address)
        #expect(client.wait() == 0 && server.wait() == 0)
        let sends = try pair.mainRun().calls(.send, of: "client").compactMap(\.payload)
        #expect(exchange.toServer.count == sends.reduce(0) { $0 + $1.length })
        #expect(exchange.toServer.starts(with: sends[0].bytes))
        #expect(exchange.toServer.suffix(4) == sends[sends.count - 1].bytes[...])
        #expect(exchange.toClient.isEmpty)
    }

    @Test(.enabled(if: PythonProgram.isInstalled && Socket.hasIPv6, "skipped: no python3 or no IPv6 here"))
    func ipv6_exchangesTheBytesOfTheSwiftPrograms() throws {
        let pair = Pair(folder: "19-ipv6")
        let server = try PythonProgram("server.py", of: pair.folder, ["0"])
        defer { server.stop() }
        let address = Address.loopback6(port: try server.port())
        let front = try Socket.listening(at: .loopback6())
        defer { try? front.close() }
        let client = try PythonProgram("client.py", of: pair.folder, ["\(try front.localAddress().port ?? 0)"])
        #expect(try Relay.stream(from: front, to: address) == pair.conversations().first)
        #expect(client.wait() == 0 && server.wait() == 0)
    }

    @Test func everyLesson_hasAPair() {
        #expect(Set((Pair.streams + Pair.datagrams).map(\.folder)).union(Pair.elsewhere) == Set(catalog.map(\.folder)))
    }
}

/// A lesson's pair, and how its clients are started.
struct Pair: Sendable, CustomStringConvertible {
    struct Client: Sendable {
        var arguments: [String] = []
        var input = ""
        var vanishes = false
    }

    var folder: String
    /// The server's name in the Swift scenario.
    var server = "server"
    /// Further arguments of the server.
    var serverArguments: [String] = []
    /// What is typed at the server.
    var serverInput = ""
    var clients = [Client()]

    var description: String { folder }

    /// The pairs that are no telephone and no text message, with tests of their own.
    static let elsewhere: Set = ["00-addresses", "14-unix-sockets", "15-partial-sends", "19-ipv6", "20-one-to-many"]

    static let streams = [
        Pair(folder: "01-basic-tcp"),
        Pair(folder: "02-communication-loop", clients: [Client(input: "hello\n\n你好\nq\n")]),
        Pair(folder: "03-connection-loop", clients: [
            Client(input: "hello\n"), Client(arguments: ["vanish"], vanishes: true), Client(input: "你好\n"),
        ]),
        Pair(folder: "04-backlog", serverArguments: ["0"], clients: (1...4).map { Client(arguments: ["client-\($0)"]) }),
        Pair(folder: "06-remote-commands", clients: [Client(input: "echo hello\nls -d . no-such-file\nseq 1 3\n")]),
        Pair(folder: "07-sticky-packets"),
        Pair(folder: "08-header"),
        Pair(folder: "09-json-header", clients: [
            Client(arguments: ["notes.txt"]), Client(arguments: ["静夜思.txt"]),
        ]),
        Pair(folder: "10-thread-per-client", clients: [
            Client(arguments: ["plum", "pear"]), Client(arguments: ["fig", "date"]), Client(arguments: ["小明", "小红"]),
        ]),
        Pair(
            folder: "13-taking-turns", serverInput: "Fine, and you?\n", clients: [Client(input: "How are you?\n\nbye\n")]),
        Pair(folder: "16-hanging-up"),
        Pair(folder: "17-nagle"),
        Pair(folder: "18-poll", clients: [Client(arguments: ["apple"]), Client(), Client()]),
    ]

    static let datagrams = [
        Pair(folder: "05-udp"),
        Pair(folder: "12-both-ways", server: "peer-1", serverInput: "Nice weather\nShall we go out?\nbye\n", clients: [
            Client(input: "It is raining here\n你在哪里?\nbye\n")
        ]),
        Pair(folder: "11-udp-chat", server: "teacher", serverInput: "welcome\n\n再见\n", clients: [
            Client(input: "teacher\nhello\n"), Client(input: "headmaster\nteacher\n在吗\n"),
            Client(input: "teacher\nI am here\nbye\nq\n"),
        ]),
    ]

    /// A run of the main scenario.
    func mainRun() throws -> Transcript {
        let lesson = try #require(catalog.first { $0.folder == folder })
        return try LessonScenario(lesson: lesson, scenario: try #require(lesson.scenarios.first)).run()
    }

    /// What each connection of the main scenario carried.
    func conversations() throws -> [Exchange] {
        let run = try mainRun()
        let connections = Set(run.events.compactMap(\.connection)).sorted()
        return connections.map { connection in
            let sends = run.events.filter { $0.call == .send && $0.connection == connection }
            func bytes(_ isServer: Bool) -> [UInt8] {
                sends.filter { ($0.participant == "server") == isServer }.flatMap { $0.payload?.bytes ?? [] }
            }
            return Exchange(toServer: bytes(false), toClient: bytes(true))
        }
    }
}

extension [String] {
    fileprivate var inOrderOfAppearance: [String] {
        reduce(into: []) { seen, name in if !seen.contains(name) { seen.append(name) } }
    }
}
