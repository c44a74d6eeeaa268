import ArgumentParser

/// Words into a command: the table's checks first, for their messages, then swift-argument-parser.
enum CommandLineReader {
    enum Request {
        case command(any LabCommand)
        /// Only options: `--lang zh-Hans` and the prompt.
        case nothing(CommonOptions)
        case version
    }

    static func read(_ words: [String]) throws(UsageError) -> Request {
        let prepared = try CommandLineCheck.prepared(words)
        if prepared == ["--version"] { return .version }
        do {
            let command = try RootCommand.parseAsRoot(prepared)
            if let command = command as? any LabCommand { return .command(command) }
            if let root = command as? RootCommand { return .nothing(root.common) }
            throw UsageError.other(words.joined(separator: " "))
        } catch let error as UsageError {
            throw error
        } catch {
            throw .other(firstLine(RootCommand.message(for: error)))
        }
    }

    private static func firstLine(_ text: String) -> String {
        text.split(separator: "\n").first.map(String.init) ?? text
    }
}
