extension Payload {
    /// Whether the bytes are text that a person can read in a file: UTF-8 without control characters (newline and
    /// tab are fine), without marks that turn the direction of the text, without code points that are no characters.
    package var isPrintable: Bool {
        if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x09 }) { return true }
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy(Self.isPrintable)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00..<0x20, 0x7F..<0xA0: false
        case 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: false
        case 0xFDD0...0xFDEF, 0xFFF0...0xFFFC: false
        case let value: value & 0xFFFE != 0xFFFE
        }
    }
}
