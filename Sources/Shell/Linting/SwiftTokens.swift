/// A word or a sign of a Swift program. Comments and texts are none; what a text interpolates is.
struct SwiftToken: Equatable {
    var text: String
    /// 1 for the first line.
    var line: Int

    var isWord: Bool { text.first.map { $0.isLetter || $0 == "_" || $0 == "`" } ?? false }
    /// As it is called: `` `class` `` is class.
    var name: String { text.filter { $0 != "`" } }
}

/// Cuts a Swift program into its words and signs.
struct SwiftTokens {
    private let characters: [Character]
    private var at = 0
    private var line = 1
    private var tokens: [SwiftToken] = []

    static func of(_ source: String) -> [SwiftToken] {
        var reader = SwiftTokens(source)
        reader.read(isInterpolation: false)
        return reader.tokens
    }

    private init(_ source: String) { characters = Array(source) }

    private var here: Character? { at < characters.count ? characters[at] : nil }
    private func stands(_ text: String) -> Bool { characters[at...].starts(with: text) }

    private mutating func skip(_ count: Int = 1) {
        for _ in 0..<count where at < characters.count {
            if characters[at].isNewline { line += 1 }
            at += 1
        }
    }

    /// To the end of the file, or to the `)` that ends an interpolation.
    private mutating func read(isInterpolation: Bool) {
        var open = 0
        while let character = here {
            if stands("//") || stands("/*") { skipComment(); continue }
            if let hashes = textBegins { skipText(hashes); continue }
            if isInterpolation, character == "(" { open += 1 }
            if isInterpolation, character == ")" {
                if open == 0 { return }
                open -= 1
            }
            take(character)
        }
    }

    private mutating func take(_ character: Character) {
        if character.isWhitespace { return skip() }
        let first = line
        var text = ""
        if Self.isPartOfAWord(character) {
            while let next = here, Self.isPartOfAWord(next) { text.append(next); skip() }
        } else {
            text = stands("...") || stands("..<") ? String(characters[at..<at + 3]) : String(character)
            skip(text.count)
        }
        tokens.append(SwiftToken(text: text, line: first))
    }

    private static func isPartOfAWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "`"
    }

    // MARK: What is no code

    private mutating func skipComment() {
        if stands("//") {
            while let character = here, !character.isNewline { skip() }
            return
        }
        var depth = 0
        repeat {
            if stands("/*") { depth += 1; skip(2) } else if stands("*/") { depth -= 1; skip(2) } else { skip() }
        } while depth > 0 && here != nil
    }

    /// How many `#` stand in front of the text that begins here; nil where none begins.
    private var textBegins: Int? {
        let hashes = characters[at...].prefix { $0 == "#" }.count
        return at + hashes < characters.count && characters[at + hashes] == "\"" ? hashes : nil
    }

    private mutating func skipText(_ hashes: Int) {
        let mark = String(repeating: "#", count: hashes)
        skip(hashes)
        let quotes = stands("\"\"\"") ? "\"\"\"" : "\""
        skip(quotes.count)
        while here != nil, !stands(quotes + mark) {
            if stands("\\" + mark + "(") {
                skip(hashes + 2)
                read(isInterpolation: true)
                skip()
            } else {
                skip(stands("\\" + mark) ? hashes + 2 : 1)
            }
        }
        skip(quotes.count + hashes)
    }
}
