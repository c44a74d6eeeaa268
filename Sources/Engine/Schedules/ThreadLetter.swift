/// How a list of choices names a thread: `a` for the one that started first, then to `z`, `A` to `Z`, and `{53}`, `{54}` …
package enum ThreadLetter {
    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    /// - Parameter ordinal: 0 for the thread that started first.
    package static func text(_ ordinal: Int) -> String {
        ordinal < letters.count ? String(letters[ordinal]) : "{\(ordinal + 1)}"
    }

    static func ordinal(of letter: Character) -> Int? { letters.firstIndex(of: letter) }
}

/// What stands in a list of choices.
enum Choice: Equatable {
    case thread(Int)
    /// Which of the sizes a receive or send moves.
    case size(Int)

    /// - Throws: `RunError.notAChoice` with the first character that is none.
    static func list(_ text: String) throws(RunError) -> [Choice] {
        var choices: [Choice] = []
        var rest = Substring(text)
        while let first = rest.popFirst() {
            if let ordinal = ThreadLetter.ordinal(of: first) {
                choices.append(.thread(ordinal))
            } else if let size = first.wholeNumberValue, first.isASCII {
                choices.append(.size(size))
            } else if first == "{", let end = rest.firstIndex(of: "}"), let number = Int(rest[..<end]), number > 0 {
                choices.append(.thread(number - 1))
                rest = rest[rest.index(after: end)...]
            } else {
                throw .notAChoice(first)
            }
        }
        return choices
    }
}

extension ScheduleChoice {
    /// Whether a text is a list of choices: `abba`, `a1b0`, `a{53}b`.
    package static func isList(_ text: String) -> Bool { (try? Choice.list(text)) != nil }
}
