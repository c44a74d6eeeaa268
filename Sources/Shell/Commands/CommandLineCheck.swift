/// Finds what is wrong with a command line by the command table, so that a message can name the nearest right word.
enum CommandLineCheck {
    /// The words as swift-argument-parser takes them: the command first, common options after it.
    static func prepared(_ words: [String], lessonNames: () -> [String] = { [] }) throws(UsageError) -> [String] {
        let (before, rest) = try commonOptions(in: words)
        let common = joined(before, CommandTable.common)
        guard let word = rest.first else { return common }
        guard let command = CommandTable.command(word) else { throw unknown(word, rest.dropFirst()) }
        let arguments = joined(rest.dropFirst(), command.options + CommandTable.common)
        if arguments.contains("--help") || arguments.contains("-h") { return ["help", command.name] + common }
        let (given, options) = try check(arguments, of: command)
        guard given.contains(where: isNegativeNumber) else { return [command.name] + arguments + common }
        // Behind `--` a negative number is no option.
        return [command.name] + options + common + ["--"] + given
    }

    /// `--port -1` as `--port=-1`: swift-argument-parser takes a word that begins with `-` for another option.
    private static func joined(_ words: some Collection<String>, _ options: [OptionDescription]) -> [String] {
        var result: [String] = []
        var option: String?
        var isPastOptions = false
        for word in words {
            if let name = option, word.hasPrefix("-"), !word.hasPrefix("--"), word != "-" {
                result[result.count - 1] = "\(name)=\(word)"
                option = nil
                continue
            }
            result.append(word)
            if word == "--" { isPastOptions = true }
            let takesValue = option == nil && !isPastOptions && options.contains { $0.name == word && $0.value != nil }
            option = takesValue ? word : nil
        }
        return result
    }

    /// Takes the options that stand before the command.
    private static func commonOptions(in words: [String]) throws(UsageError) -> ([String], rest: ArraySlice<String>) {
        var common: [String] = []
        var rest = words[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            if word == "--help" || word == "-h" { return (common, ["help"] + rest.dropFirst().prefix { !$0.hasPrefix("-") }) }
            if word == "--version" { return (["--version"], []) }
            let name = String(word.prefix { $0 != "=" })
            guard CommandTable.common.contains(where: { $0.name == name }) else {
                let known = CommandTable.common.map(\.name) + ["--version", "--help"]
                throw .unknownOption(name, command: "socketlab", nearest: nearest(to: name, in: known))
            }
            let count = word.contains("=") ? 1 : 2
            guard rest.count >= count else { throw .missingValue(option: name) }
            common += rest.prefix(count)
            rest = rest.dropFirst(count)
        }
        return (common, rest)
    }

    private static func unknown(_ word: String, _ arguments: ArraySlice<String>) -> UsageError {
        let names = CommandTable.commands.map(\.name)
        guard let name = nearest(to: word, in: names) else {
            return .unknownCommand(word, nearest: Int(word).map { "lesson \($0)" })
        }
        return .unknownCommand(word, nearest: ([name] + arguments).joined(separator: " "))
    }

    /// `-5`, `-0x10`, `-.5`, `-inf`: values for `pack`; elsewhere wrong numbers, which the command is to judge. No option
    /// looks like that.
    private static func isNegativeNumber(_ word: String) -> Bool {
        guard word.first == "-", let second = word.dropFirst().first else { return false }
        return second.isASCII && second.isNumber || second == "." || ["-inf", "-infinity", "-nan"].contains(word.lowercased())
    }

    /// Returns the words that are no options, and the options with their values.
    private static func check(
        _ arguments: [String], of command: CommandDescription
    ) throws(UsageError) -> (given: [String], options: [String]) {
        var (given, options): ([String], [String]) = ([], [])
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" {
                given += rest
                break
            }
            if word.hasPrefix("-") && word.count > 1 && !isNegativeNumber(word) {
                let before = rest
                try checkOption(word, of: command, rest: &rest)
                options += [word] + before.prefix(before.count - rest.count)
            } else {
                given.append(word)
            }
        }
        if given.count > command.arguments.count, !command.repeatsLast {
            throw .needlessArgument(given[command.arguments.count], usage: command.usage)
        }
        if given.count < command.required { throw .missingArgument(usage: command.usage) }
        return (given, options)
    }

    private static func checkOption(
        _ word: String, of command: CommandDescription, rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let name = String(word.prefix { $0 != "=" })
        let options = command.options + CommandTable.common
        guard let option = options.first(where: { $0.name == name }) else {
            throw .unknownOption(name, command: command.name, nearest: nearest(to: name, in: options.map(\.name)))
        }
        if option.value == nil && word.contains("=") { throw .needlessValue(option: name) }
        if option.value != nil && !word.contains("=") {
            guard let value = rest.popFirst(), !value.hasPrefix("--") else { throw .missingValue(option: name) }
        }
    }
}
