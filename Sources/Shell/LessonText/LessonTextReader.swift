/// Reads a lesson.md: front matter, pages, and the places where something happens.
package struct LessonTextReader {
    /// What the blocks of the text may name.
    package struct Known: Sendable {
        package var scenarios: [String]
        package var questions: [String]

        package init(scenarios: [String], questions: [String]) {
            self.scenarios = scenarios
            self.questions = questions
        }
    }

    private let file: String
    private let known: Known

    package init(file: String, known: Known) {
        self.file = file
        self.known = known
    }

    /// The front matter alone, for the list of the lessons.
    package func front(of text: String) throws(LessonTextError) -> FrontMatter {
        try FrontMatterReader(file: file, lines: Self.lines(of: text)).read().0
    }

    package func read(_ text: String) throws(LessonTextError) -> LessonText {
        let lines = Self.lines(of: text)
        let (front, taken) = try FrontMatterReader(file: file, lines: lines).read()
        // Blank lines instead of the front matter, so that cmark counts as the author does.
        let body = String(repeating: "\n", count: taken) + lines.dropFirst(taken).joined(separator: "\n")
        var pages: [Page] = []
        for parts in Markdown.parse(body).split(whereSeparator: { $0.isPageBreak }) {
            let page = Page(pieces: try pieces(parts))
            try check(page)
            pages.append(page)
        }
        return LessonText(front: front, pages: pages, file: file)
    }

    /// Line ends of other systems are line ends; a byte order mark is nothing.
    private static func lines(of text: String) -> [Substring] {
        let plain = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : Substring(text)
        return plain.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    private func pieces(_ parts: ArraySlice<Markdown.Part>) throws(LessonTextError) -> [Piece] {
        var pieces: [Piece] = []
        for part in parts {
            let piece = try self.piece(part)
            switch (pieces.last, piece) {
            case (.text(let before)?, .text(let more)):
                pieces[pieces.count - 1] = .text(before + more)
            case (.code(let before, let line)?, .code(let more, _)) where before.count == 1 && more.count == 1:
                pieces[pieces.count - 1] = .code(programs: before + more, line: line)
            default:
                pieces.append(piece)
            }
        }
        return pieces
    }

    private func piece(_ part: Markdown.Part) throws(LessonTextError) -> Piece {
        switch part.content {
        case .block(let block): return .text([block])
        case .pageBreak: return .text([])
        case .fenced(let info, let text):
            let words = info.split(separator: " ").map(String.init)
            guard let action = words.first, ["run", "code", "ask"].contains(action) else { return .text([.code(text)]) }
            let names = Array(words.dropFirst())
            guard let name = names.first else { throw problem(.nameMissing(action), part.line) }
            switch action {
            case "run": return try run(name, part.line)
            case "code": return .code(programs: names, line: part.line)
            default: return try ask(name, text, part.line)
            }
        }
    }

    private func run(_ name: String, _ line: Int) throws(LessonTextError) -> Piece {
        guard known.scenarios.contains(name) else {
            throw problem(.unknownScenario(name, nearest: nearest(to: name, in: known.scenarios)), line)
        }
        return .run(scenario: name, line: line)
    }

    private func ask(_ id: String, _ text: String, _ line: Int) throws(LessonTextError) -> Piece {
        guard known.questions.contains(id) else {
            throw problem(.unknownQuestion(id, nearest: nearest(to: id, in: known.questions)), line)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let rule = lines.firstIndex(where: { trimmed($0) == "---" }), rule > 0, rule + 1 < lines.count else {
            throw problem(.askWithoutAnswer(id), line)
        }
        return .ask(
            Ask(
                id: id, question: Markdown.blocks(lines[..<rule].joined(separator: "\n")),
                after: Markdown.blocks(lines[(rule + 1)...].joined(separator: "\n")), line: line))
    }

    private func check(_ page: Page) throws(LessonTextError) {
        var open: Ask?
        for piece in page.pieces {
            if case .ask(let ask) = piece { open = ask }
            if case .run = piece { open = nil }
        }
        if let open { throw problem(.askWithoutRun(open.id), open.line) }
    }

    private func problem(_ problem: LessonTextError.Problem, _ line: Int) -> LessonTextError {
        LessonTextError(file: file, line: line, problem: problem)
    }
}

extension Markdown.Part {
    fileprivate var isPageBreak: Bool { if case .pageBreak = content { true } else { false } }
}
