import Lessons
import Messages
import Rendering

/// Looks for faults in the lessons' files, which readers would find one by one.
struct Linter {
    struct Fault: Equatable {
        var file: String
        /// 1 for the first line.
        var line: Int
        var text: String
    }

    let words: any Words
    /// Of a page; four more are the frame's.
    private static let mostRows = 18

    func faults(in folders: [LessonFolder]) -> [Fault] { folders.flatMap(faults) }

    func faults(in folder: LessonFolder) -> [Fault] {
        let lesson = OpenLesson(folder: folder)
        var faults: [Fault] = []
        var texts: [(file: String, lines: LessonLines)] = []
        for language in Language.allCases {
            let name = language == .english ? "lesson.md" : "lesson.\(language.rawValue).md"
            let file = "\(folder.path)/\(name)"
            guard let bytes = try? Files.read(file) else {
                faults.append(Fault(file: file, line: 1, text: words.lintMissing(name)))
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            texts.append((file, LessonLines(text)))
            faults += broken(text, file, lesson) + ideas(LessonLines(text), file, language, lesson)
        }
        for (file, lines) in texts { faults += self.faults(of: lines, file, lesson) }
        if texts.count == 2 { faults += differences(texts[0], texts[1]) }
        if let (file, lines) = texts.first { faults += untold(lines, file, lesson) + calls(lines, lesson) }
        return faults + widePrograms(texts.map(\.lines), lesson) + hiddenMemory(lesson)
    }

    private func broken(_ text: String, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        do {
            _ = try LessonTextReader(file: file, known: lesson.known).read(text)
            return []
        } catch {
            return [Fault(file: file, line: error.line, text: ErrorText(words: words).text(of: error.problem))]
        }
    }
}

// MARK: - One text

extension Linter {
    private func faults(of text: LessonLines, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        wideLines(text.lines, file) + longPages(text, file, lesson) + deadLinks(text, file, lesson) + programs(text, file, lesson)
    }

    /// What a page shows before anything runs: its text, two rows for a question, the programs.
    private func longPages(_ text: LessonLines, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        let source = (try? Files.swiftSource(of: lesson.folder)) ?? ""
        return text.pages.compactMap { page in
            let rows = page.blocks.reduce(page.rows) { rows, block in
                let names = block.name.split(separator: " ").map(String.init)
                switch names[0] {
                case "ask": return rows + 2
                case "code": return rows + names.dropFirst().reduce(0) { $0 + (ProgramText.function($1, in: source)?.count ?? 0) }
                default: return rows
                }
            }
            guard rows > Self.mostRows else { return nil }
            return Fault(file: file, line: page.line, text: words.lintPage(page.number, rows: rows + 4, most: Self.mostRows + 4))
        }
    }

    private func deadLinks(_ text: LessonLines, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        text.links.compactMap { target, line in
            guard !target.contains("://"), !target.hasPrefix("mailto:") else { return nil }
            let path = target.hasPrefix("/") ? target : "\(lesson.folder.path)/\(target)"
            return Files.exists(path) ? nil : Fault(file: file, line: line, text: words.lintDeadLink(target))
        }
    }

    private func programs(_ text: LessonLines, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        let source = (try? Files.swiftSource(of: lesson.folder)) ?? ""
        return text.blocks.filter { $0.name.hasPrefix("code ") }.flatMap { block in
            block.name.split(separator: " ").dropFirst().map(String.init)
                .filter { ProgramText.function($0, in: source) == nil }
                .map { Fault(file: file, line: block.line, text: words.textNamesUnknown(program: $0, nearest: nearest(to: $0, in: ProgramText.functions(in: source)))) }
        }
    }
}

// MARK: - The lesson as a whole

extension Linter {
    /// The first place where the two languages differ: behind it nothing fits.
    private func differences(
        _ first: (file: String, lines: LessonLines), _ second: (file: String, lines: LessonLines)
    ) -> [Fault] {
        let (a, b) = (first.lines.blocks, second.lines.blocks)
        guard let index = (0..<max(a.count, b.count)).first(where: { index in
            !a.indices.contains(index) || !b.indices.contains(index) || a[index].name != b[index].name
        }) else { return [] }
        let here = b.indices.contains(index) ? b[index] : nil
        let there = a.indices.contains(index) ? a[index].name : words.lintNothing
        let text = words.lintBlock(here?.name ?? words.lintNothing, differsFrom: there, in: "lesson.md")
        return [Fault(file: second.file, line: here?.line ?? second.lines.lines.count, text: text)]
    }

    private func untold(_ text: LessonLines, _ file: String, _ lesson: OpenLesson) -> [Fault] {
        let names = Set(text.blocks.map(\.name))
        let runs = lesson.known.scenarios.filter { !names.contains("run \($0)") }
            .map { Fault(file: file, line: 1, text: words.lintScenario(withoutRun: $0)) }
        let asks = lesson.known.questions.filter { !names.contains("ask \($0)") }
            .map { Fault(file: file, line: 1, text: words.lintQuestion(notAsked: $0)) }
        return runs + asks
    }

    private func ideas(_ text: LessonLines, _ file: String, _ language: Language, _ lesson: OpenLesson) -> [Fault] {
        IdeaReader(lesson: lesson.folder.number, language: language).untold(in: text.prose).map {
            Fault(file: file, line: $0.line, text: words.lintIdea($0.name, introducedIn: $0.lesson))
        }
    }

    /// Calls that a later lesson introduces, in the lesson's Swift files.
    private func calls(_ text: LessonLines, _ lesson: OpenLesson) -> [Fault] {
        let later = Introductions.calls.filter { call in
            call.lesson > lesson.folder.number
                && !text.lines.contains { line in call.names.contains { line.lowercased().contains($0.lowercased()) } }
        }
        return sources(".swift", in: lesson.folder.path).flatMap { file, source -> [Fault] in
            let lines = lines(of: source)
            return later.compactMap { call in
                // A comment may say where to read about it: `// lesson 3 tells why`.
                let isUntold = { (line: String) in line.contains(call.code) && !line.contains("lesson \(call.lesson)") }
                guard let index = lines.firstIndex(where: isUntold) else { return nil }
                return Fault(file: file, line: index + 1, text: words.lintCall(call.code, introducedIn: call.lesson))
            }
        }
    }
}
