/// What completion, help and error messages know of a command. The parsing types of swift-argument-parser hold the
/// same; a test compares the two.
package struct CommandDescription: Sendable, Equatable {
    package var name: String
    /// Positional arguments, in order.
    package var arguments: [ArgumentKind] = []
    /// So many of them must be given.
    package var required = 0
    package var options: [OptionDescription] = []

    package func option(_ name: String) -> OptionDescription? { options.first { $0.name == name } }

    /// `lesson N [SCENARIO]`
    package var usage: String {
        let labels = arguments.enumerated().map { $0 < required ? $1.label : "[\($1.label)]" }
        return ([name] + labels).joined(separator: " ")
    }
}

package struct OptionDescription: Sendable, Equatable {
    /// `--plain`
    package var name: String
    /// What it takes; nil for a flag.
    package var value: ArgumentKind?

    package init(_ name: String, _ value: ArgumentKind? = nil) {
        self.name = name
        self.value = value
    }

    package var usage: String { value.map { "\(name) \($0.label)" } ?? name }
}

package enum ArgumentKind: Sendable, Equatable {
    case lesson, scenario, codeLanguage, event, language, recording, recordingScenario, command
    case file, folder, number, schedule, layout, factor, count, outcome

    package var label: String {
        switch self {
        case .lesson: "N"
        case .scenario, .recordingScenario: "SCENARIO"
        case .codeLanguage: "swift|python"
        case .event: "NUMBER"
        case .language: "LANGUAGE"
        case .recording: "FILE|N"
        case .command: "COMMAND"
        case .file: "FILE"
        case .folder: "DIR"
        case .number: "PORT"
        case .schedule: "SCHEDULE"
        case .layout: "LAYOUT"
        case .factor: "SECONDS"
        case .count: "COUNT"
        case .outcome: "OUTCOME"
        }
    }
}
