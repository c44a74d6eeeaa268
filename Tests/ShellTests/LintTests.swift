import Messages
@testable import Shell
import Testing

struct LintTests {
    private let folder = TemporaryFolder()
    private static let front = "---\ntitle: T\nminutes: 1\nsummary: s\n---\n"

    /// Faults of one lesson, as `file:line: text` without the folder.
    private func faults(
        _ english: String, _ chinese: String? = nil, swift: String? = nil, python: String? = nil, name: String = "01-x"
    ) throws -> [String] {
        try folder.write("L/\(name)/lesson.md", english)
        if let chinese { try folder.write("L/\(name)/lesson.zh-Hans.md", chinese) }
        if let swift { try folder.write("L/\(name)/X.swift", swift) }
        if let python { try folder.write("L/\(name)/python/server.py", python) }
        let lesson = try #require(LessonFolder(name: name, in: folder.path + "/L"))
        return Linter(words: English()).faults(in: lesson).map {
            "\($0.file.split(separator: "/").last ?? ""):\($0.line): \($0.text)"
        }
    }

    @Test func ourLessons_areClean() throws {
        let lab = TestSession()
        #expect(lab.perform("lint") == 0, "\(lab.screen)")
    }

    @Test func goodLesson_hasNoFaults() throws {
        #expect(try faults(Self.front + "Text\n", Self.front + "课文\n") == [])
    }

    @Test func missingTranslation() throws {
        #expect(try faults(Self.front + "Text\n") == ["lesson.zh-Hans.md:1: there is no lesson.zh-Hans.md"])
    }

    @Test func brokenFrontMatter() throws {
        #expect(try faults("---\ntitle: T\n---\nText\n", Self.front) == ["lesson.md:1: the front matter has no minutes"])
    }

    @Test func differingBlocks() throws {
        let english = Self.front + "a\n\n---\n\nb\n"
        #expect(try faults(english, Self.front + "a\n\nb\n").contains { $0.contains("here is nothing, in lesson.md ---") })
    }

    @Test func runWithoutScenario() throws {
        let text = Self.front + "\n```run nothing\n```\n"
        #expect(try faults(text, text).first == "lesson.md:7: run nothing: the lesson has no such scenario")
    }

    @Test func scenarioWithoutRun() throws {
        let text = Self.front + "Text\n"
        #expect(try faults(text, text, name: "07-sticky-packets").contains("lesson.md:1: the scenario sticky has no run block"))
    }

    @Test func codeWithoutProgram() throws {
        let text = Self.front + "\n```code server\n```\n"
        #expect(try faults(text, text).first == "lesson.md:7: code server: the lesson has no such program")
    }

    @Test func wideLine_inColumnsNotCharacters() throws {
        let line = String(repeating: "字", count: 41)
        #expect(try faults(Self.front, Self.front + line + "\n") == ["lesson.zh-Hans.md:6: 82 columns; 80 are the most"])
    }

    @Test func wideLine_ofAPythonProgram() throws {
        let python = "import socket\n\n# " + String(repeating: "x", count: 78) + "\n# " + String(repeating: "字", count: 40) + "\n\tpass\n"
        #expect(try faults(Self.front, Self.front, python: python) == ["server.py:4: 82 columns; 80 are the most"])
        let tab = "if 1:\n\t# " + String(repeating: "x", count: 75) + "\n"
        #expect(try faults(Self.front, Self.front, python: tab) == ["server.py:2: 81 columns; 80 are the most"])
    }

    /// A file whose second line is the comment, and the seventh the one in a program.
    private static func programs(_ inProgram: String, comment: String = "") -> String {
        """
        enum X {
            // \(comment)
            static let lesson = 1

            static func server(_ host: Host) throws {
                if true {
                    // \(inProgram)
                }
            }

            static func helper(_ n: Int) {
                // \(comment)
            }
        }

        """
    }

