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
        let server = try PythonProgram("server.py", of: pair.folder, ["0"])
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

    @Test(.enabled(if: PythonProgram.isInstalled, "skipped: no python3 here"))
    func datagrams_areThoseOfTheSwiftPrograms() throws {
        let folder = try #require(catalog.first { $0.folder.hasPrefix("05") }?.folder)
        let server = try PythonProgram("server.py", of: folder, ["0"])
        defer { server.stop() }
        let address = Address.loopback(port: try server.port())
        let front = try Socket.datagram()
        defer { try? front.close() }
        let client = try PythonProgram("client.py", of: folder, ["\(try front.localAddress().port ?? 0)"])
        let (toServer, toClient) = try Relay.datagrams(at: front, to: address) { client.isRunning }
        #expect(client.wait() == 0)
        let run = try runLesson(5, "echo")
        #expect(toServer == run.calls(.sendto, of: "client").map { $0.payload?.bytes ?? [] })
        #expect(toClient == run.calls(.sendto, of: "server").map { $0.payload?.bytes ?? [] })
    }

    @Test func everyLesson_hasAPair() {
        #expect(Set(Pair.streams.map(\.folder)).union(["05-udp"]) == Set(catalog.map(\.folder)))
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
    var clients = [Client()]

    var description: String { folder }

    static let streams = [
        Pair(folder: "01-basic-tcp"),
        Pair(folder: "02-communication-loop", clients: [Client(input: "hello\n\n你好\nq\n")]),
        Pair(folder: "03-connection-loop", clients: [
            Client(input: "hello\n"), Client(arguments: ["vanish"], vanishes: true), Client(input: "你好\n"),
        ]),
        Pair(folder: "07-sticky-packets"),
        Pair(folder: "08-header"),
    ]

    /// What each connection of the main scenario carried.
    func conversations() throws -> [Exchange] {
        let lesson = try #require(catalog.first { $0.folder == folder })
        let run = try LessonScenario(lesson: lesson, scenario: try #require(lesson.scenarios.first)).run()
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
