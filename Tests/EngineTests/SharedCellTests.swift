import Engine
import Testing
import Transcripts

/// What threads share in `host.shared` is recorded, and tried in every order.
struct SharedCellTests {
    /// Two threads read a counter, wait for their caller, and write the counter one higher.
    static let lostUpdate = Scenario("lost-update", participants: [
        .server { host in
            let listener = try Rivals.listener(host)
            let counter = host.shared(0, "counter")
            var threads: [ThreadHandle] = []
            for _ in 1...2 {
                let (connection, _) = try listener.accept()
                threads.append(try host.thread { host in
                    let old = try counter.load()
                    _ = try connection.recv(10)
                    try counter.store(old + 1)
                    try connection.close()
                })
            }
            for thread in threads { try thread.join() }
            host.print("\(try counter.load())")
        },
        .client(named: "client-1", Rivals.caller("A")), .client(named: "client-2", Rivals.caller("B")),
    ])

    /// Two threads count their callers, and tell each its number.
    static let sharedVariable = Scenario("shared-variable", participants: [
        .server { host in
            let listener = try Rivals.listener(host)
            let counter = host.shared(0, "counter")
            var threads: [ThreadHandle] = []
            for _ in 1...2 {
                let (connection, _) = try listener.accept()
                threads.append(try host.thread { host in
                    _ = try connection.recv(10)
                    try counter.store(try counter.load() + 1)
                    try connection.send("you are number \(try counter.load())")
                    try connection.close()
                })
            }
            for thread in threads { try thread.join() }
        },
        .client(named: "client-1", Rivals.asker), .client(named: "client-2", Rivals.asker),
    ])

    /// The same without sockets: trying every order of the others takes too long.
    static let twoCount = Scenario("two-count", participants: [
        .server { host in
            let counter = host.shared(0, "counter")
            let threads = try (1...2).map { _ in
                try host.thread { host in
                    try counter.store(try counter.load() + 1)
                    host.print("number \(try counter.load())")
                }
            }
            for thread in threads { try thread.join() }
            host.print("\(try counter.load())")
        }
    ])

    static let twoUpdate = Scenario("two-update", transport: .unixStream, participants: [
        .server { host in
            let counter = host.shared(0, "counter")
            let (left, right) = try host.socketPair()
            let threads = try [(left, right), (right, left)].map { _, others in
                try host.thread { _ in
                    let old = try counter.load()
                    try others.send("x")
                    try counter.store(old + 1)
                }
            }
            for thread in threads { try thread.join() }
            host.print("\(try counter.load())")
        }
    ])

    private static func search(_ scenario: Scenario, reduction: Bool = true) throws -> Exploration {
        try explore(scenario, options: Searches.options(reduction: reduction, most: 100_000))
    }

    private static func prints(_ exploration: Exploration, of participants: [String]) -> Set<[String]> {
        Set(exploration.found.map { found in
            participants.flatMap { name in
                found.outcome.parts.first { $0.participant == name }?.printed.map { String(decoding: $0.bytes, as: UTF8.self) } ?? []
            }
        })
    }

    @Test func lostUpdate_isFound() throws {
        let result = try Self.search(Self.lostUpdate)
        #expect(result.isComplete && Self.prints(result, of: ["server"]) == [["1"], ["2"]])
    }

    @Test func sharedVariable_hasFourOutcomes() throws {
        let result = try Self.search(Self.sharedVariable)
        let numbers = [[1, 1], [1, 2], [2, 1], [2, 2]].map { $0.map { "you are number \($0)" } }
        #expect(result.isComplete && Self.prints(result, of: ["client-1", "client-2"]) == Set(numbers))
    }

    @Test func reducedSearch_findsWhatEveryOrderFinds() throws {
        for scenario in [Self.twoCount, Self.twoUpdate] {
            let verdict = Searches.compare(scenario, most: 20_000)
            #expect(!verdict.isFault && verdict != .unfinished, "\(scenario.name): \(verdict)")
        }
    }

    @Test func races_showNoOther() throws {
        for scenario in [Self.lostUpdate, Self.sharedVariable, Self.twoCount, Self.twoUpdate] {
            let races = try Races(of: scenario, count: 60, options: Searches.options(reduction: true, most: 100_000))
            #expect(races.search.isComplete && races.surprises.isEmpty, "\(scenario.name): \(races)")
            #expect(!races.seen.isEmpty)
        }
    }

    // MARK: The recording

    /// `load counter 0`.
    private static func touches(_ transcript: Transcript) -> [String] {
        transcript.events.filter { [.load, .store].contains($0.call) }.map {
            "\($0.call.rawValue) \($0.detail ?? "") \($0.payload.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "")"
        }
    }

    @Test(arguments: [ScheduleChoice.lockstep, .free])
    func calls_standInTheTranscript(schedule: ScheduleChoice) throws {
        let scenario = Scenario("alone", participants: [
            .server { host in
                let counter = host.shared(1, "counter")
                try counter.store(try counter.load() + 1)
                let word = host.shared("你 \"好\"\n")
                try word.store(try word.load() + "!")
            }
        ])
        let transcript = try run(scenario, options: RunOptions(schedule: schedule))
        #expect(Self.touches(transcript) == [
            "load counter 1", "store counter 2", "load shared 你 \"好\"\n", "store shared 你 \"好\"\n!",
        ])
    }

    @Test func calls_surviveTheFile() throws {
        let transcript = try run(Self.lostUpdate, options: RunOptions(schedule: .lockstep))
        #expect(Self.touches(transcript).count == 5)
        let read = try TranscriptReader.read(TranscriptWriter.file(transcript), file: "a.jsonl")
        #expect(read.warnings.isEmpty && read.transcript == transcript)
        #expect(Self.touches(read.transcript) == Self.touches(transcript))
    }

    @Test func choices_leadToTheSameValuesAgain() throws {
        for found in try Self.search(Self.lostUpdate).found {
            let again = try run(Self.lostUpdate, options: RunOptions(schedule: .recorded(found.choices)))
            #expect(again.outcome == found.outcome, "\(found.choices)")
        }
    }
}
