import Engine
import Messages
@testable import Shell
import Sockets
import Testing
import Transcripts

/// Commands on real lessons, with the student, the terminal and the files played by the test.
final class SessionTests {
    private let folder = TemporaryFolder()
    private var screen = ""
    private var errors = ""

    private func session(
        lines: [Typed] = [], keys: [Key] = [], interactive: Bool = false, language: Language = .english,
        environment: [String: String] = [:]
    ) -> Session {
        var environment = environment
        environment["XDG_STATE_HOME"] = folder.path
        var terminal = Terminal()
        terminal.takesKeys = interactive
        terminal.showsOutput = interactive
        terminal.height = 1000
        let session = Session(
            environment: environment, places: Places(environment: environment, executable: nil), terminal: terminal,
            output: Output(screen: { self.screen += $0 }, errors: { self.errors += $0 }),
            keyboard: ScriptedKeyboard(lines: lines, keys: keys))
        session.language = language
        return session
    }

    @Test func scenario_isRunAlone() {
        #expect(session().perform(["lesson", "7", "sticky"]) == 0)
        #expect(screen.contains("recv(1024) = 11 bytes"))
        #expect(!screen.contains("How many"))
        #expect(errors == "")
    }

    @Test func beginningsOfNames_suffice() {
        #expect(session().perform(["lesson", "stic", "small"]) == 0)
        #expect(screen.contains("small-recv"))
    }

    @Test func lesson_flowsInAPipe_andTheAnswerFollowsTheRun() throws {
        #expect(session().perform(["lesson", "7"]) == 0)
        let question = try #require(screen.firstRange(of: "How many bytes will the first recv return?\n"))
        let answer = try #require(screen.firstRange(of: "The first recv returned 11 bytes (#11)."))
        #expect(question.upperBound < answer.lowerBound)
        #expect(!screen.contains("You said") && !screen.contains("Enter next"))
        #expect(folder.names(in: "socketlab") == [])
    }

    @Test func q_leavesAlsoAtAQuestion() {
        let session = session(lines: [.line("q")], keys: [.enter], interactive: true)
        #expect(session.perform(["lesson", "7"]) == 0)
        #expect(!screen.contains("You said") && !screen.contains("11 bytes"))
    }

    @Test func questions_areJudged() {
        let session = session(lines: [.line("11 bytes")], keys: [.enter, .letter("q")], interactive: true)
        #expect(session.perform(["lesson", "7"]) == 0)
        #expect(screen.contains("How many bytes will the first recv return?  (Enter: skip · q: leave)"))
        #expect(screen.contains("You said 11 bytes: right. The first recv returned 11 bytes (#11)."))
        #expect(session.memory.content.last?.page == 2)
    }

    @Test func wrongReply_isToldWithoutScolding() {
        _ = session(lines: [.line("5")], keys: [.enter, .letter("q")], interactive: true).perform(["lesson", "7"])
        #expect(screen.contains("You said 5. The first recv returned 11 bytes (#11)."))
    }

    @Test func skippedQuestion_isAnsweredAllTheSame() {
        _ = session(lines: [.line("")], keys: [.enter, .letter("q")], interactive: true).perform(["lesson", "7"])
        #expect(screen.contains("\nThe first recv returned 11 bytes (#11)."))
    }

    @Test func twoQuestionsBeforeARun_areBothAnswered() {
        let keys = Array(repeating: Key.enter, count: 4) + [.letter("q")]
        _ = session(lines: [.line("3"), .line("")], keys: keys, interactive: true).perform(["lesson", "11"])
        #expect(screen.contains("\nYou said 3. The teacher made 1 (#"))
        #expect(screen.contains("\nIt said 在吗 (#"))
    }

    @Test func chinese_isSpokenThroughout() {
        let session = session(lines: [.line("１１个字节")], keys: [.enter, .letter("q")], interactive: true, language: .simplifiedChinese)
        #expect(session.perform(["lesson", "7"]) == 0)
        #expect(screen.contains("粘包") && screen.contains("对了") && screen.contains("Enter 下一页"))
    }

