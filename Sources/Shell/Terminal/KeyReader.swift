/// Bytes of a terminal into a key.
struct KeyReader {
    /// Waits for a byte; nil at the end.
    let next: () -> UInt8?
    /// Whether another byte is there already.
    let isWaiting: () -> Bool

    func read() -> Key {
        guard let byte = next() else { return .end }
        switch byte {
        case 10, 13, 32: return .enter
        case 3: return .interrupted
        case 4: return .end
        case 8, 127: return .back
        case 27: return escape()
        case 33..<127: return .letter(Character(Unicode.Scalar(byte | (byte >= 65 && byte <= 90 ? 32 : 0))))
        default:
            if byte >= 0xC0 { skipCharacter(byte) }
            return .other
        }
    }

    /// The rest of a character outside ASCII.
    private func skipCharacter(_ first: UInt8) {
        for _ in 0..<(first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1) where isWaiting() { _ = next() }
    }

    /// An arrow key says where to go; other sequences say nothing.
    private func escape() -> Key {
        var last: UInt8 = 27
        while isWaiting(), let byte = next() {
            last = byte
            if byte >= 0x40 && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "O") { break }
        }
        switch last {
        case UInt8(ascii: "C"), UInt8(ascii: "B"): return .enter
        case UInt8(ascii: "D"), UInt8(ascii: "A"): return .back
        default: return .other
        }
    }
}
