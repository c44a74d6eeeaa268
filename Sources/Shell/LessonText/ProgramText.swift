/// Finds a program in a lesson's Swift file and shows it as the student reads it.
package enum ProgramText {
    /// A program or a function that programs call: from `static func NAME(` to the `}` in the same
    /// column, common indentation removed; nil where it is not there.
    package static func function(_ name: String, in source: String) -> [String]? {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { trimmed($0).hasPrefix("static func \(name)(") }) else { return nil }
        let indent = lines[start].prefix { $0 == " " }.count
        let isOneLine = lines[start].contains("{") && lines[start].hasSuffix("}")
        let end = isOneLine ? start : lines[start...].firstIndex { $0 == spaces(indent) + "}" }
        guard let end else { return nil }
        return lines[start...end].map { String($0.dropFirst(min(indent, $0.prefix { $0 == " " }.count))) }
    }

    /// The names of all programs, in the order of the file.
    package static func functions(in source: String) -> [String] {
        let lines = source.split(separator: "\n")
        return lines.indices.compactMap { index in
            let words = trimmed(lines[index])
            guard words.hasPrefix("static func "), takesHost(lines[index...]) else { return nil }
            return String(words.dropFirst("static func ".count).prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
    }

    /// Two programs side by side where both fit, else one below the other.
    package static func sideBySide(_ left: [String], _ right: [String], look: TextLook) -> [String] {
        let leftWidth = left.map(look.columns).max() ?? 0
        let rightWidth = right.map(look.columns).max() ?? 0
        guard leftWidth + rightWidth + 4 <= look.width else { return left + [""] + right }
        return (0..<max(left.count, right.count)).map { row in
            let text = row < left.count ? left[row] : ""
            guard row < right.count, !right[row].isEmpty else { return text }
            return text + spaces(leftWidth - look.columns(text) + 4) + right[row]
        }
    }

    /// A program is what a participant can run: it takes the host. Its signature may fill several lines.
    private static func takesHost(_ lines: ArraySlice<Substring>) -> Bool {
        let end = lines.firstIndex { $0.contains("{") } ?? lines.startIndex
        return lines[...end].contains { $0.contains("Host") }
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
