/// Bytes as hexadecimal digits, as students type and read them.
enum HexText {
    /// `00 0c`
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map(text).joined(separator: " ")
    }

    static func text(_ byte: UInt8) -> String {
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }

    /// At most so many bytes of it.
    static func short(_ bytes: [UInt8], atMost most: Int, ellipsis: String) -> String {
        bytes.count <= most ? text(bytes) : text(bytes.prefix(most - 1)) + " " + ellipsis
    }

    /// Reads `0000000c`, `00 00 00 0c`, `0x0c`, `\x00\x0c`, `00:0c`; nil where it is none of these.
    static func bytes(_ text: String) -> [UInt8]? {
        let plain = text.replacing("0x", with: " ").replacing("\\x", with: " ").replacing(",", with: " ").replacing(":", with: " ")
        var bytes: [UInt8] = []
        for word in plain.split(whereSeparator: \.isWhitespace) {
            let digits = word.compactMap(\.hexDigitValue)
            guard digits.count == word.count, digits.count % 2 == 0, word.utf8.count == word.count else { return nil }
            for index in stride(from: 0, to: digits.count, by: 2) { bytes.append(UInt8(digits[index] << 4 | digits[index + 1])) }
        }
        return bytes
    }
}
