/// The one table of commands, for the command line and the prompt.
package enum CommandTable {
    package static let commands: [CommandDescription] = [
        CommandDescription(name: "lessons"),
        CommandDescription(
            name: "lesson", arguments: [.lesson, .scenario], required: 1,
            options: look + [
                OptionDescription("--step"), OptionDescription("--interactive"), OptionDescription("--no-pause"),
                OptionDescription("--schedule", .schedule), OptionDescription("--save", .file),
                OptionDescription("--port", .number),
                OptionDescription("--set", .knob, isRepeatable: true),
            ]),
        CommandDescription(name: "code", arguments: [.lesson, .codeLanguage], required: 1),
        CommandDescription(name: "show", arguments: [.event], required: 1, options: look),
        CommandDescription(name: "again", options: look + [OptionDescription("--step"), OptionDescription("--save", .file)]),
        CommandDescription(name: "next", options: [OptionDescription("--no-pause")]),
        CommandDescription(name: "transcripts"),
        CommandDescription(
            name: "replay", arguments: [.recording, .recordingScenario], required: 1,
            options: look + [
                OptionDescription("--step"), OptionDescription("--no-pause"), OptionDescription("--speed", .factor),
                OptionDescription("--idle-limit", .factor),
            ]),
        CommandDescription(
            name: "compare", arguments: [.recording, .recording], required: 2, options: look, repeatsLast: true),
        CommandDescription(
            name: "repeat", arguments: [.lesson, .scenario, .count], required: 1,
            options: [OptionDescription("--json"), OptionDescription("--set", .knob, isRepeatable: true)]),
        CommandDescription(
            name: "explore", arguments: [.lesson, .scenario], required: 1,
            options: look + [
                OptionDescription("--show", .outcome), OptionDescription("--save", .folder),
                OptionDescription("--expect", .count), OptionDescription("--json"), OptionDescription("--splits"),
                OptionDescription("--no-reduction"), OptionDescription("--max-runs", .count),
                OptionDescription("--max-time", .factor), OptionDescription("--seed", .count),
                OptionDescription("--graph", .file), OptionDescription("--set", .knob, isRepeatable: true),
            ]),
        CommandDescription(
            name: "serve", arguments: [.lesson, .servedScenario], required: 1,
            options: look + side + [OptionDescription("--interactive")]),
        CommandDescription(
            name: "connect", arguments: [.lesson, .connectedScenario], required: 1,
            options: look + side + [OptionDescription("--into", .folder)]),
        CommandDescription(name: "pack", arguments: [.format, .value], required: 1, repeatsLast: true),
        CommandDescription(name: "unpack", arguments: [.format, .hex], required: 2, repeatsLast: true),
        CommandDescription(name: "calcsize", arguments: [.format], required: 1),
        CommandDescription(name: "encode", arguments: [.text, .encoding], required: 2),
        CommandDescription(name: "decode", arguments: [.hex, .encoding], required: 2),
        CommandDescription(name: "lint", arguments: [.folder]),
        CommandDescription(name: "lang", arguments: [.language], required: 1),
        CommandDescription(name: "help", arguments: [.command]),
        CommandDescription(name: "quit"),
    ]

    /// How a transcript is to look.
    private static let look = [
        OptionDescription("--plain"), OptionDescription("--layout", .layout), OptionDescription("--all"),
        OptionDescription("--raw"),
    ]

    /// Where one side of a lesson is played.
    private static let side = [
        OptionDescription("--port", .number), OptionDescription("--host", .address), OptionDescription("--path", .file),
        OptionDescription("--set", .knob, isRepeatable: true),
    ]

    /// What every command takes.
    package static let common = [OptionDescription("--lang", .language), OptionDescription("--lessons", .folder)]

    /// Other words for a command.
    package static let aliases = ["?": "help", "exit": "quit", "q": "quit", "language": "lang", "ls": "lessons"]

    package static func command(_ word: String) -> CommandDescription? {
        let name = aliases[word] ?? word
        return commands.first { $0.name == name }
    }
}
