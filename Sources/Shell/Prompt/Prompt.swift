import Engine
import Lessons
import Messages

/// `lab> `: the loop around the commands.
final class Prompt {
    private let session: Session
    private let keyboard: TerminalKeyboard
    private var history: History
    private lazy var completion = Completion(world())

    init(session: Session, keyboard: TerminalKeyboard) {
        self.session = session
        self.keyboard = keyboard
        history = History(folder: session.places.stateFolder)
    }

    func run() -> Int32 {
        session.isPrompting = true
        greet()
        history.lines.forEach(keyboard.remember)
        while !session.hasQuit {
            let typed = keyboard.readCommand(prompt: "lab> ") { [self] in completion.candidates(before: $0, word: $1) }
            switch typed {
            case .line(let line): perform(line)
            case .end:
                session.output.line()
                return 0
            case .interrupted: continue
            }
        }
        return 0
    }

    private func perform(_ line: String) {
        if history.add(line) {
            keyboard.remember(line)
            history.save(new: line)
        }
        _ = session.perform(line: line)
    }

    private func greet() {
        let words = session.words
        guard !session.memory.isFirstStart else {
            session.output.line(words.firstScreen(version: labVersion))
            // The next start is a later one.
            session.memory.remember { _ in }
            return
        }
        session.output.line(laterScreen(words))
    }

    private func laterScreen(_ words: any Words) -> String {
        guard let last = session.memory.content.last, let number = Int(last.lesson.prefix { $0.isNumber }) else {
            return words.laterScreen(version: labVersion)
        }
        return last.isFinished
            ? words.laterScreen(version: labVersion, finishedLesson: number)
            : words.laterScreen(version: labVersion, lesson: number, page: last.page, of: last.pages)
    }

    private func world() -> Completion.World {
        var scenarios: [String: [String]] = [:]
        for lesson in catalog { scenarios[lesson.folder] = lesson.scenarios.map(\.name) }
        var world = Completion.World(
            lessons: (try? session.library().folders) ?? [], scenarios: scenarios,
            recordings: session.recordings.found()?.names ?? [])
        for lesson in catalog {
            for scenario in lesson.scenarios { world.knobs[lesson.folder, default: [:]][scenario.name] = scenario.knobs }
        }
        return world
    }
}
