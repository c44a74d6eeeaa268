/// What somebody typed, reduced to what was meant: `11`, `11 bytes`, `"11"`, `１１ 字节` are the same.
struct Reply: Equatable {
    private let meaning: String

    init(_ text: String) {
        let plain = String(text.unicodeScalars.map(Self.halfWidth)).lowercased()
        meaning = Self.withoutUnit(String(plain.filter { !Self.isIgnored($0) }))
    }

    var isEmpty: Bool { meaning.isEmpty }

    /// Full-width letters, digits and marks (U+FF01–U+FF5E) are those of ASCII; U+3000 is a space.
    private static func halfWidth(_ scalar: Unicode.Scalar) -> Character {
        switch scalar.value {
        case 0xFF01...0xFF5E: Character(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0x3000: " "
        default: Character(scalar)
        }
    }

    private static func isIgnored(_ character: Character) -> Bool {
        character.isWhitespace || quotes.contains(character)
    }

    /// A number with the unit after it is the number, and a final full stop says nothing.
    private static func withoutUnit(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, text.count > 1, ".。!".contains(last) { text.removeLast() }
        for unit in units where text.hasSuffix(unit) {
            let number = text.dropLast(unit.count)
            if !number.isEmpty, number.allSatisfy(\.isNumber) { return digits(number) }
        }
        return digits(text)
    }

    /// `0011` and `11` are the same number.
    private static func digits(_ text: Substring) -> String {
        guard text.count > 1, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return String(text) }
        let rest = text.drop { $0 == "0" }
        return rest.isEmpty ? "0" : String(rest)
    }

    private static let quotes = Set<Character>("\"'`“”‘’「」『』")
    private static let units = ["bytes", "byte", "b", "个字节", "字节", "个", "次", "times", "calls", "次调用"]
}

extension Answer {
    /// Whether the reply means the same as one of the accepted answers.
    package func accepts(_ reply: String) -> Bool {
        let meant = Reply(reply)
        return !meant.isEmpty && accepted.contains { Reply($0) == meant }
    }
}
