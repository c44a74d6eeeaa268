import Exercises
import Messages
@testable import Shell
import Testing

struct LessonTextReaderTests {
    private let reader = LessonTextReader(
        file: "lesson.md", known: .init(scenarios: ["sticky", "small-recv"], questions: ["first-recv"]))

    private let front = "---\ntitle: Sticky packets\nminutes: 10\nsummary: why\n---\n"

    private func problem(_ text: String) -> LessonTextError? {
        do {
            _ = try reader.read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func frontMatter_isRead() throws {
        let text = try reader.read(front + "Hello")
        #expect(text.front == FrontMatter(title: "Sticky packets", minutes: 10, summary: "why"))
        #expect(text.pages == [Page(pieces: [.text([.paragraph([.text("Hello")])])])])
    }

    @Test func lineEndsOfOtherSystems_areLineEnds() throws {
        let text = try reader.read("\u{FEFF}" + (front + "a\n\n---\n\nb").replacing("\n", with: "\r\n"))
        #expect(text.pages.count == 2)
    }

    @Test func thematicBreaks_cutPages_andFencesAreTheirOwn() throws {
        let text = try reader.read(front + "a\n\n---\n\n```run sticky\n```\n\n---\n\n```\n---\n```\n")
        #expect(text.pages.count == 3)
        #expect(text.pages[1].pieces == [.run(scenario: "sticky", line: 10)])
        #expect(text.pages[2].pieces == [.text([.code("---")])])
    }

    @Test func ask_hasAQuestionAndASentence() throws {
        let text = try reader.read(front + "```ask first-recv\nHow many?\n---\nIt was {answer} (#{event}).\n```\n\n```run sticky\n```\n")
        let ask = Ask(
            id: "first-recv", question: [.paragraph([.text("How many?")])],
            after: [.paragraph([.text("It was {answer} (#{event}).")])], line: 6)
        #expect(text.pages[0].pieces == [.ask(ask), .run(scenario: "sticky", line: 12)])
        #expect(ask.after(.init("11", event: 8), in: English()) == [.paragraph([.text("It was 11 (#8).")])])
    }

    @Test func answers_groupBytesAsRowsDo_andNoPorts() {
        let ask = Ask(id: "taken", question: [], after: [.paragraph([.text("{answer} (#{event})")])], line: 1)
        #expect(ask.after(.init("80158", event: 8, isCount: true), in: English()) == [.paragraph([.text("80,158 (#8)")])])
        #expect(ask.after(.init("32768", event: 8), in: SimplifiedChinese()) == [.paragraph([.text("32768 (#8)")])])
    }

    @Test func twoPrograms_standTogether() throws {
        #expect(try reader.read(front + "```code server\n```\n```code client\n```\n").pages[0].pieces == [.code(programs: ["server", "client"], line: 6)])
        #expect(try reader.read(front + "```code server client\n```\n").pages[0].pieces == [.code(programs: ["server", "client"], line: 6)])
    }

    @Test func brokenFrontMatter_saysWhere() {
        #expect(problem("Hello") == LessonTextError(file: "lesson.md", line: 1, problem: .noFrontMatter))
        #expect(problem("---\ntitle: x\n")?.problem == .frontMatterNotClosed)
        #expect(problem("---\ntitle: x\nsummary: y\n---\n")?.problem == .missingField("minutes"))
        let minutes = problem("---\ntitle: x\nsummary: y\nminutes: soon\n---\n")
        #expect(minutes?.problem == .badField("minutes") && minutes?.line == 4)
        let yaml = problem("---\ntitle: x\nminutes: [1\nsummary: y\n---\n")
        if case .yaml? = yaml?.problem {} else { Issue.record("\(String(describing: yaml))") }
        #expect((3...5).contains(yaml?.line ?? 0))
    }

    @Test func unknownNames_sayWhere_andNameTheNearest() {
        let run = problem(front + "text\n\n```run stiky\n```\n")
        #expect(run == LessonTextError(file: "lesson.md", line: 8, problem: .unknownScenario("stiky", nearest: "sticky")))
        #expect(problem(front + "```ask first\nq\n---\na\n```\n```run sticky\n```")?.problem == .unknownQuestion("first", nearest: "first-recv"))
        #expect(problem(front + "```run\n```\n")?.problem == .nameMissing("run"))
    }

    @Test func incompleteQuestion_isAnError() {
        #expect(problem(front + "```ask first-recv\nHow many?\n```\n\n```run sticky\n```\n")?.problem == .askWithoutAnswer("first-recv"))
        #expect(problem(front + "```ask first-recv\nHow many?\n---\nIt.\n```\n")?.problem == .askWithoutRun("first-recv"))
    }
}
