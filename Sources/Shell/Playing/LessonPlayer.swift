import Engine
import Exercises
import Lessons
import Messages
import Rendering
import Transcripts

/// Reads a lesson with the student: page by page on a terminal, in one flow elsewhere.
final class LessonPlayer {
    let session: Session
    let lesson: OpenLesson
    let request: RunRequest
    private let pauses: Bool
    /// Pages whose questions were put already; going back does not ask again.
    private var asked: Set<Int> = []

    init(session: Session, lesson: OpenLesson, request: RunRequest, pauses: Bool) {
        self.session = session
        self.lesson = lesson
        self.request = request
        self.pauses = pauses && session.pauses
    }

    private enum Move { case next, back, leave }

    /// `page`: 1 for the first.
    func play(from page: Int = 1) throws {
        let text = try lesson.text(in: session.language)
        try checkPrograms(of: text)
        let first = min(max(page, 1), max(text.pages.count, 1)) - 1
        if pauses { try turnPages(text, from: first) } else { try flow(text, from: first) }
    }

    private func flow(_ text: LessonText, from first: Int) throws {
        showTitle(of: text)
        for page in text.pages[first...] {
            if page != text.pages[first] { session.output.line() }
            try show(page, isAsking: false)
        }
    }

    private func turnPages(_ text: LessonText, from first: Int) throws {
        var index = first
        showTitle(of: text)
        while text.pages.indices.contains(index) {
            session.memory.reached(page: index + 1, of: text.pages.count, in: lesson.folder)
            let page = text.pages[index]
            do {
                try stoppable { try show(page, isAsking: asked.insert(index).inserted) }
            } catch is Leaving {
                return
            }
            switch try readKeys(on: page, index, of: text) {
            case .next: index += 1
            case .back: index = max(index - 1, 0)
            case .leave: return
            }
            session.output.line()
        }
        session.memory.reached(page: text.pages.count, of: text.pages.count, in: lesson.folder, isFinished: true)
        let next = session.memory.whereToGoOn(in: try session.library())?.0.number
        session.output.line(session.words.lessonFinished(lesson.folder.number, next: next))
    }

    /// Ctrl-C during a run stays on the page.
    private func stoppable(_ body: () throws -> Void) throws {
        do { try body() } catch LabError.interrupted where !leaves { return }
    }

    /// Ctrl-C while a question waits leaves the lesson.
    private var leaves = false
    /// So does q, as everywhere in a lesson.
    private struct Leaving: Error {}

    private func readKeys(on page: Page, _ index: Int, of text: LessonText) throws -> Move {
        if !page.endsWithRun {
            session.output.line()
            session.output.line(session.textLook.paint(session.textLook.rule, .dim))
        }
        while true {
            session.terminal.measure(session.environment)
            session.output.write(keyRow(page, index, text.pages.count))
            let key = session.keyboard.readKey(until: nil)
            switch key {
            case .enter, .letter("n"): return end(.next)
            case .letter("b"), .back: if index > 0 { return end(.back) }
            case .letter("q"), .end: return end(.leave)
            case .letter("r") where !page.scenarios.isEmpty:
                _ = end(.next)
                try stoppable { try run(page, repeated()) }
            case .letter("s") where !page.scenarios.isEmpty:
                _ = end(.next)
                try stoppable { try run(page, repeated(step: true)) }
            case .letter("c") where lesson.programs != nil:
                _ = end(.next)
                try CodeListing(session: session).show(lesson.folder, .swift)
                session.output.line()
            case .interrupted:
                _ = end(.leave)
                throw LabError.interrupted
            default: break
            }
            session.output.write("\r")
        }
    }

    private func repeated(step: Bool = false) -> RunRequest {
        RunRequest(port: request.port, step: step, settings: request.settings)
    }

    private func end(_ move: Move) -> Move {
        session.output.line()
        return move
    }

    private func keyRow(_ page: Page, _ index: Int, _ count: Int) -> String {
        let words = session.words
        var keys = [index + 1 < count ? words.keyNext : words.keyDone]
        if index > 0 { keys.append(words.keyBack) }
        if !page.scenarios.isEmpty { keys += [words.keyAgain, words.keyStep] }
        if page.scenarios.isEmpty && lesson.programs != nil { keys.append(words.keyCode) }
        return KeyRow(look: session.textLook).text(keys + [words.keyLeave], place: words.pageMark(index + 1, of: count))
    }
}

// MARK: - What stands on a page

extension LessonPlayer {
    private func showTitle(of text: LessonText) {
        let look = session.textLook
        let number = String(lesson.folder.number)
        let title = String(repeating: " ", count: max(2 - number.count, 0)) + number + "  " + text.title
        let minutes = session.words.aboutMinutes(text.front.minutes)
        let gap = max(look.width - look.columns(title) - look.columns(minutes), 2)
        session.output.line(look.paint(title, .bold) + String(repeating: " ", count: gap) + minutes)
        session.output.line(look.paint(look.rule, .dim))
    }

