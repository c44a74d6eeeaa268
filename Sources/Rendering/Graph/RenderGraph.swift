import Messages
import Transcripts

/// Where the outcomes of a scenario part, as an SVG picture.
///
/// - Parameters:
///   - runs: what was built from; `isComplete` when these are all.
///   - groups: the outcomes, in the order of their numbers.
package func renderGraph(
    _ runs: StateGraphBuilder, of scenario: String, groups: [OutcomeGroup], isComplete: Bool, options: RenderOptions
) -> String {
    var picture = GraphPicture(graph: runs.graph(groups), groups: groups, page: OutcomePage(groups, options))
    let remark = isComplete ? nil : options.language.words.graphIsPartial(runs: runs.runs)
    let name = [options.title, scenario].filter { !$0.isEmpty }.joined(separator: options.language.words.colon)
    return picture.svg(title: options.language.words.graphTitle(name), remark: remark)
}

/// Draws the graph: states as dots, the calls on the way between them, outcomes as boxes.
private struct GraphPicture {
    let graph: StateGraph
    let groups: [OutcomeGroup]
    let page: OutcomePage
    private var layout = GraphLayout()

    init(graph: StateGraph, groups: [OutcomeGroup], page: OutcomePage) {
        self.graph = graph
        self.groups = groups
        self.page = page
    }

    private var words: any Words { page.words }
    private static let lineHeight = 16.0
    private static let column = 7.25
    private static let margin = 24.0
    private static let head = 74.0
    private static let dot = 7.0

    /// A run of text in a participant's colour, or in black.
    private struct Line {
        var letter: String?
        var color: String
        var text: String
    }

    private struct Drawn {
        var edge: StateGraph.Edge
        var label: Int
        var lines: [Line]
        var toLabel: [Int]
        var fromLabel: [Int]
    }

    // MARK: The whole

    mutating func svg(title: String, remark: String?) -> String {
        let layers = layersOfStates()
        let bottom = 2 * ((layers.max() ?? 0) + 1)
        let states = layers.map { layout.add(width: Self.dot * 2, height: Self.dot * 2, layer: 2 * $0) }
        let reached = Set(graph.edges.compactMap { if case .outcome(let group) = $0.to { group } else { nil } }).sorted()
        var leaves: [Int: (box: Int, lines: [String])] = [:]
        for group in reached {
            let lines = leafLines(group)
            leaves[group] = (layout.add(width: width(lines) + 24, height: height(lines.count) + 12, layer: bottom), lines)
        }
        var drawn: [Drawn] = []
        for edge in graph.edges {
            let target = switch edge.to {
            case .state(let state): states[state]
            case .outcome(let group): leaves[group]?.box ?? 0
            }
            drawn.append(connect(edge, states[edge.from], target))
        }
        let size = layout.place()
        return document(size, title, remark) { svg in
            for edge in drawn { draw(edge, &svg) }
            for state in states { drawState(layout.boxes[state], &svg) }
            for group in reached { if let leaf = leaves[group] { drawLeaf(group, leaf.box, leaf.lines, &svg) } }
        }
    }

    /// The longest way from the start to each state.
    private func layersOfStates() -> [Int] {
        var layers = Array(repeating: 0, count: max(graph.stateCount, 1))
        var changed = true
        while changed {
            changed = false
            for edge in graph.edges {
                guard case .state(let target) = edge.to, layers[target] <= layers[edge.from] else { continue }
                layers[target] = layers[edge.from] + 1
                changed = true
            }
        }
        return layers
    }

    private mutating func connect(_ edge: StateGraph.Edge, _ from: Int, _ to: Int) -> Drawn {
        let lines = labelLines(edge)
        let texts = lines.map { ($0.letter ?? "") + " " + $0.text }
        let label = layout.add(
            width: width(texts) + 8, height: height(lines.count), layer: layout.boxes[from].layer + 1)
        return Drawn(
            edge: edge, label: label, lines: lines, toLabel: layout.connect(from, label), fromLabel: layout.connect(label, to))
    }

