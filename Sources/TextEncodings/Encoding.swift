/// The bytes of the text in an encoding: Python's `text.encode(encoding)`.
/// Throws `.cannotEncode` with the first character that the encoding does not have.
package func encode(_ text: String, _ encoding: TextEncoding) throws(TextEncodingError) -> [UInt8] {
    let utf8 = Array(text.utf8)
    guard encoding != .utf8 else { return utf8 }
    guard var converter = Converter(from: "UTF-8", to: encoding.iconvName) else { throw .noConverter(encoding) }
    var encoded: [UInt8] = []
    let (used, stop) = converter.convert(utf8[...], into: &encoded, limit: utf8.count * 4 + 4)
    guard stop == nil else { throw cannotEncode(text, after: used, encoding) }
    return encoded
}

private func cannotEncode(_ text: String, after bytes: Int, _ encoding: TextEncoding) -> TextEncodingError {
    let position = text.utf8.index(text.utf8.startIndex, offsetBy: bytes)
    return .cannotEncode(
        encoding, character: text.unicodeScalars[position], offset: text.unicodeScalars[..<position].count)
}