    private func show(_ page: Page, isAsking: Bool) throws {
        var asked: [(Ask, reply: String?)] = []
        for (index, piece) in page.pieces.enumerated() {
            if index > 0 { session.output.line() }
            switch piece {
            case .text(let blocks): show(blocks)
            case .code(let programs, let line): show(try programTexts(programs, line: line))
            case .ask(let ask): asked.append((ask, reply: try put(ask, isAsking: isAsking)))
            case .run(let scenario, _):
                let transcript = try run(scenario, request)
                for (ask, reply) in asked { tell(ask, reply, transcript) }
                asked = []
                try session.checkInterrupted(transcript)
            }
        }
    }

    private func show(_ blocks: [Block]) {
        for line in TextRenderer(session.textLook).lines(blocks) { session.output.line(line) }
    }

    private func show(_ programs: [[String]]) {
        let look = session.textLook
        let first = programs.first ?? []
        let lines = programs.count == 2
            ? ProgramText.sideBySide(first, programs[1], look: look) : Array(programs.joined(separator: [""]))
        let fits = (lines.map(look.columns).max() ?? 0) + 4 <= look.width
        for line in lines { session.output.line((fits && !line.isEmpty ? "    " : "") + escaped(line)) }
    }

    /// Runs the page's scenarios again.
    private func run(_ page: Page, _ request: RunRequest) throws {
        for scenario in page.scenarios {
            let transcript = try run(scenario, request)
            try session.checkInterrupted(transcript)
        }
    }

    private func run(_ name: String, _ request: RunRequest) throws -> Transcript {
        let scenario = try lesson.scenario(named: name)
        let transcript = try session.run(scenario, of: lesson, request)
        let shown = Shown(transcript: transcript, source: .run(lesson, scenario, request))
        session.lastShown = shown
        session.output.write(session.screen(of: shown))
        return transcript
    }

    private func programTexts(_ names: [String], line: Int) throws -> [[String]] {
        let source = try Files.swiftSource(of: lesson.folder)
        return try names.map { name in
            if let text = ProgramText.function(name, in: source) { return text }
            let known = ProgramText.functions(in: source)
            throw LessonTextError(
                file: lesson.folder.textFile(session.language), line: line,
                problem: .unknownProgram(name, nearest: nearest(to: name, in: known)))
        }
    }

    /// Says at once what would fail on a later page.
    private func checkPrograms(of text: LessonText) throws {
        for page in text.pages {
            for case .code(let names, let line) in page.pieces { _ = try programTexts(names, line: line) }
        }
    }
}

// MARK: - Questions

extension LessonPlayer {
    /// Puts the question; the reply is nil where there is none.
    private func put(_ ask: Ask, isAsking: Bool) throws -> String? {
        var lines = TextRenderer(session.textLook).lines(ask.question)
        guard pauses && isAsking else {
            lines.forEach { session.output.line($0) }
            return nil
        }
        let look = session.textLook
        let hint = session.words.questionKeys
        if let last = lines.last, look.columns(last) + 2 + look.columns(hint) <= look.proseWidth {
            lines[lines.count - 1] = last + "  " + look.paint(hint, .dim)
        } else {
            lines.append(look.paint(hint, .dim))
        }
        lines.forEach { session.output.line($0) }
        switch session.keyboard.readLine(prompt: "> ") {
        case .line(let reply):
            if ["q", "quit"].contains(trimmed(reply).lowercased()) { throw Leaving() }
            return trimmed(reply).isEmpty ? nil : trimmed(reply)
        case .end:
            session.output.line()
            return nil
        case .interrupted:
            leaves = true
            throw LabError.interrupted
        }
    }

    /// The verdict, and the sentence with what the run said.
    private func tell(_ ask: Ask, _ reply: String?, _ transcript: Transcript) {
        let look = session.textLook
        let verdict = Verdict(of: reply, for: lesson.programs?.question(ask.id), in: transcript)
        let said: [LineBreaker.Span] = switch (verdict, reply) {
        case (.couldNotCheck, _): [.init(text: session.words.verdictNotChecked, style: .bad)]
        case (.passed, let reply?): [.init(text: session.words.verdict(passed: reply), style: .good)]
        case (.failed, let reply?): [.init(text: session.words.verdict(failed: reply), style: .bold)]
        default: []
        }
        guard let answer = verdict.answer else {
            return LineBreaker.lines(said, width: look.proseWidth, look: look).forEach { session.output.line($0) }
        }
        TextRenderer(look).lines(ask.after(answer, in: session.words), after: said).forEach { session.output.line($0) }
    }
}

extension Page {
    var endsWithRun: Bool { if case .run? = pieces.last { true } else { false } }
}
