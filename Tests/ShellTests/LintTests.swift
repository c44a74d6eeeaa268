import Messages
@testable import Shell
import Testing

struct LintTests {
    private let folder = TemporaryFolder()
    private static let front = "---\ntitle: T\nminutes: 1\nsummary: s\n---\n"

    /// Faults of one lesson, as `file:line: text` without the folder.
    private func faults(
        _ english: String, _ chinese: String? = nil, swift: String? = nil, name: String = "01-x"
    ) throws -> [String] {
        try folder.write("L/\(name)/lesson.md", english)
        if let chinese { try folder.write("L/\(name)/lesson.zh-Hans.md", chinese) }
        if let swift { try folder.write("L/\(name)/X.swift", swift) }
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

    @Test func command_failsAndCounts() throws {
        try folder.write("L/01-x/lesson.md", Self.front)
        let lab = TestSession()
        #expect(lab.perform("lint", folder.path + "/L") == 1)
        #expect(lab.screen.contains("/L/01-x/lesson.zh-Hans.md:1: there is no"))
        #expect(lab.errors == "socketlab: 1 fault\n")
    }
}
