/// A way to write text as bytes, as the course's programs use them. The raw value is Python's name
/// for it, so that `"你好".encode("gbk")` in a tutorial and `TextEncoding.gbk` here are the same.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case gbk
    case gb2312
    case gb18030
    case big5
    /// With a byte order mark, in this machine's order: 2 bytes more than `utf16le`.
    case utf16 = "utf-16"
    case utf16le = "utf-16-le"
    case utf16be = "utf-16-be"

    /// How people write it: `UTF-8`, `GBK`, `UTF-16LE`.
    package var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .gbk: "GBK"
        case .gb2312: "GB2312"
        case .gb18030: "GB18030"
        case .big5: "Big5"
        case .utf16: "UTF-16"
        case .utf16le: "UTF-16LE"
        case .utf16be: "UTF-16BE"
        }
    }

    /// Finds an encoding by its name, whatever its capitals and hyphens: `utf8`, `UTF-16-LE`, `gb_2312`.
    package init?(named name: String) {
        let wanted = Self.letters(of: name)
        guard let found = Self.allCases.first(where: { Self.letters(of: $0.rawValue) == wanted }) else { return nil }
        self = found
    }

    private static func letters(of name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// What `iconv_open` calls it.
    var iconvName: String { self == .gb2312 ? "EUC-CN" : name.uppercased() }

    /// The smallest number of bytes that can stand for a character: what is skipped after an illegal one.
    var unitSize: Int { name.hasPrefix("UTF-16") ? 2 : 1 }
}
