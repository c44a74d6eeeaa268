import CMark

/// CommonMark into values, by cmark, the reference parser.
struct Markdown {
    /// One top-level block; fenced code keeps its info string.
    struct Part {
        /// In the text that was parsed, 1 for the first.
        var line: Int
        var content: Content

        enum Content {
            case block(Block)
            case fenced(info: String, text: String)
            case pageBreak
        }
    }

    private let lines: [Substring]

    static func parse(_ text: String) -> [Part] {
        let node = text.utf8CString.withUnsafeBufferPointer { bytes in
            cmark_parse_document(bytes.baseAddress, bytes.count - 1, CMARK_OPT_DEFAULT)
        }
        guard let node else { return [] }
        defer { cmark_node_free(node) }
        return Markdown(lines: text.split(separator: "\n", omittingEmptySubsequences: false)).parts(of: node)
    }

    /// The blocks of a text where nothing happens.
    static func blocks(_ text: String) -> [Block] {
        parse(text).compactMap { part in
            switch part.content {
            case .block(let block): block
            case .fenced(_, let text): .code(text)
            case .pageBreak: nil
            }
        }
    }

    private func parts(of document: OpaquePointer) -> [Part] {
        children(of: document).compactMap { node in
            content(of: node).map { Part(line: Int(cmark_node_get_start_line(node)), content: $0) }
        }
    }

    private func content(of node: OpaquePointer) -> Part.Content? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_THEMATIC_BREAK: .pageBreak
        case CMARK_NODE_CODE_BLOCK: .fenced(info: string(cmark_node_get_fence_info(node)), text: literal(node))
        default: block(node).map { .block($0) }
        }
    }

    private func block(_ node: OpaquePointer) -> Block? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING: .heading(inlines(of: node))
        case CMARK_NODE_PARAGRAPH: table(at: node) ?? .paragraph(inlines(of: node))
        case CMARK_NODE_CODE_BLOCK: .code(literal(node))
        case CMARK_NODE_BLOCK_QUOTE: .quote(children(of: node).compactMap(block))
        case CMARK_NODE_LIST: list(node)
        case CMARK_NODE_HTML_BLOCK, CMARK_NODE_THEMATIC_BREAK: nil
        default: .paragraph(inlines(of: node))
        }
    }

    private func list(_ node: OpaquePointer) -> Block {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        return .list(
            start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil, tight: cmark_node_get_list_tight(node) != 0,
            items: children(of: node).map { children(of: $0).compactMap(block) })
    }

    private func inlines(of node: OpaquePointer) -> [Inline] { children(of: node).compactMap(inline) }

    private func inline(_ node: OpaquePointer) -> Inline? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: .text(literal(node))
        case CMARK_NODE_CODE: .code(literal(node))
        case CMARK_NODE_EMPH: .emphasis(inlines(of: node))
        case CMARK_NODE_STRONG: .strong(inlines(of: node))
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE: .link(inlines(of: node), to: string(cmark_node_get_url(node)))
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        default: nil
        }
    }

    private func children(of node: OpaquePointer) -> [OpaquePointer] {
        Array(sequence(first: cmark_node_first_child(node)) { cmark_node_next($0) }.prefix { $0 != nil }.compactMap { $0 })
    }

    private func literal(_ node: OpaquePointer) -> String {
        let text = string(cmark_node_get_literal(node))
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private func string(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

extension Markdown {
    /// CommonMark has no tables; a paragraph whose lines all begin with `|` and whose second line rules is one, as
    /// web sites that show the same file have it.
    private func table(at node: OpaquePointer) -> Block? {
        let range = Int(cmark_node_get_start_line(node))...Int(cmark_node_get_end_line(node))
        guard range.count >= 2, lines.indices.contains(range.upperBound - 1) else { return nil }
        let rows = lines[(range.lowerBound - 1)...(range.upperBound - 1)].map(Self.cells)
        guard rows.allSatisfy({ $0 != nil }), Self.isRule(rows[1] ?? []) else { return nil }
        let content = [rows[0] ?? []] + rows.dropFirst(2).map { $0 ?? [] }
        return .table(content.map { $0.map(Self.inlines) })
    }

    /// The cells of `| a | b |`; nil for a line that is no row of a table.
    private static func cells(_ line: Substring) -> [String]? {
        var row = line.trimmingPrefix { $0 == " " }
        guard row.first == "|" else { return nil }
        row.removeFirst()
        while row.last == " " { row.removeLast() }
        if row.last == "|" { row.removeLast() }
        return row.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
    }

    private static func isRule(_ cells: [String]) -> Bool {
        !cells.isEmpty && cells.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 == "-" || $0 == ":" } }
    }

    private static func inlines(_ cell: String) -> [Inline] {
        if case .block(.paragraph(let inlines))? = parse(cell).first?.content { return inlines }
        return cell.isEmpty ? [] : [.text(cell)]
    }
}

/// Without spaces at either end.
func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
}
