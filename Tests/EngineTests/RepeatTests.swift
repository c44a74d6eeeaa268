import Engine
import Glibc
import Synchronization
import Testing
import Transcripts

/// Many runs of one scenario, threads racing.
struct RepeatTests {
    private let free = RunOptions(schedule: .free)

    @Test(arguments: [0, 1, 2, 50])
    func everyRun_isGivenOnce(count: Int) throws {
        var outcomes: [Outcome: Int] = [:]
        try Engine.repeat(Programs.sticky, count: count, cancellation: try Cancellation(), options: free) {
            outcomes[$0.outcome, default: 0] += 1
        }
        #expect(outcomes.values.reduce(0, +) == count)
    }

    @Test func runsThatWait_areMadeSideBySide() throws {
        let runs = Atomic<Int>(0)
        let meeting = Meeting(of: 8)
        let scenario = Scenario("meeting", server: { host in
            if runs.add(1, ordering: .relaxed).newValue == 1 { return try host.sleep(seconds: 0.1) }
            // Made one after another, the runs would wait here for ever.
            meeting.wait()
        }, client: { _ in })
        var count = 0
        try Engine.repeat(scenario, count: 9, cancellation: try Cancellation(), options: free) { _ in count += 1 }
        #expect(count == 9)
    }

    @Test func cancelling_endsTheRepetition() throws {
        let cancellation = try Cancellation()
        var count = 0
        try Engine.repeat(Programs.sticky, count: 1_000_000, cancellation: cancellation, options: free) { _ in
            count += 1
            if count == 20 { cancellation.cancel() }
        }
        #expect((20..<1_000_000).contains(count))
    }
}

/// Nobody goes on before so many have come.
private final class Meeting: Sendable {
    private let size: Int
    private let come = Atomic<Int>(0)

    init(of size: Int) { self.size = size }

    func wait() {
        come.add(1, ordering: .relaxed)
        while come.load(ordering: .relaxed) < size { sched_yield() }
    }
}
