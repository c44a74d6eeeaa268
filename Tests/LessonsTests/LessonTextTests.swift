import Engine
import Exercises
import Foundation
import Lessons
import Messages
import Rendering
import Testing

/// The texts: both languages have the same places where something happens, and every page fits a terminal.
@Suite struct LessonTextTests {
    @Test(arguments: catalog.map(\.folder))
    func languages_haveTheSamePagesAndBlocks(folder: String) throws {
        let english = try PageText.read(folder, "lesson.md")
        let chinese = try PageText.read(folder, "lesson.zh-Hans.md")
        #expect(english.map(\.blocks) == chinese.map(\.blocks))
    }

    @Test(arguments: catalog.map(\.folder), ["lesson.md", "lesson.zh-Hans.md"])
    func pages_fitEightyColumnsAndTwentyTwoRows(folder: String, name: String) throws {
        let source = try PageText.swift(of: folder)
        for (number, page) in try PageText.read(folder, name).enumerated() {
            // Two rows for the frame above, two below.
            #expect(page.rows(programs: source) + 4 <= 22, "\(folder)/\(name), page \(number + 1)")
            for line in page.lines {
                #expect(columns(of: line, ambiguousWide: false) <= 80, "\(folder)/\(name), page \(number + 1): \(line)")
            }
        }
    }

    /// The shell gives the answer when the run of the same page has ended.
    @Test(arguments: catalog.map(\.folder), ["lesson.md", "lesson.zh-Hans.md"])
    func questions_areAskedOnThePageOfTheirRun(folder: String, name: String) throws {
        let lesson = try #require(catalog.first { $0.folder == folder })
        for (number, page) in try PageText.read(folder, name).enumerated() {
            for (place, block) in page.blocks.enumerated() where block.hasPrefix("ask ") {
                let run = lesson.question(String(block.dropFirst(4))).map { "run \($0.scenario)" } ?? ""
                #expect(page.blocks[place...].contains(run), "\(folder)/\(name), page \(number + 1): \(block)")
            }
        }
    }

    @Test(arguments: catalog.map(\.folder))
    func blocks_nameWhatTheLessonHas(folder: String) throws {
        let lesson = try #require(catalog.first { $0.folder == folder })
        let source = try PageText.swift(of: folder)
        let blocks = try PageText.read(folder, "lesson.md").flatMap(\.blocks)
        for block in blocks {
            let words = block.split(separator: " ").map(String.init)
            switch words[0] {
            case "run": #expect(lesson.scenario(named: words[1]) != nil, "\(block)")
            case "ask": #expect(lesson.question(words[1]) != nil, "\(block)")
            default: #expect(source.contains("static func \(words[1])("), "\(block)")
            }
        }
        #expect(Set(lesson.scenarios.map { "run \($0.name)" }).isSubset(of: blocks), "every scenario has its place")
        #expect(Set(lesson.questions.map { "ask \($0.id)" }).isSubset(of: blocks), "every question is asked")
    }
}

/// A page of a lesson's text as its author wrote it.
private struct PageText {
    var lines: [String] = []
    /// `run sticky`, `code server`, `ask first-recv`, in order.
    var blocks: [String] = []
    private var rowsOfText = 0

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Lessons")

    static func swift(of folder: String) throws -> String {
        let folder = root.appendingPathComponent(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        return try names.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
    }

    static func read(_ folder: String, _ name: String) throws -> [PageText] {
        let text = try String(contentsOf: root.appendingPathComponent(folder).appendingPathComponent(name), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let end = try #require(lines.dropFirst().firstIndex(of: "---"), "front matter")
        var pages = [PageText()]
        var isInside = false
        for line in lines.dropFirst(end + 1) {
            if line.hasPrefix("```") { isInside.toggle() }
            if line == "---", !isInside {
                pages.append(PageText())
            } else {
                pages[pages.count - 1].take(line, isInside: isInside)
            }
        }
        return pages
    }

    private mutating func take(_ line: String, isInside: Bool) {
        lines.append(line)
        if line.hasPrefix("```"), isInside {
            blocks.append(String(line.dropFirst(3)))
        } else if !isInside, !line.hasPrefix("```"), !(line.isEmpty && rowsOfText == 0) {
            rowsOfText += 1
        }
    }

    /// Rows before anything runs: the text, two for each question, and the programs it shows.
    func rows(programs source: String) -> Int {
        let trailing = lines.reversed().prefix { $0.isEmpty }.count
        return rowsOfText - trailing + blocks.reduce(0) { rows, block in
            let words = block.split(separator: " ").map(String.init)
            switch words[0] {
            case "ask": return rows + 2
            case "code": return rows + words.dropFirst().reduce(0) { $0 + Self.length(ofProgram: $1, in: source) }
            default: return rows
            }
        }
    }

    private static func length(ofProgram name: String, in source: String) -> Int {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.contains("static func \(name)(") } ?? 0
        let end = lines[start...].firstIndex { $0 == "    }" } ?? start
        return end - start + 1
    }
}
