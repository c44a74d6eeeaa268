/// RFC 4648, with padding.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8], into text: inout [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for place in 0..<3 { bits = bits << 8 | (place < group.count ? UInt32(group[start + place]) : 0) }
            for place in 0..<4 {
                let letter = alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)]
                text.append(place <= group.count ? letter : padding)
            }
        }
    }

    /// nil when the text is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3)
        for start in stride(from: 0, to: letters.count, by: 4) {
            guard let group = decodeGroup(letters[start..<(start + 4)], isLast: start + 4 == letters.count) else { return nil }
            bytes += group
        }
        return bytes
    }

    private static func decodeGroup(_ letters: ArraySlice<UInt8>, isLast: Bool) -> ArraySlice<UInt8>? {
        let pads = letters.reversed().prefix { $0 == padding }.count
        guard pads == 0 || (isLast && pads <= 2) else { return nil }
        var bits: UInt32 = 0
        for letter in letters.dropLast(pads) {
            guard let value = values[Int(letter)] else { return nil }
            bits = bits << 6 | UInt32(value)
        }
        bits <<= 6 * UInt32(pads)
        return [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)].prefix(3 - pads)
    }
}
