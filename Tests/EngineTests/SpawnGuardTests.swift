import Engine
import Sockets
import Synchronization
import Testing
import Transcripts

/// A command that one run starts does not keep another run's sockets alive.
struct SpawnGuardTests {
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    @Test func closedListener_refusesAlsoWhileOthersStartPrograms() async throws {
        let isDone = Flag()
        async let starter: Void = Self.startPrograms(isDone)
        async let answers = Self.answers(until: isDone)
        try await starter
        #expect(await answers == ["ECONNREFUSED"])
    }

    private static func startPrograms(_ isDone: Flag) async throws {
        defer { isDone.isSet.store(true, ordering: .releasing) }
        let starting = Scenario("starting", participants: [
            Participant("program", role: .peer, start: .atOnce) { host in
                for _ in 1...100 { _ = try host.run(["true"]) }
            }
        ])
        _ = try Engine.run(starting)
    }

    private static func answers(until isDone: Flag) async -> Set<String> {
        var answers: Set<String> = []
        repeat { answers.insert(connectAfterClose()) } while !isDone.isSet.load(ordering: .acquiring)
        return answers
    }

    private static func connectAfterClose() -> String {
        do {
            let (listener, client) = (try Socket(.tcp), try Socket(.tcp))
            defer { try? client.close() }
            try listener.bind(.loopback())
            try listener.listen(backlog: 5)
            let address = try listener.localAddress()
            try listener.close()
            try client.connect(address)
            return "connected"
        } catch {
            return error.errno.name
        }
    }
}