    @Test func controlC_atAQuestion_leavesTheLesson() {
        let session = session(lines: [.interrupted], keys: [.enter, .letter("q")], interactive: true)
        #expect(session.perform(["lesson", "7"]) == 130)
    }

    @Test func keys_runAgainAndShowCode() {
        let session = session(lines: [.line("")], keys: [.enter, .letter("r"), .letter("c"), .letter("b"), .letter("c"), .letter("q")], interactive: true)
        #expect(session.perform(["lesson", "7"]) == 0)
        #expect(screen.ranges(of: "hellobigpig■").count >= 2)
        #expect(screen.contains("static func server(_ host: Host) throws {"))
    }

    @Test func next_resumes() {
        _ = session(lines: [.line("")], keys: [.enter, .letter("q")], interactive: true).perform(["lesson", "7"])
        screen = ""
        let second = session(lines: [.line("")], keys: [.letter("q")], interactive: true)
        #expect(second.perform(["next"]) == 0)
        #expect(screen.contains("How many bytes will the first recv return?"))
        #expect(screen.contains("2/"))
    }

    @Test func steps_showTheCallBeforeItsResult() {
        let keys = [Key](repeating: .enter, count: 3) + [.letter("a")]
        #expect(session(keys: keys, interactive: true).perform(["lesson", "7", "sticky", "--step"]) == 0)
        #expect(screen.contains("= ?"))
        #expect(screen.contains("Enter make the call"))
        #expect(screen.contains("recv(1024) = 11 bytes"))
    }

    @Test func show_andAgain_needARun() {
        let session = session()
        #expect(session.perform(["show", "11"]) == 1)
        #expect(session.perform(["again"]) == 1)
        #expect(errors.contains("there is no run yet"))
        #expect(session.perform(["lesson", "7", "sticky"]) == 0)
        #expect(session.perform(["show", "11"]) == 0)
        #expect(session.perform(["show", "#11"]) == 0)
        #expect(session.perform(["show", "99"]) == 64)
        #expect(session.perform(["again"]) == 0)
        #expect(screen.ranges(of: "hellobigpig").count >= 2)
    }

    @Test func run_isSaved_andReplayed() throws {
        let file = folder.path + "/run.jsonl"
        let session = session()
        #expect(session.perform(["lesson", "7", "sticky", "--save", file]) == 0)
        #expect(try folder.read("run.jsonl").hasPrefix("{\"socketlab\":1"))
        screen = ""
        #expect(session.perform(["replay", file]) == 0)
        #expect(screen.contains("recv(1024) = 11 bytes"))
        #expect(session.perform(["replay", file, "--speed", "1000000", "--idle-limit", "0.001"]) == 0)
        #expect(session.perform(["compare", file, "last"]) == 0)
        #expect(errors == "")
    }

    @Test func replay_stepsAndGoesBack() throws {
        let file = folder.path + "/run.jsonl"
        _ = session().perform(["lesson", "7", "sticky", "--save", file])
        screen = ""
        #expect(session(keys: [.enter, .letter("b"), .letter("a"), .letter("q")], interactive: true).perform(["replay", file]) == 0)
        #expect(screen.contains("1/21") && screen.contains("2/21") && screen.contains("21/21"))
    }

    @Test func wrongCommandLines_areToldInOneLine() {
        let session = session()
        #expect(session.perform(["lesosn", "7"]) == 64)
        #expect(session.perform(["lesson", "999"]) == 64)
        #expect(session.perform(["lesson", "7", "stiky"]) == 64)
        #expect(session.perform(["lesson", "7", "--plian"]) == 64)
        #expect(session.perform(["lesson", "7", "sticky", "--port", "99999"]) == 64)
        #expect(session.perform(["lesson", "7", "sticky", "--schedule", "AB!"]) == 64)
        #expect(session.perform(["replay", "x", "--speed", "0"]) == 64)
        #expect(session.perform(["lang", "klingon"]) == 64)
        #expect(session.perform(["lesson", "7", "sticky", "--layout", "round"]) == 64)
        let lines = errors.split(separator: "\n")
        #expect(lines.count == 9)
        #expect(lines.allSatisfy { $0.hasPrefix("socketlab: ") })
        #expect(lines[0] == "socketlab: unknown command lesosn; did you mean lesson 7?")
        #expect(lines[2] == "socketlab: lesson 7 has no scenario stiky; did you mean sticky?")
        #expect(screen == "")
    }

