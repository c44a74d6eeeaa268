import Rendering

/// How the text of a lesson is to look.
package struct TextLook: Sendable, Equatable {
    /// Columns of the terminal.
    package var width: Int
    package var color: Bool
    package var ambiguousWide: Bool
    package var glyphs: Glyphs

    package init(width: Int = 80, color: Bool = false, ambiguousWide: Bool = false, glyphs: Glyphs = .unicode) {
        self.width = width
        self.color = color
        self.ambiguousWide = ambiguousWide
        self.glyphs = glyphs
    }

    /// Longer lines of prose are hard to read.
    var proseWidth: Int { min(width, 88) }

    func columns(_ text: String) -> Int { Rendering.columns(of: text, ambiguousWide: ambiguousWide) }

    func pick(_ unicode: String, _ ascii: String) -> String { glyphs == .unicode ? unicode : ascii }

    /// A line across the whole screen.
    package var rule: String {
        String(repeating: pick("─", "-"), count: width / (glyphs == .unicode && ambiguousWide ? 2 : 1))
    }

    /// The text with colour, where there is colour.
    package func paint(_ text: String, _ style: TextStyle) -> String {
        guard color, let sgr = style.sgr else { return text }
        return "\u{1B}[\(sgr)m\(text)\u{1B}[0m"
    }
}

package enum TextStyle: Sendable, Equatable {
    case plain, bold, emphasis, code, link, dim, good, bad

    /// The parameters of the SGR sequence; readable on dark and on light backgrounds.
    var sgr: String? {
        switch self {
        case .plain: nil
        case .bold: "1"
        case .emphasis: "3"
        case .code: "38;5;31"
        case .link: "4"
        case .dim: "2"
        case .good: "38;5;64"
        case .bad: "38;5;160"
        }
    }
}
