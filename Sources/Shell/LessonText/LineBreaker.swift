import Rendering

/// Breaks styled text into lines by display columns.
///
/// A line breaks at a space, or beside a wide character as Chinese does: never before a closing mark, never after
/// an opening one. What is wider than a line breaks anywhere.
struct LineBreaker {
    struct Span: Equatable {
        var text: String
        var style: TextStyle
    }

    private struct Cell {
        var character: Character
        var style: TextStyle
        var width: Int
        /// A space inside a code span holds together.
        var isGap: Bool
    }

    private let look: TextLook
    private let width: Int
    private var lines: [[Cell]] = []
    private var line: [Cell] = []
    private var used = 0

    init(width: Int, look: TextLook) {
        self.width = max(width, 8)
        self.look = look
    }

    /// The painted lines.
    static func lines(_ spans: [Span], width: Int, look: TextLook) -> [String] {
        var breaker = LineBreaker(width: width, look: look)
        for span in spans { breaker.take(span) }
        breaker.endLine()
        return breaker.lines.map(breaker.painted)
    }

    private mutating func take(_ span: Span) {
        for character in span.text {
            if character == "\n" { endLine() } else { escaped(String(character)).forEach { take($0, span.style) } }
        }
    }

    private mutating func take(_ character: Character, _ style: TextStyle) {
        let isGap = character == " " && style != .code
        let cell = Cell(
            character: character, style: style, width: look.columns(String(character)), isGap: isGap)
        if isGap && line.isEmpty { return }
        // A space may hang over the end: it is never printed.
        if used + cell.width > width && !isGap { wrap(before: cell) }
        line.append(cell)
        used += cell.width
    }

    private mutating func wrap(before next: Cell) {
        let places = line.indices.reversed().filter { index in
            mayBreak(after: line[index], before: cell(after: index, next))
        }
        // A command stays in one piece where that leaves no more than half a line empty.
        let whole = places.first { line[$0].style != .code || cell(after: $0, next).style != .code }
        let place = whole.flatMap { 2 * columns(through: $0) >= width ? $0 : nil } ?? places.first
        let end = place.map { $0 + 1 } ?? line.count
        lines.append(Array(line[..<end]))
        line = Array(line[end...].drop { $0.isGap })
        used = line.reduce(0) { $0 + $1.width }
    }

    private func cell(after index: Int, _ next: Cell) -> Cell { index + 1 < line.count ? line[index + 1] : next }

    private func columns(through index: Int) -> Int { line[...index].reduce(0) { $0 + $1.width } }

    private mutating func endLine() {
        lines.append(line)
        line = []
        used = 0
    }

    private func mayBreak(after: Cell, before: Cell) -> Bool {
        if before.isGap { return false }
        if after.isGap { return true }
        if after.style == .code && before.style == .code && after.character == " " { return true }
        guard after.width == 2 || before.width == 2 else { return false }
        return !Self.neverFirst.contains(before.character) && !Self.neverLast.contains(after.character)
    }

    private func painted(_ cells: [Cell]) -> String {
        var cells = cells[...]
        while cells.last?.character == " " { cells.removeLast() }
        var result = ""
        while let style = cells.first?.style {
            let same = cells.prefix { $0.style == style }
            result += look.paint(String(same.map(\.character)), style)
            cells = cells.dropFirst(same.count)
        }
        return result
    }

    private static let neverFirst = Set<Character>("，。、：；！？）」』》〉】〕”’…—～·,.:;!?)]}%")
    private static let neverLast = Set<Character>("（「『《〈【〔“‘([{#$")
}

extension Character {
    /// Chinese characters and their punctuation, between which no space belongs at a line end.
    var isChinese: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0x20000...0x3FFFF: return true
        default: return "“”‘’…—".unicodeScalars.contains(scalar)
        }
    }

    /// A mark that carries its own space.
    var isChinesePunctuation: Bool {
        isChinese && (isPunctuation || isSymbol)
    }
}