    /// A scenario about real time is run freely unless the student says otherwise.
    @Test func schedule_isTheScenariosOwn() {
        let session = session()
        #expect(session.perform(["lesson", "17", "one-send"]) == 0)
        #expect(session.lastShown?.transcript.header.schedule == "free")
        #expect(session.perform(["lesson", "17", "one-send", "--schedule", "lockstep"]) == 0)
        #expect(session.lastShown?.transcript.header.schedule == "lockstep")
    }

    @Test func impossibleSchedule_saysWhatIsPossible() {
        #expect(session().perform(["lesson", "7", "sticky", "--schedule", "z"]) == 64)
        #expect(errors.hasPrefix("socketlab: --schedule: choice 1 is z, but that thread cannot go there; possible: "))
    }

    @Test func portInUse_saysWhatToDo() throws {
        let listener = try Socket(.tcp)
        try listener.bind(.loopback(port: 0))
        try listener.listen(backlog: 1)
        let port = try #require(try listener.localAddress().port)
        #expect(session().perform(["lesson", "7", "sticky", "--port", "\(port)"]) == 1)
        #expect(errors.contains("could not have port \(port) (EADDRINUSE). Leave out --port"))
    }

    @Test func filesThatAreNone_areToldWithTheirNameEscaped() {
        let session = session()
        #expect(session.perform(["replay", "/no/such\u{1B}[31m.jsonl"]) == 1)
        #expect(errors == "socketlab: cannot read /no/such\\x1b[31m.jsonl: No such file or directory\n")
        errors = ""
        #expect(session.perform(["lesson", "7", "sticky", "--save", "/no/such/folder/x"]) == 1)
        #expect(errors == "socketlab: cannot write /no/such/folder/x: No such file or directory\n")
    }

    @Test func lang_isRemembered_butTheOptionIsNot() {
        let first = session()
        #expect(first.perform(["lessons", "--lang", "zh-Hans"]) == 0)
        #expect(screen.contains("粘包") && first.language == .english)
        #expect(first.perform(["lang", "zh"]) == 0)
        #expect(Memory(folder: folder.path + "/socketlab").content.language == "zh-Hans")
    }

    @Test func brokenLesson_doesNotHideTheOthers() throws {
        try folder.write("Lessons/01-good/lesson.md", "---\ntitle: Good\nminutes: 1\nsummary: fine\n---\nText")
        try folder.write("Lessons/02-bad/lesson.md", "---\ntitle: Bad\n---\nText")
        try folder.write("Lessons/03-worse/lesson.md", "---\ntitle: W\nminutes: 1\nsummary: s\n---\n\n```run nothing\n```\n")
        let session = session(environment: ["SOCKETLAB_LESSONS": folder.path + "/Lessons"])
        #expect(session.perform(["lessons"]) == 1)
        #expect(screen.contains("Good"))
        #expect(errors.contains("02-bad/lesson.md:1: the front matter has no minutes\n"))
        #expect(errors.contains("03-worse/lesson.md:7: run nothing: the lesson has no such scenario\n"))
        #expect(session.perform(["lesson", "good"]) == 0)
        #expect(session.perform(["lesson", "bad"]) == 1)
    }

    @Test func noLessons_namesThePlaces() {
        #expect(session(environment: ["SOCKETLAB_LESSONS": "/nowhere"]).perform(["lessons"]) == 1)
        #expect(errors.contains("tried: /nowhere"))
    }

    @Test func stream_ofCommands_tellsTheLastFailure() {
        #expect(CommandStream(session: session(lines: [.line("help"), .line(""), .line("# note"), .line("lesson 7 sticky")])).run() == 0)
        #expect(CommandStream(session: session(lines: [.line("xyzzy"), .line("help")])).run() == 64)
        #expect(CommandStream(session: session(lines: [.line("quit"), .line("xyzzy")])).run() == 0)
        #expect(CommandStream(session: session(lines: [.line("replay \"x")])).run() == 64)
    }
}
