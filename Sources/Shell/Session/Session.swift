import Engine
import Messages
import Rendering
import Transcripts

/// One use of the lab, from start to end: the language, the terminal, the last run. Belongs to the main thread.
package final class Session {
    let environment: [String: String]
    let places: Places
    let output: Output
    let keyboard: any Keyboard
    let memory: Memory
    let recordings: Recordings
    var terminal: Terminal
    var language: Language
    /// `--lessons`, kept for the whole session when it was given at its start.
    var lessonsOption: String?
    var lastShown: Shown?
    var hasQuit = false
    /// Commands come from the prompt.
    var isPrompting = false
    /// Ctrl-C ended the last run.
    var wasCancelled = false
    /// How transcripts look while this command runs.
    private var look = Look()
    private var foundLibrary: LessonLibrary?

    private struct Look {
        var layout = LayoutChoice.automatic
        var unfolded = false
        var raw = false
    }

    init(
        environment: [String: String], places: Places, terminal: Terminal, output: Output, keyboard: any Keyboard
    ) {
        self.environment = environment
        self.places = places
        self.terminal = terminal
        self.output = output
        self.keyboard = keyboard
        memory = Memory(folder: places.stateFolder)
        recordings = Recordings(places: places.transcriptPlaces)
        language = .preferred(saved: memory.content.language, environment: environment)
        output.whenBroken = { [unowned self] in leave(broken: $0) }
    }

    var words: any Words { language.words }
    var errors: ErrorText { ErrorText(words: words) }

    /// Whether pages stop and keys are asked for.
    var pauses: Bool { terminal.isInteractive }

    /// Parses and runs one command line. Returns its exit status; errors are told in words.
    func perform(_ words: [String]) -> Int32 {
        let languageBefore = language
        let lookBefore = look
        defer {
            output.check()
            Interrupts.endIfAsked()
            // Between commands the process holds no more than at its start.
            ThreadPool.shared.releaseIdleThreads()
        }
        if terminal.showsOutput { terminal.measure(environment) }
        do {
            try run(try CommandLineReader.read(words), keeping: languageBefore)
            look = lookBefore
            return tellForgotten()
        } catch {
            look = lookBefore
            if let text = errors.text(of: error) { complain(text) }
            language = languageBefore
            return ErrorText.status(of: error)
        }
    }

    private func run(_ request: CommandLineReader.Request, keeping languageBefore: Language) throws {
        switch request {
        case .version: output.line("socketlab \(labVersion)")
        case .nothing(let common): try apply(common)
        case .command(let command):
            try apply(command.common)
            try command.run(in: self)
            if command.common.lang != nil, !(command is LangCommand) { language = languageBefore }
        }
    }

    /// `--lang` and `--lessons`.
    func apply(_ common: CommonOptions) throws(UsageError) {
        if let name = common.lang {
            guard let language = Language(named: name) else { throw .unknownLanguage(name) }
            self.language = language
        }
        if let folder = common.lessons {
            lessonsOption = folder
            foundLibrary = nil
        }
    }

    func apply(_ options: LookOptions) throws(UsageError) {
        look.unfolded = options.all
        look.raw = options.raw
        look.layout = options.plain ? .plain : .automatic
        if let name = options.layout {
            guard let layout = LayoutChoice(rawValue: name) else {
                throw .badValue(name, for: "--layout", expected: .oneOf(LayoutChoice.allCases.map(\.rawValue)))
            }
            look.layout = layout
        }
    }

    /// At the prompt everybody knows who speaks.
    func complain(_ text: String) { output.complain(isPrompting ? text : "socketlab: \(text)") }

    private func tellForgotten() -> Int32 {
        guard let failure = memory.takeFailure() else { return 0 }
        complain(escaped(words.cannotRemember(failure.path, reason: errors.reason(failure.errno))))
        return 0
    }
}

// MARK: - Lessons

extension Session {
    func library() throws(LessonLibrary.NotFound) -> LessonLibrary {
        if let foundLibrary { return foundLibrary }
        let library = try LessonLibrary(in: places.lessonPlaces(option: lessonsOption))
        foundLibrary = library
        return library
    }

    func findLesson(_ word: String) throws -> LessonFolder {
        switch try library().find(word) {
        case .found(let folder): return folder
        case .ambiguous(let folders): throw UsageError.ambiguousLesson(word, among: folders.map(\.slug))
        case .unknown(let nearest):
            let folders = try library().folders
            if Int(word) != nil, let first = folders.first, let last = folders.last {
                throw UsageError.noLessonNumbered(word, first: first.number, last: last.number)
            }
            throw UsageError.unknownLesson(word, nearest: nearest.map { "lesson \($0.slug)" })
        }
    }

    func openLesson(_ word: String) throws -> OpenLesson { OpenLesson(folder: try findLesson(word)) }

    func openLesson(_ folder: LessonFolder) throws -> OpenLesson { OpenLesson(folder: folder) }
}

// MARK: - Looks

extension Session {
    var glyphs: Glyphs { terminal.isUTF8 && !terminal.ambiguousIsWide ? .unicode : .ascii }

    var textLook: TextLook {
        TextLook(
            width: terminal.width, color: terminal.allowsColor, ambiguousWide: terminal.ambiguousIsWide,
            glyphs: glyphs)
    }

    func renderOptions(for shown: Shown) -> RenderOptions { renderOptions(of: lessonFolder(of: shown)) }

    /// For a screen of this lesson.
    func renderOptions(of folder: LessonFolder?) -> RenderOptions {
        let title = folder.flatMap { try? OpenLesson(folder: $0).front(in: language).title }
        let layout = look.layout == .automatic && !terminal.showsLanes ? .plain : look.layout
        return RenderOptions(
            width: terminal.width, language: language, color: terminal.allowsColor ? .ansi : .none, glyphs: glyphs,
            layout: layout, unfolded: look.unfolded, raw: look.raw, ambiguousWide: terminal.ambiguousIsWide,
            title: title ?? "", lessonNumber: folder?.number)
    }

    func playback(of shown: Shown) -> Playback {
        Playback(shown.transcript, options: renderOptions(for: shown))
    }

    func screen(of shown: Shown, upTo step: Int? = nil) -> String {
        render(shown.transcript, options: renderOptions(for: shown), upTo: step)
    }

    private func lessonFolder(of shown: Shown) -> LessonFolder? {
        if case .run(let lesson, _, _) = shown.source { return lesson.folder }
        return try? library().folders.first { $0.name == shown.transcript.header.lesson }
    }
}
