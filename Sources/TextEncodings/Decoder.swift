/// Reads bytes character by character. A character here is a Unicode scalar, what Python's `len` counts.
struct Decoder: ~Copyable {
    enum Step {
        case character(Unicode.Scalar, bytes: Int)
        case illegal(bytes: Int)
        case cutOff(bytes: Int)
    }

    /// No encoding of the course needs more for a character, a byte order mark before it included.
    private static let longestCharacter = 8

    private let encoding: TextEncoding
    private let bytes: [UInt8]
    private var converter: Converter?
    private(set) var position = 0

    init(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) {
        self.bytes = bytes
        self.encoding = encoding
        guard encoding != .utf8 else { return }
        converter = Converter(from: encoding.iconvName, to: "UTF-32LE")
        if converter == nil { throw .noConverter(encoding) }
    }

    /// The next character, or how many bytes are none; nil at the end.
    mutating func next() -> Step? {
        guard position < bytes.count else { return nil }
        guard let step = encoding == .utf8 ? nextOfUTF8() : nextOfConverter() else {
            position = bytes.count
            return nil
        }
        switch step {
        case .character(_, let length), .illegal(let length), .cutOff(let length): position += length
        }
        return step
    }

    /// What is no character is as long as Unicode and Python say: the longest part that could have begun one.
    private func nextOfUTF8() -> Step? {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes[position...].makeIterator()
        switch parser.parseScalar(from: &rest) {
        case .valid(let encoded): return .character(Unicode.UTF8.decode(encoded), bytes: encoded.count)
        case .error(let length): return isBeginningOfUTF8(length) ? .cutOff(bytes: length) : .illegal(bytes: length)
        case .emptyInput: return nil
        }
    }

    /// Whether the last `length` bytes would be right if only more followed.
    private func isBeginningOfUTF8(_ length: Int) -> Bool {
        guard position + length == bytes.count, let first = bytes[position...].first else { return false }
        let wanted = first >= 0xF0 && first <= 0xF4 ? 4 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC2 && first < 0xE0 ? 2 : 1
        return length < wanted
    }

    /// One character at a time: there is room for just one in the output, so the converter stops after it.
    private mutating func nextOfConverter() -> Step? {
        var scalar: [UInt8] = []
        let window = bytes[position...].prefix(Self.longestCharacter)
        let (used, stop) = converter!.convert(window, into: &scalar, limit: 4)
        if scalar.count == 4 {
            let value = scalar.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return .character(Unicode.Scalar(value) ?? "\u{FFFD}", bytes: used)
        }
        switch stop {
        case .cutOff: return .cutOff(bytes: bytes.count - position)
        case .illegal: return .illegal(bytes: min(encoding.unitSize, bytes.count - position))
        case .outputFull, nil: return nil  // a byte order mark and nothing after it
        }
    }
}
