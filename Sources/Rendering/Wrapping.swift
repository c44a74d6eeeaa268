/// Breaks spans into lines of at most `first` columns, then `rest` columns each.
///
/// A line breaks at a space, or beside a wide character as Chinese does (never before a closing mark or after
/// an opening one); a word that is wider than a line breaks anywhere.
func wrapped(_ spans: [Span], first: Int, rest: Int, ambiguousWide: Bool) -> [[Span]] {
    var wrapper = Wrapper(room: max(first, 1), rest: max(rest, 2), ambiguousWide: ambiguousWide)
    for span in spans {
        for character in span.text { wrapper.take(character, span.style) }
    }
    return wrapper.finish()
}

private struct Wrapper {
    private struct Cell {
        var character: Character
        var style: Style
        var width: Int
    }

    private var room: Int
    private let rest: Int
    private let ambiguousWide: Bool
    private var lines: [[Span]] = []
    private var line: [Cell] = []
    private var width = 0

    init(room: Int, rest: Int, ambiguousWide: Bool) {
        self.room = room
        self.rest = rest
        self.ambiguousWide = ambiguousWide
    }

    mutating func take(_ character: Character, _ style: Style) {
        let cell = Cell(character: character, style: style, width: columns(of: character, ambiguousWide: ambiguousWide))
        // A space at the end of a line may hang over: it is never printed.
        if width + cell.width > room && character != " " { breakLine(before: cell) }
        if line.isEmpty && !lines.isEmpty && character == " " { return }
        line.append(cell)
        width += cell.width
    }

    mutating func finish() -> [[Span]] {
        if !line.isEmpty || lines.isEmpty { lines.append(spans(of: line[...])) }
        return lines
    }

    private mutating func breakLine(before next: Cell) {
        let place = line.indices.reversed().first { index in
            canBreak(after: line[index], before: index + 1 < line.count ? line[index + 1] : next)
        }
        let end = place.map { $0 + 1 } ?? line.count
        lines.append(spans(of: line[..<end]))
        line = Array(line[end...])
        width = line.reduce(0) { $0 + $1.width }
        room = rest
    }

    private func canBreak(after cell: Cell, before next: Cell) -> Bool {
        // `✗ ECONNREFUSED` stays together.
        if cell.style == .error && next.style == .error { return false }
        let (after, before) = (cell.character, next.character)
        if before == " " { return false }
        if after == " " { return true }
        let hasWide = columns(of: after, ambiguousWide: false) == 2 || columns(of: before, ambiguousWide: false) == 2
        return hasWide && !neverFirst.contains(before) && !neverLast.contains(after)
    }

    private func spans(of cells: ArraySlice<Cell>) -> [Span] {
        var result: [Span] = []
        for cell in cells {
            if let last = result.last, last.style == cell.style {
                result[result.count - 1].text.append(cell.character)
            } else {
                result.append(Span(String(cell.character), cell.style))
            }
        }
        while let last = result.last, last.text.hasSuffix(" ") {
            result[result.count - 1].text.removeLast()
            if result[result.count - 1].text.isEmpty { result.removeLast() }
        }
        return result
    }
}

private let neverFirst = Set("，：；）。、!?」』》”’),.:;!?…%")
private let neverLast = Set("（「『《“‘(#")
