import Messages
import Rendering

/// Lines that are wider than the terminal of a student.
extension Linter {
    private static let mostColumns = 80

    /// Of a text, and of any file that is shown as it is.
    func wideLines(_ lines: [String], _ file: String, from first: Int = 1) -> [Fault] {
        lines.enumerated().compactMap { index, line in
            let width = columns(of: line, ambiguousWide: false)
            guard width > Self.mostColumns else { return nil }
            return Fault(file: file, line: first + index, text: words.lintLine(columns: width, most: Self.mostColumns))
        }
    }

    /// In the programs that `code` shows, and in the functions that only the pages show.
    func widePrograms(_ texts: [LessonLines], _ lesson: OpenLesson) -> [Fault] {
        let onPages = texts.flatMap(\.blocks).map { $0.name.split(separator: " ").map(String.init) }
            .filter { $0.first == "code" }.flatMap { $0.dropFirst() }
        let swift = sources(".swift", in: lesson.folder.path).flatMap { widePrograms($1, $0, onPages) }
        let python = sources(".py", in: "\(lesson.folder.path)/python").flatMap { wideLines(shown(lines(of: $1)), $0) }
        return swift + python
    }

    /// The rest of a Swift file is for its authors, and may be wider.
    private func widePrograms(_ source: String, _ file: String, _ onPages: [String]) -> [Fault] {
        let lines = lines(of: source)
        return Set(ProgramText.functions(in: source) + onPages).flatMap { name -> [Fault] in
            guard let program = ProgramText.function(name, in: source), let head = program.first,
                let start = lines.firstIndex(where: { trimmed($0) == trimmed(head) })
            else { return [] }
            return wideLines(shown(program), file, from: start + 1)
        }
        .sorted { $0.line < $1.line }
    }

    /// The files of a folder whose names end like that.
    func sources(_ ending: String, in folder: String) -> [(file: String, text: String)] {
        (Files.names(in: folder) ?? []).filter { $0.hasSuffix(ending) }.map { name in
            let file = "\(folder)/\(name)"
            return (file, String(decoding: (try? Files.read(file)) ?? [], as: UTF8.self))
        }
    }

    func lines(of source: String) -> [String] {
        source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// As `code` shows a tab.
    private func shown(_ lines: [String]) -> [String] { lines.map { $0.replacing("\t", with: "    ") } }
}
