import Messages
@testable import Shell
import Testing
import Transcripts

/// Recordings played in their own time, and stepped through.
final class ReplayTests {
    private let folder = TemporaryFolder()
    private var screen = ""

    private func session(keys: [Key] = [], onATerminal: Bool = false) -> Session {
        let environment = ["XDG_STATE_HOME": folder.path]
        var terminal = Terminal()
        terminal.takesKeys = onATerminal
        terminal.showsOutput = onATerminal
        return Session(
            environment: environment, places: Places(environment: environment, executable: nil), terminal: terminal,
            output: Output(screen: { self.screen += $0 }, errors: { self.screen += $0 }), keyboard: ScriptedKeyboard(keys: keys))
    }

    private func recording(_ scenario: String) -> String {
        let file = folder.path + "/\(scenario).jsonl"
        _ = session().perform(["lesson", "7", scenario, "--save", file])
        screen = ""
        return file
    }

    private func shown(_ words: String...) -> String {
        screen = ""
        #expect(session().perform(words) == 0)
        return screen
    }

    @Test(arguments: ["plain", "wide", "rails"]) func replayInAPipe_saysAtItsSpeedWhatItSaysAtOnce(_ layout: String) {
        let file = recording("sticky")
        let atOnce = shown("replay", file, "--layout", layout)
        #expect(atOnce.contains("hellobigpig"))
        #expect(shown("replay", file, "--layout", layout, "--speed", "1000000") == atOnce)
    }

    /// What is written for a step does not grow with the steps before it.
    @Test func replayOnATerminal_writesNoMoreThanChanges() throws {
        var written: [Int] = []
        for rounds in [100, 1_000] {
            let file = folder.path + "/\(rounds).jsonl"
            try folder.write("\(rounds).jsonl", String(decoding: TranscriptWriter.file(Self.talk(rounds)), as: UTF8.self))
            screen = ""
            #expect(session(onATerminal: true).perform(["replay", file, "--speed", "1000000"]) == 0)
            written.append(screen.utf8.count)
        }
        #expect(written[1] < 11 * written[0])
    }

    @Test func step_goesOnAndBack() {
        let file = recording("sticky")
        let keys: [Key] = [.enter, .enter, .letter("b"), .letter("b"), .enter, .letter("a"), .letter("q")]
        #expect(session(keys: keys, onATerminal: true).perform(["replay", file]) == 0)
        for place in ["1/21", "2/21", "3/21", "21/21"] { #expect(screen.contains(place)) }
    }

    private static func talk(_ rounds: Int) -> Transcript {
        var transcript = Transcript(header: .init(
            lesson: "", scenario: "talk", participants: [.init(name: "server", role: .server), .init(name: "client", role: .client)],
            schedule: "lockstep", transport: "TCP"))
        for round in 0..<rounds {
            for call in [Call.send, .recv] {
                var event = Event(
                    number: transcript.events.count + 1, participant: call == .send ? "client" : "server", call: call, began: 0,
                    ended: 0, result: .returned(5))
                event.connection = 1
                event.size = 5
                event.payload = Payload(Array("hello".utf8))
                event.position = FlowPosition(flow: 2, offset: 5 * round)
                transcript.append(.completes(event))
            }
        }
        return transcript
    }
}
