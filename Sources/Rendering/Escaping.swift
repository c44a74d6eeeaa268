import Transcripts

/// The text with everything that could move a cursor, change a colour, turn the reading direction or hide
/// something written as an escape, as Python writes it: `\n`, `\x1b`, `\u202e`.
///
/// Applied twice, it changes nothing more: a backslash stays one.
package func escaped(_ text: String) -> String {
    var text = text
    let isPlain = text.withUTF8 { bytes in bytes.allSatisfy { (0x20...0x7E).contains($0) } }
    return isPlain ? text : text.map { escaped($0) }.joined()
}

/// Paths and foreign addresses may hold anything.
func escaped(_ address: RecordedAddress) -> String { escaped(address.description) }

/// One character, as the screen may show it.
func escaped(_ character: Character) -> String {
    let scalars = Array(character.unicodeScalars)
    guard isBase(scalars[0]) else { return scalars.map(escape).joined() }
    var result = String(scalars[0])
    for index in scalars.indices.dropFirst() {
        if mayFollow(scalars, at: index) {
            result.unicodeScalars.append(scalars[index])
        } else {
            result += escape(scalars[index])
        }
    }
    return result
}

/// The scalar in printable ASCII.
func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    let (letter, digits) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    let hex = String(scalar.value, radix: 16)
    return "\\" + letter + String(repeating: "0", count: digits - hex.count) + hex
}

/// Whether a character may begin with this scalar: it is visible, or a space, and stands by itself.
private func isBase(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value >= 0x20 }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return false }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .nonspacingMark, .enclosingMark, .spacingMark: false
    default: true
    }
}

/// More marks than this on one character are a trick to paint over other lines.
private let mostMarks = 4

private func mayFollow(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = scalars[index]
    let isEmoji = scalars[0].properties.isEmoji && scalars[0].value > 0xFF
    if scalar.value == 0xFE0F { return isEmoji && index == 1 || isEmoji && scalars[index - 1].properties.isEmoji }
    // A joiner joins two emoji, or it is a trick.
    if scalar.value == 0x200D {
        return isEmoji && index + 1 < scalars.count && isBase(scalars[index + 1])
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark:
        return index <= mostMarks && !scalar.properties.isDefaultIgnorableCodePoint
    default:
        return isBase(scalar)
    }
}