    @Test func wideLine_ofASwiftProgram_asItIsShown() throws {
        let fits = String(repeating: "x", count: 69)
        #expect(try faults(Self.front, Self.front, swift: Self.programs(fits)) == [])
        #expect(try faults(Self.front, Self.front, swift: Self.programs(fits + "x"))
            == ["X.swift:7: 81 columns; 80 are the most"])
    }

    @Test func wideLine_ofSwiftThatNobodyIsShown_isNoFault() throws {
        let swift = Self.programs("x", comment: String(repeating: "x", count: 100))
        #expect(try faults(Self.front, Self.front, swift: swift) == [])
        let text = Self.front + "\n```code helper\n```\n"
        #expect(try faults(text, text, swift: swift) == ["X.swift:12: 107 columns; 80 are the most"])
    }

    @Test func longPage() throws {
        let text = Self.front + String(repeating: "a\n", count: 19)
        #expect(try faults(text, text).first == "lesson.md:6: page 1 has 23 rows; 22 are the most")
    }

    @Test func deadLink() throws {
        let text = Self.front + "See [this](../gone.md), [that](https://example.org/) and [me](lesson.md#top).\n"
        #expect(try faults(text, text).first == "lesson.md:6: the link leads nowhere: ../gone.md")
        #expect(try faults(text, text).count == 2)
    }

    @Test func callBeforeItsLesson() throws {
        let text = Self.front + "Text\n"
        let swift = "enum X {\n    static func a(_ host: Host) throws {\n        try socket.shutdown(.write)\n    }\n}\n"
        #expect(try faults(text, text, swift: swift)
            == ["X.swift:3: .shutdown( is used, but lesson 16 introduces it, and this lesson's text does not name it"])
        let told = Self.front + "The call shutdown ends one direction.\n"
        #expect(try faults(told, told, swift: swift) == [])
    }

    // MARK: Ideas

    /// Faults of the English text alone; the lesson is number 4.
    private func faultsOfIdeas(_ text: String) throws -> [String] {
        try faults(Self.front + text, Self.front, name: "04-x").filter { $0.hasPrefix("lesson.md") && $0.contains("comes in lesson") }
    }

    @Test func ideaBeforeItsLesson() throws {
        #expect(try faultsOfIdeas("One.\n\nThen two Threads wait.\n") == [
            "lesson.md:8: thread comes in lesson 10: say here what it is, as *thread*, or point to lesson 10 in this line or the one before or after",
        ])
    }

    @Test func ideaOfThisLessonOrAnEarlierOne_mayBeUsed() throws {
        #expect(try faultsOfIdeas("The backlog, and a reset.\n") == [])
    }

    @Test func ideaExplained_fromThereOn() throws {
        #expect(try faultsOfIdeas("A *thread* is a second line of work.\n\nA thread may wait.\n") == [])
        #expect(try faultsOfIdeas("A thread may wait.\n\nA **thread** is a second line of work.\n").count == 1)
        #expect(try faultsOfIdeas("A thread *may* wait.\n").count == 1)
    }

    @Test func ideaPointedTo_inTheLineOrOneBesideIt() throws {
        #expect(try faultsOfIdeas("With threads: lesson 10.\n") == [])
        #expect(try faultsOfIdeas("With threads, or one event loop:\nlessons 10 and 18.\n") == [])
        #expect(try faultsOfIdeas("With threads (lesson\n10).\n") == [])
        #expect(try faultsOfIdeas("In lesson 10 there are\nthreads.\n") == [])
        #expect(try faultsOfIdeas("With threads: lesson 1, lesson 100.\n").count == 1)
        #expect(try faultsOfIdeas("With threads.\nMore of that\nin lesson 10.\n").count == 1)
    }

    @Test func ideaInCode_isNoText() throws {
        #expect(try faultsOfIdeas("A:\n\n```\nthread\n```\n\n    thread t1\n") == [])
        #expect(try faultsOfIdeas("```ask a\nHow many threads?\n---\n{answer} threads.\n```\n").count == 2)
    }

    @Test func ideaIsAWholeWord_alsoOverTheEndOfALine() throws {
        #expect(try faultsOfIdeas("A final thing on the infinite clock of threading.\n") == [])
        #expect(try faultsOfIdeas("It is an event\nloop.\n").map { String($0.prefix(23)) } == ["lesson.md:6: event loop"])
    }

    @Test func idea_inChinese() throws {
        func faults(_ text: String) throws -> [String] {
            try self.faults(Self.front, Self.front + text, name: "04-x").filter { $0.hasPrefix("lesson.zh-Hans.md") }
        }
        #expect(try faults("再开两个线程来等。\n") == [
            "lesson.zh-Hans.md:6: 线程 comes in lesson 10: say here what it is, as *线程*, or point to lesson 10 in this line or the one before or after",
        ])
        #expect(try faults("再开两个*线程*，就是同时做两件事。\n") == [])
        #expect(try faults("再开两个线程（见第 10 课）。\n用线程，或者\n用事件循环，见第 10、18 课。\n") == [])
        #expect(try faults("```\n线程\n```\n") == [])
    }

    @Test func idea_isToldInTheLabsLanguage() throws {
        try folder.write("L/04-x/lesson.md", Self.front + "Threads.\n")
        try folder.write("L/04-x/lesson.zh-Hans.md", Self.front)
        let lesson = try #require(LessonFolder(name: "04-x", in: folder.path + "/L"))
        #expect(Linter(words: SimplifiedChinese()).faults(in: lesson).map(\.text)
            == ["thread 要到第 10 课才介绍：请在这里说明它是什么（写成 *thread*），或者在这一行或上下一行注明“第 10 课”"])
    }

    @Test(arguments: Language.allCases)
    func ideas_areNamedByTheirLesson(language: Language) throws {
        for folder in try LessonLibrary(in: [Places.sourceCheckout + "/Lessons"]).folders {
            let text = LessonLines(String(decoding: try Files.read(folder.textFile(language)), as: UTF8.self))
            let reader = IdeaReader(lesson: folder.number, language: language)
            for idea in Idea.all where idea.lesson == folder.number {
                let names = idea.names(in: language)
                #expect(names.contains { reader.isNamed($0, in: text.prose) }, "lesson \(folder.number): \(names)")
            }
        }
    }

    @Test func command_failsAndCounts() throws {
        try folder.write("L/01-x/lesson.md", Self.front)
        let lab = TestSession()
        #expect(lab.perform("lint", folder.path + "/L") == 1)
        #expect(lab.screen.contains("/L/01-x/lesson.zh-Hans.md:1: there is no"))
        #expect(lab.errors == "socketlab: 1 fault\n")
    }
}
