import Engine
import Messages
import TextEncodings
import Rendering

/// What Tab offers, as a function of the line and of what there is to name.
package struct Completion: Sendable {
    /// What there is to name.
    package struct World: Sendable {
        package var lessons: [LessonFolder]
        package var scenarios: [String: [String]]
        package var recordings: [String]
        /// By folder name, then by scenario.
        package var knobs: [String: [String: [Knob]]] = [:]

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
        /// Whether a space follows the completed word.
        package var endsWord = true

        package init(_ words: [String] = [], files: Bool = false, endsWord: Bool = true) {
            self.words = words
            self.files = files
            self.endsWord = endsWord
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
            if kind == .knob { return knobNames(word, in: words, options) }
            return candidates(kind, word, [])
        }
        if words.count > 1, words[words.count - 2] == "--set", before.hasSuffix("=") {
            return knobValues(word, of: words[words.count - 1], in: words, options)
        }
        if word.hasPrefix("-") { return matching(word, options.map(\.name).filter { !words.contains($0) || command.option($0)?.isRepeatable == true }) }
        let given = positional(words.dropFirst(), options)
        if given.count < command.arguments.count { return candidates(command.arguments[given.count], word, given) }
        guard command.repeatsLast, let last = command.arguments.last else { return Candidates() }
        return candidates(last, word, given)
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
        case .scenario, .recordingScenario, .servedScenario, .connectedScenario: return matching(word, scenarios(of: given.first ?? ""))
        case .codeLanguage: return matching(word, CodeLanguage.allCases.map(\.rawValue))
        case .language: return matching(word, Language.allCases.map(\.rawValue))
        case .command: return matching(word, CommandTable.commands.map(\.name))
        case .layout: return matching(word, LayoutChoice.allCases.map(\.rawValue))
        case .schedule: return matching(word, ["lockstep", "free"])
        case .recording:
            // `compare 7 sticky`: behind a lesson comes its scenario, too.
            let others = scenarios(of: given.last ?? "") + world.recordings + ["last"]
            return Candidates(lessons(word).words + matching(word, others).words, files: true)
        case .file, .folder: return Candidates(files: true)
        case .event, .number, .factor, .count, .outcome, .knob, .format, .value, .hex, .text: return Candidates()
        case .encoding: return matching(word, TextEncoding.allCases.map(\.rawValue))
        case .address: return matching(word, ["127.0.0.1", "0.0.0.0"])
        }
    }

    /// `recv=`, of the scenario that is named, else of the whole lesson.
    private func knobNames(_ word: String, in words: [String], _ options: [OptionDescription]) -> Candidates {
        var names: [String] = []
        for knob in knobs(in: words, options) where !names.contains(knob.name + "=") { names.append(knob.name + "=") }
        return Candidates(matching(word, names).words, endsWord: false)
    }

    /// Behind the `=` (a word of its own for readline): what a knob can be, where these are few.
    private func knobValues(
        _ word: String, of name: String, in words: [String], _ options: [OptionDescription]
    ) -> Candidates {
        switch knobs(in: words, options).first(where: { $0.name + "=" == name })?.range {
        case .flag?: matching(word, ["on", "off"])
        case .choices(let choices)?: matching(word, choices)
        default: Candidates()
        }
    }

    private func knobs(in words: [String], _ options: [OptionDescription]) -> [Knob] {
        let given = positional(words.dropFirst(), options)
        guard let lesson = given.first,
            case .found(let folder) = LessonLibrary(path: "", folders: world.lessons).find(lesson)
        else { return [] }
        let scenarios = world.knobs[folder.name] ?? [:]
        if given.count > 1, let knobs = scenarios[given[1]] { return knobs }
        return (world.scenarios[folder.name] ?? []).flatMap { scenarios[$0] ?? [] }
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