    private func width(_ lines: [String]) -> Double { Double(lines.map(page.width).max() ?? 0) * Self.column }
    private func height(_ lines: Int) -> Double { Double(lines) * Self.lineHeight + 2 }

    // MARK: Texts

    private static let mostWays = 3

    /// Calls of one participant after another stand on one line.
    private func labelLines(_ edge: StateGraph.Edge) -> [Line] {
        var lines: [Line] = []
        for (index, way) in edge.ways.prefix(Self.mostWays).enumerated() {
            if index > 0 { lines.append(Line(letter: nil, color: Self.ink, text: words.orWord)) }
            lines += self.lines(way)
        }
        if edge.ways.count > Self.mostWays {
            lines.append(Line(letter: nil, color: Self.ink, text: words.andMore(edge.ways.count - Self.mostWays)))
        }
        return lines
    }

    private func lines(_ way: [StateGraph.Step]) -> [Line] {
        var lines: [Line] = []
        for step in way {
            let letter = letter(step.participant) + (step.thread.map { " " + escaped($0) } ?? "")
            if let last = lines.last, last.letter == letter, page.width(last.text) + page.width(step.text) < 30 {
                lines[lines.count - 1].text += ", " + step.text
            } else {
                lines.append(Line(letter: letter, color: color(step.participant), text: step.text))
            }
        }
        return lines
    }

    private func leafLines(_ group: Int) -> [String] {
        let head = "\(words.label(.outcome)) \(group + 1)"
        return [head] + page.briefLines(of: groups[group], room: 34)
    }

    // MARK: Participants

    private static let ink = "#222222"
    /// Dark enough on white, and apart for those who see colours otherwise; the letter says the same.
    private static let colors = ["#0b5fa5", "#a8430b", "#2f7a1f", "#7a3d99", "#8a6d00", "#0f7c7c", "#a3265c", "#555555"]

    private func color(_ participant: String) -> String {
        let place = graph.participants.firstIndex { $0.name == participant } ?? 7
        return Self.colors[place % Self.colors.count]
    }

    /// `S`, `C`; with a number where one letter stands for several: `C2`.
    private func letter(_ participant: String) -> String {
        let first = participant.prefix(1).uppercased()
        let alike = graph.participants.filter { $0.name.prefix(1).uppercased() == first }
        if alike.count < 2 { return escaped(first) }
        let digits = participant.reversed().prefix { $0.isNumber }.reversed()
        let place = alike.firstIndex { $0.name == participant }.map { "\($0 + 1)" } ?? ""
        return escaped(first) + (digits.isEmpty ? place : String(digits))
    }
}

// MARK: - Drawing

