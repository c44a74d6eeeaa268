/// What completion, help and error messages know of a command. The parsing types of swift-argument-parser hold the
/// same; a test compares the two.
package struct CommandDescription: Sendable, Equatable {
    package var name: String
    /// Positional arguments, in order.
    package var arguments: [ArgumentKind] = []
    /// So many of them must be given.
    package var required = 0
    package var options: [OptionDescription] = []
    /// The last argument may be given any number of times.
    package var repeatsLast = false

    package func option(_ name: String) -> OptionDescription? { options.first { $0.name == name } }

    /// `lesson N [SCENARIO]`
    package var usage: String {
        let labels = arguments.enumerated().map { $0 < required ? $1.label : "[\($1.label)]" }
        if repeatsLast, let last = labels.last { return ([name] + labels.dropLast()).joined(separator: " ") + " " + last + "..." }
        return ([name] + labels).joined(separator: " ")
    }
}

package struct OptionDescription: Sendable, Equatable {
    /// `--plain`
    package var name: String
    /// What it takes; nil for a flag.
    package var value: ArgumentKind?

    /// It may be given more than once.
    package var isRepeatable: Bool

    package init(_ name: String, _ value: ArgumentKind? = nil, isRepeatable: Bool = false) {
        self.name = name
        self.value = value
        self.isRepeatable = isRepeatable
    }

    package var usage: String { value.map { "\(name) \($0.label)" } ?? name }
}

package enum ArgumentKind: Sendable, Equatable {
    case lesson, scenario, codeLanguage, event, language, recording, recordingScenario, command
    case file, folder, number, schedule, layout, factor, count, outcome, knob, address
    case format, value, hex, text, encoding
    /// Scenarios with that side.
    case servedScenario, connectedScenario

    package var label: String {
        switch self {
        case .lesson: "N"
        case .scenario, .recordingScenario, .servedScenario, .connectedScenario: "SCENARIO"
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
        case .knob: "NAME=VALUE"
        case .address: "ADDRESS"
        case .format: "FORMAT"
        case .value: "VALUE"
        case .hex: "HEX"
        case .text: "TEXT"
        case .encoding: "ENCODING"
        }
    }
}
