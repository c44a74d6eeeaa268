import Messages

/// `help COMMAND`, made from the command table.
struct HelpText {
    let words: any Words
    let look: TextLook

    func text(of command: CommandDescription) -> String {
        let options = command.options + CommandTable.common
        let width = options.map { look.columns($0.usage) }.max() ?? 0
        var lines = wrapped(words.describe(command: command.name), indent: 0) + [""]
        lines.append(words.usageTitle + look.paint(command.usage, .bold))
        lines += ["", words.optionsTitle]
        for option in options {
            let gap = String(repeating: " ", count: width - look.columns(option.usage) + 2)
            let described = wrapped(words.describe(option: option.name), indent: width + 4)
            lines += described.enumerated().map { index, line in
                index == 0 ? "  \(option.usage)\(gap)\(line)" : String(repeating: " ", count: width + 4) + line
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func wrapped(_ text: String, indent: Int) -> [String] {
        LineBreaker.lines([.init(text: text, style: .plain)], width: look.proseWidth - indent, look: look)
    }
}
