import Engine
import Foundation
import Lessons
import Testing

/// The lab as a student has it: a terminal, a keyboard, a window.
@Suite(.serialized)
struct PromptTests {
    private let folder = TemporaryFolder()

    private func lab(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> PseudoTerminal {
        try PseudoTerminal(
            arguments, environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path].merging(environment) { $1 })
    }

    @Test func firstStart_greets_andLaterOnesAreShort() throws {
        let first = try lab()
        try first.expect("real sockets, both ends on one screen")
        try first.expect("lab> ")
        first.type("\u{4}")
        #expect(try first.ended() == 0)
        let second = try lab()
        try second.expect("Begin with lesson 1")
        try second.expect("lab> ")
        second.type("quit\r")
        #expect(try second.ended() == 0)
    }

    @Test func tab_completesCommandsLessonsAndScenarios() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("les\t 7 st\t\r")
        try lab.expect("icky")
        try lab.expect("11 bytes")
        try lab.expect("lab> ")
        lab.type("lesson stic\t")
        try lab.expect("lesson sticky-packets ")
    }

    @Test func keysTypedBeforeThePrompt_areNotLost() throws {
        let lab = try lab()
        lab.type("lesson 7 sticky\r")
        lab.type("lang 中文\rquit\r")
        try lab.expect("11 bytes")
        try lab.expect("现在说中文了。")
        #expect(try lab.ended() == 0)
    }

    @Test func history_isThereAtTheNextStart() throws {
        let first = try lab()
        try first.expect("lab> ")
        first.type("help lang\r")
        try first.expect("lab> ")
        first.type("\u{4}")
        #expect(try first.ended() == 0)
        let second = try lab()
        try second.expect("lab> ")
        second.type("\u{1B}[A")
        try second.expect("help lang")
        second.type("\r")
        try second.expect("lang LANGUAGE")
    }

    @Test func controlC_atThePrompt_clearsTheLine() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("lesson xyz")
        try lab.expect("lesson xyz")
        lab.type("\u{3}")
        try lab.expect("lab> ")
        lab.type("help quit\r")
        try lab.expect("Leaves the lab.")
    }

    @Test func controlC_duringABlockedCall_comesBackToThePrompt() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("lesson 2 loop --interactive\r")
        // The client's keyboard waits, and the server in recv.
        try lab.expect("client: ")
        lab.type("\u{3}")
        try lab.expect("Stopped.")
        try lab.expect("lab> ")
        lab.type("lesson 7 sticky\r")
        try lab.expect("11 bytes")
        try lab.expect("lab> ")
        lab.type("\u{4}")
        #expect(try lab.ended() == 0)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/task"), "needs /proc"))
    func afterRuns_theProcessHoldsWhatItHeldBefore() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        // The thread sanitizer starts a thread of its own with the first one of the lab.
        lab.type("lesson 1 hello --plain\r")
        try lab.expect("lab> ")
        let before = try lab.holdings()
        for lesson in catalog {
            for scenario in lesson.scenarios {
                // 256 MiB take long where every access is watched.
                let small = scenario.name == "big" ? " --set size=4" : ""
                lab.type("lesson \(lesson.folder.prefix(2)) \(scenario.name) --plain\(small)\r")
                try lab.expect("lab> ")
                #expect(try lab.comes(to: before), "after \(lesson.folder) \(scenario.name)")
            }
        }
        let many = [
            "repeat 1 50", "repeat 2 50", "repeat 5 50", "repeat 6 50", "repeat 7 500", "repeat 8 pack 50", "repeat 9 50",
            "repeat 13 50", "repeat 14 50", "repeat 15 small 50", "repeat 17 50", "repeat 19 50", "repeat 20 50",
            "explore 7 --no-reduction", "explore 3", "explore 10", "explore 8 short-header --splits", "explore 20 broadcast",
        ]
        for command in many {
            lab.type("\(command)\r")
            try lab.expect("lab> ")
            #expect(try lab.comes(to: before), "after \(command)")
        }
    }

    @Test func answersStandBelowWhatOneTypes() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("lesson 2 loop --interactive\r")
        try lab.expect("Ctrl-D ends the input")
        try lab.expect("client: ")
        lab.type("hi there\r")
        try lab.expect("client: HI THERE")
        try lab.expect("client: ")
        lab.type("q\r")
        try lab.expect("lab> ")
        lab.type("lesson 7 sticky --interactive\r")
        try lab.expect("these programs read no input")
    }

    @Test func controlC_leavesALesson() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("lesson 7\r")
        try lab.expect("Enter next")
        lab.type("\u{3}")
        try lab.expect("lab> ")
    }

    @Test func lesson_isReadPageByPage() throws {
        let lab = try lab(["lesson", "7"])
        try lab.expect("about 10 minutes")
        try lab.expect("Enter next")
        lab.type("\r")
        try lab.expect("How many bytes will the first recv return?")
        try lab.expect("> ")
        lab.type("5\r")
        try lab.expect("You said 5.")
        try lab.expect("q leave")
        lab.type("q")
        #expect(try lab.ended() == 0)
        let later = try self.lab()
        try later.expect("last time: lesson 7, page 2 of")
    }

    @Test func resize_isSeenByTheNextScreen() throws {
        let lab = try lab()
        try lab.expect("lab> ")
        lab.type("lesson 7 sticky\r")
        try lab.expect(String(repeating: "─", count: 80) + "\u{1B}")
        try lab.expect("lab> ")
        lab.resize(columns: 100, rows: 30)
        lab.type("again\r")
        try lab.expect(String(repeating: "─", count: 100) + "\u{1B}")
        try lab.expect("lab> ")
    }

    @Test(arguments: [[:], ["LC_ALL": "C"], ["LANG": "zh_CN.UTF-8"]])
    func chinese_isTypedAndCorrected(environment: [String: String]) throws {
        let lab = try lab([], environment)
        try lab.expect("lab> ")
        lab.type("lesson 2 loop --interactive\r")
        try lab.expect("client: ")
        // One Backspace takes one character away, not one byte.
        lab.type("你好吗\u{7F}\r")
        try lab.expect("client: ")
        lab.type("q\r")
        try lab.expect("\"你好\"")
        try lab.expect("lab> ")
    }

    @Test func chineseLocale_speaksChinese() throws {
        let lab = try lab([], ["LANG": "zh_CN.UTF-8"])
        try lab.expect("两端同屏")
        try lab.expect("lab> ")
        lab.type("lang en\r")
        try lab.expect("The lab speaks English now.")
    }

    @Test func wideLineDrawing_isReplacedByASCII() throws {
        let lab = try PseudoTerminal(
            ["lesson", "7", "sticky"], environment: ["XDG_STATE_HOME": folder.path, "NO_COLOR": "1"], drawsWide: true)
        #expect(try lab.ended() == 0)
        #expect(lab.screen.contains(String(repeating: "-", count: 80)))
        #expect(!lab.screen.contains("──"))
    }

    @Test func dumbTerminal_getsPlainLines() throws {
        let lab = try lab(["lesson", "7", "sticky"], ["TERM": "dumb"])
        #expect(try lab.ended() == 0)
        #expect(lab.screen.contains("11 server recv(1024) = 11 bytes"))
        #expect(!lab.screen.contains("\u{1B}"))
    }

    @Test func killedLab_givesTheTerminalBack() throws {
        let lab = try lab(["lesson", "7"])
        try lab.expect("Enter next")
        lab.signal(15)
        #expect(try lab.ended() == 128 + 15)
        #expect(lab.echoes)
    }
}
