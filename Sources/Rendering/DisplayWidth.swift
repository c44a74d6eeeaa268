/// How many columns a terminal gives to the text.
///
/// Wide and fullwidth characters of East Asia and emoji take two columns, combining marks none. Ambiguous ones
/// (Greek, line drawing …) take two where `ambiguousWide` says so. Source: Unicode Standard Annex #11.
package func columns(of text: String, ambiguousWide: Bool = false) -> Int {
    var text = text
    let ascii: Int? = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } ? bytes.count : nil }
    if let ascii { return ascii }
    return text.reduce(0) { $0 + columns(of: $1, ambiguousWide: ambiguousWide) }
}

/// The columns of what a reader takes for one character.
func columns(of character: Character, ambiguousWide: Bool) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.value < 0x300 && scalars.count == 1 { return columns(of: first, ambiguousWide: ambiguousWide) }
    let hasEmojiStyle = scalars.dropFirst().contains { $0.value == 0xFE0F }
    if first.properties.isEmojiPresentation || (hasEmojiStyle && first.properties.isEmoji) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1, ambiguousWide: ambiguousWide) }
}

private func columns(of scalar: Unicode.Scalar, ambiguousWide: Bool) -> Int {
    if scalar.value < 0xA1 { return 1 }
    if hasNoWidth(scalar) { return 0 }
    if isInside(wideRanges, scalar.value) { return 2 }
    return ambiguousWide && isInside(ambiguousRanges, scalar.value) ? 2 : 1
}

private func hasNoWidth(_ scalar: Unicode.Scalar) -> Bool {
    // Vowels and final consonants that join the Hangul syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return true }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    case .format: scalar.value != 0xAD
    default: false
    }
}

private func isInside(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
        let middle = (low + high) / 2
        if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
}
