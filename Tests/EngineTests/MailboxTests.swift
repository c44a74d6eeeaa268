import Engine
import Glibc
import Synchronization
import Testing
import Transcripts

/// Whoever watches a run sees it go on no faster than it can watch.
struct MailboxTests {
    /// Counts the calls that the programs have made, and how far they were ahead of what it was told.
    private final class SlowReader: Console {
        let made: Made
        var told = 0
        var lead = 0

        init(_ made: Made) { self.made = made }

        func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { nil }
        func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

        func happened(_ line: TranscriptLine) {
            // The others have time to go on meanwhile.
            for _ in 0..<20 { sched_yield() }
            guard case .completes(let event) = line, event.call == .print else { return }
            told += 1
            lead = max(lead, made.count - told)
        }
    }

    private final class Made: Sendable {
        private let calls = Atomic<Int>(0)
        var count: Int { calls.load(ordering: .relaxed) }
        func one() { calls.add(1, ordering: .relaxed) }
    }

    @Test func aSlowReader_holdsTheRunBack() throws {
        let made = Made()
        let scenario = Scenario("talker", participants: [
            .client(start: .atOnce) { host in
                for number in 0..<20_000 {
                    host.print("\(number)")
                    made.one()
                }
            }
        ])
        let reader = SlowReader(made)
        _ = try run(scenario, console: reader)
        #expect(reader.told == 20_000)
        // One full box that is being read, and one that waits.
        #expect(reader.lead <= 600)
    }

    @Test func linesBehindAQuestion_comeInOrder() throws {
        let asked = AskedReader()
        let scenario = Scenario("typing", participants: [
            .client(start: .atOnce) { host in
                for number in 0..<1_000 {
                    host.print("\(number)")
                    if number.isMultiple(of: 100) { _ = try host.input("> ") }
                }
            }
        ])
        _ = try run(scenario, options: RunOptions(interactive: ["client"]), console: asked)
        #expect(asked.prints == (0..<1_000).map(String.init))
        #expect(asked.questions == 10)
    }

    private final class AskedReader: Console {
        var prints: [String] = []
        var questions = 0

        func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? {
            questions += 1
            meanwhile.tell()
            return "typed"
        }
        func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

        func happened(_ line: TranscriptLine) {
            guard case .completes(let event) = line, event.call == .print else { return }
            prints.append(event.payload?.bytes.text ?? "")
        }
    }
}
