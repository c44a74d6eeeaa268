import Engine
import Sockets
import Testing
import Transcripts

/// A student at the keyboard, in code.
private final class Typist: Console {
    var lines: [String]
    var answers: [StepAnswer]
    var asked: [Call] = []
    var told: [TranscriptLine] = []

    init(lines: [String] = [], answers: [StepAnswer] = []) {
        self.lines = lines
        self.answers = answers
    }

    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { lines.isEmpty ? nil : lines.removeFirst() }

    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer {
        asked.append(call.call)
        return answers.isEmpty ? .next : answers.removeFirst()
    }

    func happened(_ line: TranscriptLine) { told.append(line) }
}

struct ConsoleTests {
    @Test func lines_rebuildTheTranscript() throws {
        for schedule in [ScheduleChoice.lockstep, .free] {
            let typist = Typist()
            let transcript = try run(Programs.sticky, options: RunOptions(schedule: schedule), console: typist)
            var rebuilt = Transcript(header: transcript.header)
            for line in typist.told { rebuilt.append(line) }
            #expect(rebuilt == transcript)
        }
    }

    @Test func step_asksBeforeEveryCallButPrint() throws {
        let typist = Typist()
        let transcript = try run(Programs.sticky, options: RunOptions(schedule: .step), console: typist)
        #expect(typist.asked.count == transcript.events.count { $0.call != .print })
        #expect(transcript.prints(of: "server") == ["hellobigpig", "", ""])
    }

    @Test func step_quitEndsTheRun() throws {
        let typist = Typist(answers: [.next, .next, .quit])
        let transcript = try run(Programs.sticky, options: RunOptions(schedule: .step), console: typist)
        #expect(typist.asked.count == 3)
        #expect(transcript.events.count { $0.count != nil } == 2)
    }

    @Test func step_runLetsTheRestGo() throws {
        let typist = Typist(answers: [.run])
        let transcript = try run(Programs.sticky, options: RunOptions(schedule: .step), console: typist)
        #expect(typist.asked.count == 1)
        #expect(transcript.prints(of: "server") == ["hellobigpig", "", ""])
    }

    @Test func interactive_readsFromThePerson() throws {
        let typist = Typist(lines: ["typed"])
        let scenario = Scenario("typing", participants: [
            .client(start: .atOnce, input: ["written"]) { host in
                while let line = try host.input("> ") { host.print(line) }
            }
        ])
        let transcript = try run(scenario, options: RunOptions(interactive: ["client"]), console: typist)
        #expect(transcript.prints(of: "client") == ["typed"])
    }
}
