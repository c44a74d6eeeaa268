import Engine
import class Foundation.ProcessInfo
import Sockets
import Testing
import Transcripts

/// Reduction loses no outcome: compared with full enumeration, on random small programs.
struct ReductionTests {
    enum Step: CaseIterable {
        case send, recv, recvOne, halfClose, close, reset, nap, state
    }

    /// Does the steps on a connected socket and prints what came of each.
    @Sendable private static func perform(_ steps: [Step], on socket: RecordedSocket, _ host: Host) {
        for (index, step) in steps.enumerated() {
            do {
                switch step {
                case .send: try socket.send("\(index)")
                case .recv: host.print(try socket.recv(100))
                case .recvOne: host.print(try socket.recv(1))
                case .halfClose: try socket.shutdown(.write)
                case .close: return try socket.close()
                case .reset: return try socket.reset()
                case .nap: try host.sleep(seconds: 1)
                case .state: host.print(try socket.state().rawValue)
                }
            } catch let error as SocketError {
                host.print(error.errno.name)
            } catch {
                return
            }
        }
    }

    private static func scenario(_ generator: inout SeededGenerator) -> Scenario {
        let clients = Int.random(in: 1...2, using: &generator)
        let length = clients == 1 ? 4 : 2
        func steps() -> [Step] {
            (0..<Int.random(in: 1...length, using: &generator)).map { _ in Step.allCases.randomElement(using: &generator)! }
        }
        let serverSteps = (0..<clients).map { _ in steps() }
        var participants: [Participant] = [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                for steps in serverSteps {
                    let (connection, _) = try listener.accept()
                    perform(steps, on: connection, host)
                }
            }
        ]
        for number in 1...clients {
            let mine = steps()
            participants.append(.client(named: "client-\(number)") { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                perform(mine, on: socket, host)
            })
        }
        return Scenario("random", participants: participants)
    }

    /// `SOCKETLAB_RUNS` (make soak) asks for more programs.
    private var seeds: UInt64 {
        ProcessInfo.processInfo.environment["SOCKETLAB_RUNS"].flatMap(UInt64.init) ?? 40
    }

    /// Threads, datagrams, time-outs, a port that is taken twice: by hand what the random programs do not have.
    static let others: [Scenario] = [
        Scenario("threads", server: { host in
            let listener = try host.socket(.tcp)
            try listener.bind(host.serverAddress)
            try listener.listen()
            let (connection, _) = try listener.accept()
            let talker = try host.thread { host in
                try connection.send("a")
                host.print("sent")
            }
            host.print(try connection.recv(10))
            try talker.join()
            host.print("joined")
            try connection.send("b")
        }, client: { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            try socket.send("x")
            try socket.send("y")
            host.print(try socket.recv(10))
        }),
        Scenario("datagrams", transport: .udp, participants: [
            .server { host in
                let socket = try host.socket(.udp)
                try socket.bind(host.serverAddress)
                for _ in 1...2 { host.print(try socket.recvfrom(10).0) }
            },
            .client(named: "client-1") { host in
                let socket = try host.socket(.udp)
                try socket.connect(host.serverAddress)
                for text in ["a", "b"] {
                    do { try socket.send(text) } catch let error as SocketError { host.print(error.errno.name) }
                }
            },
            .client(named: "client-2") { host in
                let socket = try host.socket(.udp)
                try socket.setReceiveTimeout(seconds: 1)
                try socket.sendto("c", host.serverAddress)
                do { host.print(try socket.recvfrom(1).0) } catch let error as SocketError { host.print(error.errno.name) }
            },
        ]),
        Scenario("rivals", participants: [
            .server { host in
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen()
                host.print(try listener.accept().0.recv(10))
            },
            .client(named: "client-1") { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.send("1")
                host.print(try socket.recv(10))
            },
            .client(named: "client-2") { host in
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                try socket.send("2")
                host.print(try socket.recv(10))
            },
        ]),
    ]

    @Test(arguments: others.indices)
    func reduction_losesNoOutcomeOf(index: Int) throws {
        var options = ExploreOptions()
        options.maxRuns = 20_000
        options.samples = 0
        let some = try explore(Self.others[index], options: options)
        options.reduction = false
        let everything = try explore(Self.others[index], options: options)
        let missing = Set(everything.found.map(\.outcome)).subtracting(some.found.map(\.outcome))
        #expect(missing.isEmpty && some.isComplete)
        #expect(some.runs < everything.runs)
    }

    @Test func reduction_losesNoOutcome() throws {
        var full = 0
        var reduced = 0
        for seed in UInt64(1)...seeds {
            var generator = SeededGenerator(seed: seed)
            let scenario = Self.scenario(&generator)
            var options = ExploreOptions()
            options.reduction = false
            options.maxRuns = 1_000
            options.samples = 0
            let everything = try explore(scenario, options: options)
            options.reduction = true
            let some = try explore(scenario, options: options)
            full += everything.runs
            reduced += some.runs
            let missing = Set(everything.found.map(\.outcome)).subtracting(some.found.map(\.outcome))
            #expect(some.isComplete && missing.isEmpty, "seed \(seed): \(missing.count) outcomes lost")
            if everything.isComplete {
                #expect(Set(some.found.map(\.outcome)) == Set(everything.found.map(\.outcome)), "seed \(seed)")
            }
        }
        #expect(reduced < full)
    }
}
