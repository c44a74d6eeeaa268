/// The text of the bytes: Python's `bytes.decode(encoding)`.
/// Throws `.illegal` or `.cutOff` with the position of the first bad byte.
package func decode(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> String {
    var decoder = try Decoder(bytes, encoding)
    var text = String.UnicodeScalarView()
    var start = 0
    while let step = decoder.next() {
        switch step {
        case .character(let character, _): text.append(character)
        case .illegal: throw .illegal(encoding, byte: bytes[start], offset: start)
        case .cutOff: throw .cutOff(encoding, offset: start)
        }
        start = decoder.position
    }
    return String(text)
}

/// The text of the bytes, with U+FFFD `�` for what is no character: Python's `bytes.decode(encoding, "replace")`.
/// Bytes read in another encoding than they were written in come out as mojibake.
package func decodeReplacing(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> String {
    try characters(of: bytes, in: encoding).map(\.0).joined()
}

/// Which bytes make which character. Bytes that are none come as `"\u{FFFD}"` with their range, so the
/// ranges follow each other without a gap. A byte order mark belongs to the first character.
package func characters(
    of bytes: [UInt8], in encoding: TextEncoding
) throws(TextEncodingError) -> [(String, Range<Int>)] {
    var decoder = try Decoder(bytes, encoding)
    var characters: [(String, Range<Int>)] = []
    var start = 0
    while let step = decoder.next() {
        let text = if case .character(let character, _) = step { String(character) } else { "\u{FFFD}" }
        characters.append((text, start..<decoder.position))
        start = decoder.position
    }
    return characters
}
