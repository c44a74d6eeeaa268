import Messages

/// What shares memory among threads where the lab does not see it: words of a program that are refused, with their lines.
enum HiddenMemory {
    struct Use: Equatable {
        var word: String
        var line: Int
    }

    static func uses(in tokens: [SwiftToken]) -> [Use] {
        tokens.indices.compactMap { index in
            word(at: index, tokens).map { Use(word: $0, line: tokens[index].line) }
        }
    }

    private static func word(at index: Int, _ tokens: [SwiftToken]) -> String? {
        let token = tokens[index].text
        if let form = forms.first(where: { stands($0, at: index, tokens) }) { return form.shown }
        if locks.contains(where: token.hasPrefix) { return token }
        if token == "static", declaresStored(after: index, tokens) { return "static var" }
        return nil
    }

    // MARK: Words

    private struct Form {
        var tokens: [String]
        var shown: String
    }

    private static let forms = [
        Form(tokens: ["nonisolated", "(", "unsafe", ")"], shown: "nonisolated(unsafe)"),
        Form(tokens: ["@", "unchecked", "Sendable"], shown: "@unchecked Sendable"),
        Form(tokens: ["import", "Synchronization"], shown: "import Synchronization"),
        Form(tokens: ["Mutex", "("], shown: "Mutex("), Form(tokens: ["Mutex", "<"], shown: "Mutex<"),
        Form(tokens: ["Atomic", "("], shown: "Atomic("), Form(tokens: ["Atomic", "<"], shown: "Atomic<"),
    ]

    /// Words that begin like this.
    private static let locks = [
        "pthread_mutex", "pthread_rwlock", "pthread_cond", "pthread_spin", "DispatchQueue", "DispatchSemaphore", "NSLock",
        "NSRecursiveLock", "NSCondition",
    ]

    private static func stands(_ form: Form, at index: Int, _ tokens: [SwiftToken]) -> Bool {
        tokens[index...].prefix(form.tokens.count).map(\.text) == form.tokens
    }

    // MARK: Variables that last

    /// `static var count = 0`, with other words before `var`. One that is computed holds nothing.
    private static func declaresStored(after index: Int, _ tokens: [SwiftToken]) -> Bool {
        let rest = tokens[(index + 1)...]
        guard let keyword = rest.first(where: { ["var", "let", "func", "subscript", "{", "}"].contains($0.text) }),
            keyword.text == "var", let place = rest.firstIndex(of: keyword)
        else { return false }
        return isStored(tokens, variable: place)
    }

    /// Whether the `var` at that place is memory; the alternative is a computed property.
    static func isStored(_ tokens: [SwiftToken], variable place: Int) -> Bool {
        let next = tokens[(place + 2)...].firstIndex { ["=", "{", "}", "var", "let", "func"].contains($0.text) }
        guard let next, tokens[next].text == "{" else { return true }
        return next + 1 < tokens.count && ["didSet", "willSet"].contains(tokens[next + 1].text)
    }
}
