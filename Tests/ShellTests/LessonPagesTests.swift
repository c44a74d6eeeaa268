import Messages
@testable import Shell
import Testing

/// The lessons' texts, as they are in the repository.
struct LessonPagesTests {
    private static let folders = (try? LessonLibrary(in: [Places.sourceCheckout + "/Lessons"]).folders) ?? []
    /// As the design has it: a page fits a screen of 24 rows with its key line.
    private static let mostRows = 22

    @Test func lessons_areFound() {
        #expect(Self.folders.count >= 6)
    }

    @Test(arguments: folders.map(\.name), Language.allCases)
    func lesson_isWhole_inEveryLanguage(name: String, language: Language) throws {
        let folder = try #require(Self.folders.first { $0.name == name })
        let lesson = OpenLesson(folder: folder)
        let text = try lesson.text(in: language)
        #expect(language == .english || text.file.hasSuffix("lesson.\(language.rawValue).md"))
        #expect(text.pages.contains { !$0.scenarios.isEmpty })
        for (index, page) in text.pages.enumerated() {
            let rows = try rows(of: page, in: lesson)
            #expect(rows <= Self.mostRows, "\(text.file), page \(index + 1): \(rows) rows")
        }
    }

    /// The rows of the text and the programs, without the runs.
    private func rows(of page: Page, in lesson: OpenLesson) throws -> Int {
        let source = try Files.swiftSource(of: lesson.folder)
        let look = TextLook(width: 80)
        let pieces = page.pieces.map { piece in
            switch piece {
            case .text(let blocks): TextRenderer(look).lines(blocks).count
            case .code(let names, _): names.compactMap { ProgramText.function($0, in: source)?.count }.reduce(0) { $0 + $1 + 1 } - 1
            case .ask(let ask): TextRenderer(look).lines(ask.question).count
            case .run: 0
            }
        }
        return pieces.reduce(0, +) + max(pieces.count - 1, 0)
    }
}
