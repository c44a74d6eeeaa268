/// One printed line: spans from left to right, counted in columns.
struct Line {
    private(set) var spans: [Span] = []
    private(set) var width = 0
    private let ambiguousWide: Bool

    init(ambiguousWide: Bool) {
        self.ambiguousWide = ambiguousWide
    }

    mutating func add(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        spans.append(Span(text, style))
        width += columns(of: text, ambiguousWide: ambiguousWide)
    }

    mutating func add(_ spans: [Span]) {
        for span in spans { add(span.text, span.style) }
    }

    /// Goes on at this column, counted from 0; one that is passed already changes nothing.
    mutating func move(to column: Int) {
        if column > width { add(String(repeating: " ", count: column - width)) }
    }

    /// The line without the spaces at its end.
    func text(color: ColorMode) -> String {
        var output = ""
        append(to: &output, color: color)
        return output
    }

    /// Writes the line and a newline; spaces at its end are left out.
    func write(to output: inout String, color: ColorMode) {
        append(to: &output, color: color)
        output += "\n"
    }

    private func append(to output: inout String, color: ColorMode) {
        var spans = self.spans
        while let last = spans.last {
            let kept = last.text.trimmedAtEnd
            spans[spans.count - 1].text = kept
            if !kept.isEmpty { break }
            spans.removeLast()
        }
        for span in spans {
            if color == .ansi, let sgr = span.style.sgr {
                output += "\u{1B}[\(sgr)m\(span.text)\u{1B}[0m"
            } else {
                output += span.text
            }
        }
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var result = self
        while result.utf8.last == UInt8(ascii: " ") { result.removeLast() }
        return result
    }
}
