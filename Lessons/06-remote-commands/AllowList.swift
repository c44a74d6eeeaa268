/// The few commands that this lesson's server runs for whoever asks. There is no shell: a command is a program and
/// its arguments, cut at the spaces, and nothing else has a meaning.
enum AllowList {
    /// Programs that only write, and what they may be given.
    private static let arguments: [String: Arguments] = [
        "true": .none, "false": .none, "date": .none, "whoami": .none, "pwd": .none,
        "echo": .anything, "seq": .numbers, "yes": .anything, "uname": .anything, "ls": .thisFolder,
    ]

    private enum Arguments {
        case none, numbers, anything
        /// Names in the folder that the lab was started in.
        case thisFolder
    }

    /// What a shell would understand. Here it would only be printed; refused, so that nobody is surprised.
    private static let shellCharacters: Set<Character> = [
        ";", "|", "&", "<", ">", "`", "$", "(", ")", "{", "}", "[", "]", "*", "?", "~", "!", "\\", "\"", "'", "#",
    ]

    static let names: [String] = arguments.keys.sorted()

    /// The program and its arguments.
    ///
    /// - Throws: `Refusal` in words.
    static func words(of bytes: [UInt8]) throws(Refusal) -> [String] {
        guard var command = String(validating: bytes, as: UTF8.self) else { throw .notText }
        // nc sends the line end, too.
        if let last = command.last, last == "\n" || last == "\r\n" { command.removeLast() }
        if let character = command.first(where: shellCharacters.contains) { throw .shell(character) }
        guard command.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else { throw .control }
        let words = command.split(separator: " ").map(String.init)
        guard let name = words.first else { throw .empty }
        guard let allowed = arguments[name] else { throw .unknown(name) }
        try check(words.dropFirst(), allowed, of: name)
        return words
    }

    private static func check(_ words: ArraySlice<String>, _ allowed: Arguments, of name: String) throws(Refusal) {
        switch allowed {
        case .none: if !words.isEmpty { throw .needsNoArguments(name) }
        case .numbers: if words.contains(where: { !$0.allSatisfy("0123456789.-".contains) }) { throw .needsNumbers(name) }
        case .thisFolder: if words.contains(where: { $0.contains("/") || $0.hasPrefix("..") }) { throw .otherFolder }
        case .anything: break
        }
    }
}

/// Why a command is not run.
enum Refusal: Error, Equatable, CustomStringConvertible {
    case empty, control, notText, otherFolder
    case unknown(String)
    case needsNoArguments(String)
    case needsNumbers(String)
    case shell(Character)

    var description: String {
        switch self {
        case .empty: "there is no command"
        case .control: "one line of text, please"
        case .notText: "this is no UTF-8 text"
        case .otherFolder: "ls shows this folder and no other"
        case .unknown(let name): "\(name.prefix(40)) is not one of \(AllowList.names.joined(separator: " "))"
        case .needsNoArguments(let name): "\(name) takes no arguments here"
        case .needsNumbers(let name): "\(name) takes numbers only"
        case .shell(let character): "\(character) means something to a shell, and there is no shell here"
        }
    }
}
