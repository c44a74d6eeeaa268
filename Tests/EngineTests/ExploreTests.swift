import Engine
import Sockets
import Synchronization
import Testing
import Transcripts

struct ExploreTests {
    private func explored(_ scenario: Scenario, reduction: Bool = true, splits: Bool = false) throws -> Exploration {
        var options = ExploreOptions()
        options.reduction = reduction
        options.splits = splits
        return try explore(scenario, options: options)
    }

    private func prints(_ exploration: Exploration, of participant: String = "server") -> Set<[String]> {
        Set(exploration.found.map { found in
            found.outcome.parts.first { $0.participant == participant }?.printed.map { $0.bytes.text } ?? []
        })
    }

    static let stickyOutcomes: Set<[String]> = [
        ["hellobigpig", "", ""], ["hellobig", "pig", ""], ["hello", "bigpig", ""], ["hello", "big", "pig"],
    ]

    @Test(arguments: [true, false])
    func sticky_hasFourOutcomes(reduction: Bool) throws {
        let result = try explored(Programs.sticky, reduction: reduction)
        #expect(prints(result) == Self.stickyOutcomes)
        #expect(result.isComplete)
    }

    @Test func choicesOfAnOutcome_leadThereAgain() throws {
        for found in try explored(Programs.sticky).found {
            let again = try run(Programs.sticky, options: RunOptions(schedule: .recorded(found.choices)))
            #expect(again.outcome == found.outcome, "\(found.choices)")
        }
    }

    @Test func splits_cutWhatRecvReturns() throws {
        let result = try explored(Programs.sticky, splits: true)
        #expect(prints(result).isSuperset(of: Self.stickyOutcomes))
        #expect(prints(result).contains(["h", "ellobigpig", ""]))
        #expect(result.isComplete)
        for found in result.found.prefix(20) {
            let again = try run(Programs.sticky, options: RunOptions(schedule: .recorded(found.choices)))
            #expect(again.outcome == found.outcome, "\(found.choices)")
        }
    }

    @Test func sleeps_orderNothing() throws {
        let scenario = Scenario("slow", server: Programs.stickyServer, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            for text in ["hello", "big", "pig"] {
                try socket.send(text)
                try host.sleep(seconds: 1)
            }
            try socket.close()
        })
        #expect(prints(try explored(scenario)) == Self.stickyOutcomes)
    }

    @Test func coldWar_isAlwaysDeadlock() throws {
        let scenario = Scenario("cold-war", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            _ = try listener.accept().0.recv(10)
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("")
            _ = try socket.recv(10)
        })
        let result = try explored(scenario)
        #expect(result.found.count == 1)
        #expect(result.found.first?.outcome.parts.allSatisfy { $0.ends.map(\.how) == [.waiting(.recv)] } == true)
    }

    @Test func timeout_mayPassAndMayNot() throws {
        let scenario = Scenario("impatient", transport: .udp, server: { host in
            let socket = try host.socket(.udp)
            try socket.bind(host.serverAddress)
            let (data, sender) = try socket.recvfrom(10)
            try socket.sendto(data, sender)
        }, client: { host in
            let socket = try host.socket(.udp)
            try socket.setReceiveTimeout(seconds: 1)
            try socket.sendto("x", host.serverAddress)
            do { host.print(try socket.recvfrom(10).0) } catch { host.print("nothing") }
        })
        let result = try explored(scenario)
        #expect(prints(result, of: "client") == [["x"], ["nothing"]])
        #expect(result.usedTimeouts)
    }

    @Test func programThatLooksAtAClock_isNotRepeatable() throws {
        let coin = Coin()
        let scenario = Scenario("fickle", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let connection = try listener.accept().0
            if coin.flip() { try connection.send("x") }
            host.print(try connection.recv(10))
            host.print(try connection.recv(10))
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("a")
            try socket.send("b")
            try socket.shutdown(.write)
            host.print(try socket.recv(10))
        })
        var options = ExploreOptions()
        options.workers = 1
        options.reduction = false
        #expect {
            try explore(scenario, options: options)
        } throws: { error in
            if case ExploreError.notRepeatable = error { true } else { false }
        }
    }

    @Test func limit_stopsTheSearchAndSamplesTheRest() throws {
        var options = ExploreOptions()
        options.reduction = false
        options.maxRuns = 5
        options.samples = 20
        let result = try explore(Programs.sticky, options: options)
        #expect(!result.isComplete)
        #expect(result.stop == .runs)
        #expect(result.sampled == 20)
    }

    @Test func realTime_cannotBeExplored() {
        var scenario = Programs.sticky
        scenario.schedule = .free
        #expect(throws: ExploreError.realTime) { try explore(scenario) }
    }
}

/// Heads and tails by turns: what a clock or a random number does to a program.
private final class Coin: Sendable {
    private let count = Atomic<Int>(0)
    func flip() -> Bool { count.add(1, ordering: .relaxed).newValue % 2 == 0 }
}
