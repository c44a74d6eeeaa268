/// Why text could not be written as bytes, or bytes not read as text.
package enum TextEncodingError: Error, Equatable, Sendable {
    /// No character begins with the byte at `offset` (0: the first): Python's "illegal multibyte sequence".
    case illegal(TextEncoding, byte: UInt8, offset: Int)
    /// The bytes end in the middle of the character that begins at `offset`. More bytes may complete it.
    case cutOff(TextEncoding, offset: Int)
    /// The encoding has no bytes for this character; `offset` counts the characters before it.
    case cannotEncode(TextEncoding, character: Unicode.Scalar, offset: Int)
    /// This system's C library has no converter for the encoding (some keep them in a package of their own).
    case noConverter(TextEncoding)

    package var encoding: TextEncoding {
        switch self {
        case .illegal(let encoding, _, _), .cutOff(let encoding, _), .cannotEncode(let encoding, _, _),
            .noConverter(let encoding):
            encoding
        }
    }

    /// The position of the first bad byte, when bytes were read.
    package var badByte: Int? {
        switch self {
        case .illegal(_, _, let offset), .cutOff(_, let offset): offset
        case .cannotEncode, .noConverter: nil
        }
    }
}

extension TextEncodingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .illegal(let encoding, _, let offset): "not \(encoding.name) from byte \(offset + 1) on"
        case .cutOff(let encoding, let offset): "not whole: the \(encoding.name) character at byte \(offset + 1) is cut off"
        case .cannotEncode(let encoding, let character, let offset):
            "\(encoding.name) has no bytes for \(character), character \(offset + 1)"
        case .noConverter(let encoding): "this system cannot convert \(encoding.name)"
        }
    }
}
