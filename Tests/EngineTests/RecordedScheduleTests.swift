import Engine
import Sockets
import Testing
import Transcripts

struct RecordedScheduleTests {
    private func prints(_ choices: String) throws -> [String] {
        try run(Programs.sticky, options: RunOptions(schedule: .recorded(choices))).prints(of: "server")
    }

    @Test func emptyList_isLockstep() throws {
        let recorded = try run(Programs.sticky, options: RunOptions(schedule: .recorded("")))
        #expect(recorded.story == (try run(Programs.sticky)).story)
    }

    /// The server (a) and the client (b) part where both can go: after `connect`, and after each `send`.
    @Test func choices_leadToEveryOutcome() throws {
        var outcomes: Set<[String]> = []
        for list in ["", "aaaaaaaa", "abababab", "babababa", "baabaaba", "bababaaa", "babbaaaa", "aabaabaa", "abbabaab", "aabbaabb"] {
            do {
                outcomes.insert(try prints(list))
            } catch RunError.choiceImpossible {}
        }
        #expect(outcomes.contains(["hellobigpig", "", ""]))
        #expect(outcomes.contains(["hello", "big", "pig"]))
        #expect(outcomes.isSubset(of: [
            ["hellobigpig", "", ""], ["hellobig", "pig", ""], ["hello", "bigpig", ""], ["hello", "big", "pig"],
        ]))
    }

    @Test func sameChoices_giveTheSameTranscript() throws {
        let first = try run(Programs.sticky, options: RunOptions(schedule: .recorded("aab"))).story
        for _ in 1...20 {
            #expect(try run(Programs.sticky, options: RunOptions(schedule: .recorded("aab"))).story == first)
        }
    }

    @Test func impossibleChoice_isRefusedWithThePossibleOnes() {
        #expect(throws: RunError.choiceImpossible(position: 1, letter: "z", possible: ["a", "b"])) {
            try run(Programs.sticky, options: RunOptions(schedule: .recorded("z")))
        }
    }

    @Test func listWithSomethingElse_isRefused() {
        #expect(throws: RunError.notAChoice("!")) {
            try run(Programs.sticky, options: RunOptions(schedule: .recorded("a!")))
        }
    }
}
