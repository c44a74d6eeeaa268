import Engine
import Synchronization
import Testing
import Transcripts

/// A search as a student asks for it.
struct SearchTests {
    @Test func smallSearch_findsEveryOutcomeWithTheShortestSchedule() throws {
        let result = try search(Programs.sticky, cancellation: try Cancellation())
        #expect(result.isComplete)
        #expect(result.found.count == 4)
        #expect(result.found.contains { $0.choices.isEmpty })
        for found in result.found {
            let again = try run(Programs.sticky, options: RunOptions(schedule: found.choices.isEmpty ? .lockstep : .recorded(found.choices)))
            #expect(again.outcome == found.outcome, "\(found.choices)")
        }
    }

    @Test func searchThatWasCancelled_tellsWhatItFound_andIsNotComplete() throws {
        let cancellation = try Cancellation()
        var options = ExploreOptions()
        options.reduction = false
        options.maxRuns = 10_000_000
        options.maxSeconds = 1_000
        let result = try search(Rivals.pool, options: options, cancellation: cancellation) { so in
            if so.runs > 0 { cancellation.cancel() }
        }
        #expect(!result.found.isEmpty)
        #expect(result.stop == .cancelled && !result.isComplete)
    }

    @Test func searchThatTakesTooMuchMemory_tellsWhatItFound_andIsNotComplete() throws {
        var options = ExploreOptions()
        options.reduction = false
        options.maxRuns = 10_000_000
        options.maxSeconds = 1_000
        // Less than the process has: reached at the first look.
        options.maxBytes = -1 << 40
        let result = try search(Rivals.pool, options: options, cancellation: try Cancellation())
        #expect(!result.found.isEmpty)
        #expect(result.stop == .memory && !result.isComplete)
    }

    @Test func programThatCountsItsRuns_isNotRepeatable_andTheCallIsNamedWithBothValues() throws {
        let count = Atomic<Int>(0)
        let scenario = Scenario("fickle", server: { host in
            let socket = try Rivals.listener(host).accept().0
            host.print(try socket.recv(10))
        }, client: { host in
            try Rivals.connected(host).send("\(count.add(1, ordering: .relaxed).newValue)")
        })
        let error = #expect(throws: NotRepeatable.self) { try search(scenario, cancellation: try Cancellation()) }
        #expect(error?.isTheProgramsDoing == true)
        let values = [error?.one, error?.other].compactMap { $0?.event?.notation }
        #expect(values.count == 2 && values[0] != values[1] && values.allSatisfy { $0.hasPrefix("send(") })
    }
}
