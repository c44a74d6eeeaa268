import Messages
import Rendering

/// What Tab offers, as a function of the line and of what there is to name.
package struct Completion: Sendable {
    /// What there is to name.
    package struct World: Sendable {
        package var lessons: [LessonFolder]
        package var scenarios: [String: [String]]
        package var recordings: [String]

        /// `scenarios`: by folder name.
        package init(lessons: [LessonFolder], scenarios: [String: [String]], recordings: [String]) {
            self.lessons = lessons
            self.scenarios = scenarios
            self.recordings = recordings
        }
    }

    package struct Candidates: Equatable, Sendable {
        package var words: [String]
        /// File names as well.
        package var files = false

        package init(_ words: [String] = [], files: Bool = false) {
            self.words = words
            self.files = files
        }
    }

    private let world: World

    package init(_ world: World) { self.world = world }

    /// `before`: the line up to the word; `word`: what of it is typed.
    package func candidates(before: String, word: String) -> Candidates {
        let words = (try? WordSplitter.split(before)) ?? before.split(separator: " ").map(String.init)
        guard let first = words.first else { return matching(word, CommandTable.commands.map(\.name)) }
        guard let command = CommandTable.command(first) else { return Candidates() }
        let options = command.options + CommandTable.common
        if let option = words.last.flatMap({ last in options.first { $0.name == last } }), let kind = option.value {
            return candidates(kind, word, [])
        }
        if word.hasPrefix("-") { return matching(word, options.map(\.name).filter { !words.contains($0) }) }
        let given = positional(words.dropFirst(), options)
        guard given.count < command.arguments.count else { return Candidates() }
        return candidates(command.arguments[given.count], word, given)
    }

    /// The arguments without the options and their values.
    private func positional(_ words: ArraySlice<String>, _ options: [OptionDescription]) -> [String] {
        var given: [String] = []
        var rest = words
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") else {
                given.append(word)
                continue
            }
            if options.contains(where: { $0.name == word && $0.value != nil }) { _ = rest.popFirst() }
        }
        return given
    }

    private func candidates(_ kind: ArgumentKind, _ word: String, _ given: [String]) -> Candidates {
        switch kind {
        case .lesson: return lessons(word)
        case .scenario, .recordingScenario: return matching(word, scenarios(of: given.first ?? ""))
        case .codeLanguage: return matching(word, CodeLanguage.allCases.map(\.rawValue))
        case .language: return matching(word, Language.allCases.map(\.rawValue))
        case .command: return matching(word, CommandTable.commands.map(\.name))
        case .layout: return matching(word, LayoutChoice.allCases.map(\.rawValue))
        case .schedule: return matching(word, ["lockstep", "free"])
        case .recording:
            return Candidates((lessons(word).words + matching(word, world.recordings + ["last"]).words), files: true)
        case .file, .folder: return Candidates(files: true)
        case .event, .number, .factor, .count, .outcome: return Candidates()
        }
    }

    /// Numbers when nothing or a digit is typed, else names.
    private func lessons(_ word: String) -> Candidates {
        if word.isEmpty { return Candidates(world.lessons.map(\.slug)) }
        let numbers = world.lessons.map { String($0.number) }
        return matching(word, numbers + world.lessons.map(\.name) + world.lessons.map(\.slug))
    }

    private func scenarios(of lesson: String) -> [String] {
        guard case .found(let folder) = LessonLibrary(path: "", folders: world.lessons).find(lesson) else { return [] }
        return world.scenarios[folder.name] ?? []
    }

    private func matching(_ word: String, _ candidates: [String]) -> Candidates {
        Candidates(candidates.filter { $0.hasPrefix(word) })
    }
}
