import Glibc

/// Bytes of a terminal into a key.
enum KeyReader {
    static func read(_ descriptor: Int32) -> Key {
        guard let byte = next(descriptor) else { return .end }
        switch byte {
        case 10, 13, 32: return .enter
        case 4: return .end
        case 8, 127: return .back
        case 27: return escape(descriptor)
        case 33..<127: return .letter(Character(Unicode.Scalar(byte | (byte >= 65 && byte <= 90 ? 32 : 0))))
        default:
            // The rest of a character outside ASCII.
            while isWaiting(descriptor), let more = next(descriptor), more >= 0x80 {}
            return .other
        }
    }

    /// An arrow key says where to go; other sequences say nothing.
    private static func escape(_ descriptor: Int32) -> Key {
        var last: UInt8 = 27
        while isWaiting(descriptor), let byte = next(descriptor) {
            last = byte
            if byte >= 0x40 && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "O") { break }
        }
        switch last {
        case UInt8(ascii: "C"), UInt8(ascii: "B"): return .enter
        case UInt8(ascii: "D"), UInt8(ascii: "A"): return .back
        default: return .other
        }
    }

    private static func next(_ descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        return Glibc.read(descriptor, &byte, 1) == 1 ? byte : nil
    }

    private static func isWaiting(_ descriptor: Int32) -> Bool {
        var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) == 1
    }
}
