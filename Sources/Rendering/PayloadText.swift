import Transcripts

/// Bytes as a reader can see them: a run of small units, each of which stays in one piece when a line is cut.
struct PayloadText {
    enum Form {
        /// Characters; what is no character is escaped.
        case text
        /// Two hexadecimal digits a byte.
        case hex
    }

    let form: Form
    let glyphs: Glyphs
    let ambiguousWide: Bool

    /// Text as it reads: `hello\n`. Hexadecimal with spaces: `0c 00 00 00`.
    ///
    /// Spaces at the ends get a sign, unless quotes stand around the text: nothing else shows where it ends.
    func units(_ bytes: ArraySlice<UInt8>, escaping quote: Bool = false, ends: Ends = .both) -> [String] {
        switch form {
        case .hex:
            return bytes.enumerated().map { index, byte in index == 0 ? hex(byte) : " " + hex(byte) }
        case .text:
            let units = textUnits(bytes, escaping: quote)
            return quote ? units : markingSpaces(units, ends)
        }
    }

    func string(_ bytes: ArraySlice<UInt8>, escaping quote: Bool = false) -> String {
        units(bytes, escaping: quote).joined()
    }

    /// Which ends of the bytes are those of the whole payload.
    enum Ends {
        case both, first, last
    }

    private func markingSpaces(_ units: [String], _ ends: Ends) -> [String] {
        guard units.first == " " || units.last == " " else { return units }
        let sign = glyphs.space.map { String($0) } ?? escape(" ")
        var units = units
        let isSpace = { (unit: String) in unit == " " }
        let leading = units.prefix(while: isSpace).count
        if ends != .last { for index in 0..<leading { units[index] = sign } }
        guard ends != .first, leading < units.count else { return units }
        let trailing = units.reversed().prefix(while: isSpace).count
        for index in units.indices.suffix(trailing) { units[index] = sign }
        return units
    }

    /// The text beside hexadecimal digits: a sign a byte.
    func beside(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.map { (0x20...0x7E).contains($0) ? String(Unicode.Scalar($0)) : glyphs.unprintable }.joined()
    }

    func width(_ text: String) -> Int { columns(of: text, ambiguousWide: ambiguousWide) }
}

func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "0" + digits : digits
}

/// Characters of valid UTF-8 escaped one by one, every other byte as `\xe5`. A backslash is doubled, so that
/// the reader can tell `\n` the newline from `\n` the two characters.
private func textUnits(_ bytes: ArraySlice<UInt8>, escaping quote: Bool) -> [String] {
    var result: [String] = []
    var rest = bytes
    while !rest.isEmpty {
        let valid = rest.prefix(validUTF8Length(rest))
        for character in String(decoding: valid, as: UTF8.self) {
            switch character {
            case "\\": result.append("\\\\")
            case "\"" where quote: result.append("\\\"")
            // The lab writes a space at an end with it.
            case "␣": result.append(escape("␣"))
            default: result.append(escaped(character))
            }
        }
        rest = rest.dropFirst(valid.count)
        if let broken = rest.first {
            result.append("\\x" + hex(broken))
            rest = rest.dropFirst()
        }
    }
    return result
}

/// The characters of an escaped text, each escape in one piece: `a`, `\\n`, `\\x1b`.
func escapeUnits(_ text: String) -> [String] {
    var units: [String] = []
    var rest = text[...]
    while let first = rest.first {
        let digits: [Character: Int] = ["x": 2, "u": 4, "U": 8]
        let length = first == "\\" ? 2 + (rest.dropFirst().first.flatMap { digits[$0] } ?? 0) : 1
        units.append(String(rest.prefix(length)))
        rest = rest.dropFirst(length)
    }
    return units
}

/// How many bytes from the start are valid UTF-8.
func validUTF8Length(_ bytes: ArraySlice<UInt8>) -> Int {
    var length = 0
    var decoder = Unicode.UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        length += Unicode.UTF8.width(scalar)
    }
    return length
}

extension Payload {
    /// Whether the bytes read as text: characters, with at most a third of them control characters or broken,
    /// and no zero byte. A character cut in two at either end does not count as broken.
    var form: PayloadText.Form {
        let sample = withoutCutCharacters(bytes.prefix(4096))
        if sample.isEmpty { return bytes.isEmpty ? .text : .hex }
        var good = 0
        var bad = 0
        var rest = sample
        while !rest.isEmpty {
            let valid = rest.prefix(validUTF8Length(rest))
            for scalar in String(decoding: valid, as: UTF8.self).unicodeScalars {
                if scalar.value == 0 { return .hex }
                if isOddControl(scalar) { bad += 1 } else { good += 1 }
            }
            rest = rest.dropFirst(valid.count)
            if !rest.isEmpty { bad += 1 }
            rest = rest.dropFirst()
        }
        return bad * 2 > good ? .hex : .text
    }
}

/// A control character that text does not hold: all but tab, newline, return and escape.
private func isOddControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && ![9, 10, 13, 27].contains(scalar.value)) || (0x7F...0x9F).contains(scalar.value)
}

private func withoutCutCharacters(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let tail = bytes.drop { $0 & 0xC0 == 0x80 }
    let start = bytes.count - tail.count <= 3 ? tail : bytes
    // Up to three bytes at the end may be the beginning of a character.
    for length in 1...3 where start.count > length {
        let lead = start[start.endIndex - length]
        if lead & 0xC0 == 0xC0 {
            let isWhole = validUTF8Length(start.suffix(length)) == length
            return isWhole ? start : start.dropLast(length)
        }
    }
    return start
}