extension GraphPicture {
    private func document(
        _ size: (width: Double, height: Double), _ title: String, _ remark: String?, _ body: (inout String) -> Void
    ) -> String {
        let legend = graph.participants.map { (letter($0.name), color($0.name), words.laneName($0.name)) }
        let legendWidth = legend.reduce(0.0) { $0 + Double(page.width(escaped($1.2)) + page.width($1.0) + 4) * Self.column }
        let subtitle = words.graphHint + (remark.map { words.semicolon + $0 } ?? "")
        let textWidth = max(legendWidth, Double(page.width(title)) * 9.2, Double(page.width(subtitle)) * Self.column)
        let width = max(size.width, textWidth) + 2 * Self.margin
        let height = size.height + Self.head + 2 * Self.margin
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(short(width)) \(short(height))" width="\(short(width))" height="\(short(height))" font-family="DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK SC, monospace" font-size="12">
            <title>\(xml(title))</title>
            <rect width="100%" height="100%" fill="#ffffff"/>

            """
        text(title, at: Self.margin, Self.margin + 6, "font-size=\"15\" font-weight=\"bold\" fill=\"\(Self.ink)\"", &svg)
        text(subtitle, at: Self.margin, Self.margin + 26, "fill=\"#555555\"", &svg)
        var x = Self.margin
        for (letter, color, name) in legend {
            let line = Line(letter: letter, color: color, text: escaped(name))
            draw(line, at: x, Self.margin + 46, &svg)
            x += Double(page.width(line.text) + page.width(letter) + 4) * Self.column
        }
        let left = Self.margin + (width - 2 * Self.margin - size.width) / 2
        svg += "<g transform=\"translate(\(short(left)) \(short(Self.head + Self.margin)))\">\n"
        body(&svg)
        return svg + "</g>\n</svg>\n"
    }

    private func draw(_ edge: Drawn, _ svg: inout String) {
        let color = edge.lines.first { $0.letter != nil }?.color ?? Self.ink
        path(edge.toLabel, color, &svg)
        path(edge.fromLabel, color, &svg, arrow: true)
        let box = layout.boxes[edge.label]
        var y = box.y + 12
        for line in edge.lines {
            let columns = page.width(line.text) + (line.letter.map { page.width($0) + 1 } ?? 0)
            draw(line, at: box.x - Double(columns) * Self.column / 2, y, &svg)
            y += Self.lineHeight
        }
    }

    /// Down through the boxes, upright where it meets one.
    private func path(_ path: [Int], _ color: String, _ svg: inout String, arrow: Bool = false) {
        var data = ""
        for (a, b) in zip(path, path.dropFirst()) {
            let from = (layout.boxes[a].x, layout.boxes[a].y + layout.boxes[a].height)
            let to = (layout.boxes[b].x, layout.boxes[b].y - (arrow && b == path.last ? 5 : 0))
            if data.isEmpty { data = "M\(short(from.0)) \(short(from.1))" } else { data += " L\(short(from.0)) \(short(from.1))" }
            let middle = (from.1 + to.1) / 2
            data += " C\(short(from.0)) \(short(middle)) \(short(to.0)) \(short(middle)) \(short(to.0)) \(short(to.1))"
        }
        svg += "<path d=\"\(data)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.4\"/>\n"
        guard arrow, let last = path.last else { return }
        let (x, y) = (layout.boxes[last].x, layout.boxes[last].y)
        svg += "<path d=\"M\(short(x - 4)) \(short(y - 7)) L\(short(x)) \(short(y)) L\(short(x + 4)) \(short(y - 7)) Z\" fill=\"\(color)\"/>\n"
    }

    private func drawState(_ box: GraphLayout.Box, _ svg: inout String) {
        svg += "<circle cx=\"\(short(box.x))\" cy=\"\(short(box.y + Self.dot))\" r=\"\(short(Self.dot))\" fill=\"#ffffff\" stroke=\"\(Self.ink)\" stroke-width=\"1.4\"/>\n"
    }

    private func drawLeaf(_ group: Int, _ index: Int, _ lines: [String], _ svg: inout String) {
        let box = layout.boxes[index]
        svg += "<rect x=\"\(short(box.x - box.width / 2))\" y=\"\(short(box.y))\" width=\"\(short(box.width))\" height=\"\(short(box.height))\" rx=\"6\" fill=\"#f3f1ea\" stroke=\"\(Self.ink)\"/>\n"
        var y = box.y + 19
        for (place, line) in lines.enumerated() {
            let style = "fill=\"\(Self.ink)\"" + (place == 0 ? " font-weight=\"bold\"" : "")
            text(line, at: box.x - box.width / 2 + 12, y, style, &svg)
            y += Self.lineHeight
        }
    }

    private func draw(_ line: Line, at x: Double, _ y: Double, _ svg: inout String) {
        var x = x
        if let letter = line.letter {
            text(letter, at: x, y, "font-weight=\"bold\" fill=\"\(line.color)\"", &svg)
            x += Double(page.width(letter) + 1) * Self.column
        }
        text(line.text, at: x, y, "fill=\"\(line.color)\"", &svg)
    }

    private func text(_ text: String, at x: Double, _ y: Double, _ style: String, _ svg: inout String) {
        svg += "<text x=\"\(short(x))\" y=\"\(short(y))\" xml:space=\"preserve\" \(style)>\(xml(text))</text>\n"
    }
}

/// With one decimal at the most.
private func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}

/// Text as it may stand in XML: nothing in it is a tag, and no control character is left.
private func xml(_ text: String) -> String {
    escaped(text).map { character in
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        default: String(character)
        }
    }.joined()
}
