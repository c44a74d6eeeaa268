import Rendering

/// The text of a lesson on a terminal. A pure function of the blocks and the look.
package struct TextRenderer {
    private let look: TextLook

    package init(_ look: TextLook) { self.look = look }

    /// Lines without their newlines; one empty line between blocks.
    package func lines(_ blocks: [Block]) -> [String] {
        lines(blocks, width: look.proseWidth, tight: false)
    }

    /// The same, with spans put before the text of the first paragraph.
    func lines(_ blocks: [Block], after said: [LineBreaker.Span]) -> [String] {
        guard !said.isEmpty, case .paragraph(let inlines)? = blocks.first else { return lines(blocks) }
        let rest = spans(inlines, .plain)
        let glue = LineBreaker.Span(text: gap(said.last?.text.last, rest.first?.text.first), style: .plain)
        let first = LineBreaker.lines(said + [glue] + rest, width: look.proseWidth, look: look)
        return Array([first, lines(Array(blocks.dropFirst()))].filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private func lines(_ blocks: [Block], width: Int, tight: Bool) -> [String] {
        Array(blocks.map { lines($0, width: width) }.joined(separator: tight ? [] : [""]))
    }

    private func lines(_ block: Block, width: Int) -> [String] {
        switch block {
        case .heading(let inlines): wrapped(inlines, width, .bold)
        case .paragraph(let inlines): wrapped(inlines, width)
        case .code(let text): text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + escaped(String($0)) }
        case .quote(let blocks): lines(blocks, width: width - 2, tight: false).map { "\(look.pick("│", "|")) \($0)" }
        case .list(let start, let tight, let items): list(items, start: start, tight: tight, width: width)
        case .table(let rows): table(rows)
        }
    }

    private func list(_ items: [[Block]], start: Int?, tight: Bool, width: Int) -> [String] {
        let markers = items.indices.map { index in start.map { "\($0 + index)." } ?? look.pick("•", "-") }
        let indent = (markers.map(look.columns).max() ?? 1) + 1
        let shown = zip(markers, items).map { marker, blocks in
            let body = lines(blocks, width: width - indent - 1, tight: tight)
            return body.enumerated().map { index, line in
                let head = index == 0 ? marker : ""
                return line.isEmpty && index > 0 ? "" : " " + pad(head, indent) + line
            }
        }
        return Array(shown.joined(separator: tight ? [] : [""]))
    }

    /// Columns that line up, two spaces apart; the last one wraps.
    private func table(_ rows: [[[Inline]]]) -> [String] {
        let count = rows.map(\.count).max() ?? 0
        let cells = rows.map { row in (0..<count).map { $0 < row.count ? spans(row[$0], .plain) : [] } }
        let widths = (0..<count).map { column in cells.map { look.columns(plain($0[column])) }.max() ?? 0 }
        let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let last = max(min(widths.last ?? 0, look.width - before - 4), 16)
        var result: [String] = []
        for (index, row) in cells.enumerated() {
            result += tableRow(row, widths: widths, last: last, style: index == 0 ? .bold : nil)
            if index == 0 { result.append("    " + String(repeating: look.pick("─", "-"), count: before + min(widths.last ?? 0, last))) }
        }
        return result
    }

    private func tableRow(_ row: [[LineBreaker.Span]], widths: [Int], last: Int, style: TextStyle?) -> [String] {
        let head = row.dropLast().enumerated().map { index, cell in
            painted(cell, style) + spaces(widths[index] - look.columns(plain(cell)) + 2)
        }.joined()
        let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let tail = LineBreaker.lines((row.last ?? []).map { restyled($0, style) }, width: last, look: look)
        return tail.enumerated().map { "    " + ($0 == 0 ? head : spaces(indent)) + $1 }
    }

    private func restyled(_ span: LineBreaker.Span, _ style: TextStyle?) -> LineBreaker.Span {
        LineBreaker.Span(text: span.text, style: style ?? span.style)
    }

    private func painted(_ spans: [LineBreaker.Span], _ style: TextStyle?) -> String {
        spans.map { look.paint($0.text, style ?? $0.style) }.joined()
    }

    private func plain(_ spans: [LineBreaker.Span]) -> String { spans.map(\.text).joined() }

    private func pad(_ text: String, _ width: Int) -> String { text + spaces(width - look.columns(text)) }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

    private func wrapped(_ inlines: [Inline], _ width: Int, _ style: TextStyle = .plain) -> [String] {
        LineBreaker.lines(spans(inlines, style), width: width, look: look)
    }

    private func spans(_ inlines: [Inline], _ style: TextStyle) -> [LineBreaker.Span] {
        var spans: [LineBreaker.Span] = []
        for (index, inline) in inlines.enumerated() {
            if inline == .softBreak {
                let next = index + 1 < inlines.count ? self.spans([inlines[index + 1]], style).first?.text.first : nil
                spans.append(.init(text: gap(spans.last?.text.last, next), style: style))
            } else {
                spans += self.spans(inline, style)
            }
        }
        return spans
    }

    private func spans(_ inline: Inline, _ style: TextStyle) -> [LineBreaker.Span] {
        switch inline {
        case .text(let text): [.init(text: text, style: style)]
        // Without colour the marks stay: nothing else would tell `recv` from recv.
        case .code(let text): [.init(text: look.color ? text : "`\(text)`", style: .code)]
        case .emphasis(let inner): spans(inner, style == .plain ? .emphasis : style)
        case .strong(let inner): spans(inner, .bold)
        case .link(let inner, let url): spans(inner, .link) + [.init(text: isShown(url, inner) ? "" : " (\(url))", style: style)]
        case .softBreak: [.init(text: " ", style: style)]
        case .lineBreak: [.init(text: "\n", style: style)]
        }
    }

    private func isShown(_ url: String, _ inner: [Inline]) -> Bool {
        inner == [.text(url)] || url.isEmpty || url.hasPrefix("#") || url.hasPrefix("mailto:")
    }

    /// A line end in the file is a space, except beside Chinese, which has none.
    private func gap(_ before: Character?, _ after: Character?) -> String {
        guard let before, let after else { return " " }
        if before.isChinese && after.isChinese { return "" }
        return before.isChinesePunctuation || after.isChinesePunctuation ? "" : " "
    }
}
