/// Where each field of a format stands.
package struct StructLayout: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var code: StructCode
        /// Bytes before it in the whole.
        package var offset: Int
        /// Bytes it takes: its code's size, for `s` and `p` their count, for `x` the count of pad bytes.
        package var size: Int
        /// Bytes left empty before it, so that it is aligned.
        package var padding: Int
    }

    package var fields: [Field] = []
    /// Bytes of the whole, padding included.
    package var size = 0
    package var isBigEndian: Bool
    package var isNative: Bool

    /// Bytes of the longest format, 1 MiB: each field is listed. CPython too refuses what does not fit its memory.
    private static let longest = 1 << 20

    package init(_ format: String) throws(StructError) {
        var rest = Substring(format)
        let mark = rest.first.flatMap { "@=<>!".contains($0) ? $0 : nil }
        if mark != nil { rest.removeFirst() }
        isNative = mark == nil || mark == "@"
        isBigEndian = mark == ">" || mark == "!" || (mark != "<" && 1.bigEndian == 1)
        while let letter = rest.first(where: { !$0.isWhitespace }) {
            rest = rest.drop { $0.isWhitespace }
            let digits = letter.isASCIIDigit ? rest.prefix { $0.isASCIIDigit } : nil
            rest = rest.dropFirst(digits?.count ?? 0)
            try append(rest.popFirst(), digits: digits)
        }
    }

    private mutating func append(_ letter: Character?, digits: Substring?) throws(StructError) {
        guard let letter else { throw .countWithoutCode }
        guard let code = StructCode(letter, native: isNative) else { throw .badCharacter(letter, known: StructCode.known(native: isNative)) }
        guard let count = digits.map({ Int($0) }) ?? 1, count <= Self.longest else { throw .tooLong }
        let padding = (code.alignment - size % code.alignment) % code.alignment
        guard size + padding + count * code.size <= Self.longest else { throw .tooLong }
        size += padding
        if code.countIsLength || code.kind == .padding {
            place(code, size: count, padding: padding)
        } else {
            for index in 0..<count { place(code, size: code.size, padding: index == 0 ? padding : 0) }
        }
    }

    private mutating func place(_ code: StructCode, size bytes: Int, padding: Int) {
        fields.append(Field(code: code, offset: size, size: bytes, padding: padding))
        size += bytes
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
