import Messages
import Transcripts

/// A way to lay out rows: lanes or rails.
protocol Layout {
    var below: Below { get }
    var signs: Signs { get set }
    /// The names of the participants over their places.
    func head() -> [Line]
    /// The lines of a row, without what stands below it.
    mutating func lines(for row: Row) -> [Line]
    /// Folds rows alike, as far as this layout has room for them in one.
    func folding(_ rows: [Row]) -> [Row]
}

/// The numbers at the left edge.
struct Gutter {
    let scene: Scene
    /// Columns for a number; the sign that a call returns stands behind them.
    let width: Int

    init(_ scene: Scene) {
        self.scene = scene
        width = max(3, String(scene.transcript.events.count).utf8.count)
    }

    /// Where text begins.
    var textColumn: Int { width + 1 }

    func line(_ number: Int, returns: Bool = false) -> Line {
        var line = scene.line
        let text = String(number)
        line.add(String(repeating: " ", count: width - text.utf8.count) + text, .dim)
        if returns { line.add(scene.glyphs.returns) } else { line.move(to: textColumn) }
        return line
    }

    /// `1-6 `; a long range pushes the text to the right.
    func line(from first: Int, to last: Int) -> Line {
        var line = scene.line
        let text = first == last ? String(first) : "\(first)-\(last)"
        line.add(String(repeating: " ", count: max(0, width - text.utf8.count)) + text + " ", .dim)
        return line
    }
}

/// A place for detail lines.
struct Room {
    var column: Int
    var width: Int
}

/// What lanes have in common.
struct LaneWriter {
    let scene: Scene
    let density: Density
    let gutter: Gutter
    let details: Details
    let calls: CallText

    init(_ scene: Scene, _ density: Density) {
        self.scene = scene
        self.density = density
        gutter = Gutter(scene)
        details = Details(scene: scene, density: density)
        calls = CallText(scene: scene, density: density)
    }

    /// The first form that fits `room`, else the first that fits `extended`, else the last one.
    func form(_ event: Event, _ stage: Stage, room: Int, extended: Int) -> CallForm {
        let forms = calls.forms(event, stage)
        if stage != .waits, let first = forms.first, let inline = details.inline(event, first, room: room) { return inline }
        // What a program printed may run on over empty lanes.
        let room = event.call == .print ? extended : room
        let fits = { (form: CallForm, width: Int) in scene.width(form.spans.text) <= width }
        return forms.first { fits($0, room) } ?? forms.first { fits($0, extended) } ?? forms[forms.count - 1]
    }

    /// The form in lines: one where it fits.
    func lines(_ form: CallForm, room: Int) -> [[Span]] {
        if scene.width(form.spans.text) <= room { return [form.spans] }
        let lines = wrapped(form.spans, first: room, rest: room - 2, ambiguousWide: scene.options.ambiguousWide)
        return lines.enumerated().map { $0 == 0 ? $1 : [Span("  ")] + $1 }
    }

    struct Detail {
        var lines: [Line] = []
        var isFolded = false
        var part: String?
    }

    /// The block in the first room where nothing is folded, else in the last.
    func detailLines(_ event: Event, _ form: CallForm, _ rooms: [Room]) -> Detail {
        var chosen = Details.Block()
        var column = 0
        for room in rooms {
            chosen = details.block(event, form, room: room.width)
            column = room.column
            // Printed text is read best in one line.
            if !chosen.isFolded && (event.call != .print || chosen.lines.count < 2) { break }
        }
        return Detail(lines: chosen.lines.map { placed($0, at: column) }, isFolded: chosen.isFolded, part: chosen.part)
    }

    func placed(_ spans: [Span], at column: Int) -> Line {
        var line = scene.line
        line.move(to: column)
        line.add(spans)
        return line
    }

    /// Waits, as lines of their own.
    func remarkLines(_ row: Row, at column: Int) -> [Line] {
        let room = max(scene.options.width - column, 8)
        return details.remarks(row.findings).flatMap { details.wrap([Span($0, .dim)], room) }.map { placed($0, at: column) }
    }
}

// MARK: - Folded rows

extension LaneWriter {
    /// `socket bind listen, accept waits` for one participant.
    ///
    /// `isShort`: `accept …` instead.
    func setUpText(_ events: [Event], isShort: Bool = false) -> String {
        if events.allSatisfy({ $0.call == .close }) {
            let sockets = events.compactMap(\.socket).map { escaped(scene.name(of: $0)) }
            return (["close"] + (sockets == ["socket"] ? [] : sockets)).joined(separator: " ")
        }
        let done = events.filter { $0.call != .accept }.map(\.call.rawValue)
        if isShort, done.count < events.count { return (done + ["accept \(scene.glyphs.ellipsis)"]).joined(separator: " ") }
        let waiting = events.filter { $0.call == .accept }.map { scene.words.waiting($0.call) }
        return ([done.joined(separator: " ")] + waiting).filter { !$0.isEmpty }.joined(separator: scene.words.comma)
    }

    /// One row with a cell in each lane, or a sentence where a cell does not fit before the next.
    func setUpLines(_ events: [Event], isFirst: Bool, _ names: [String], columns: [Int]) -> [Line] {
        let label = isFirst ? scene.words.setUp + scene.words.colon : ""
        let cells = setUpCells(events, label, names, columns, isShort: false)
            ?? setUpCells(events, label, names, columns, isShort: true)
        return cells.map { [$0] } ?? setUpSentence(events, label, names)
    }

    /// nil where a cell would reach into the next one that is used.
    private func setUpCells(
        _ events: [Event], _ label: String, _ names: [String], _ columns: [Int], isShort: Bool
    ) -> Line? {
        let numbers = events.map(\.number)
        var line = gutter.line(from: numbers.min() ?? 0, to: numbers.max() ?? 0)
        line.add(label, .dim)
        let own = Dictionary(grouping: events, by: \.participant)
        var isFirstCell = true
        for (name, column) in zip(names, columns) {
            guard let calls = own[name] else { continue }
            // The label may push the first cell to the right, but none after it.
            if !isFirstCell && line.width >= column { return nil }
            line.move(to: column)
            line.add(setUpText(calls, isShort: isShort), .dim)
            isFirstCell = false
        }
        return line.width <= scene.options.width ? line : nil
    }

    /// The cells of calls alike, a lane each; one after another where a cell does not fit.
    func cellLines(_ events: [Event], _ names: [String], columns: [Int], width: Int) -> [Line] {
        var line = gutter.line(from: events[0].number, to: events[events.count - 1].number)
        for event in events {
            guard let place = names.firstIndex(of: event.participant) else { continue }
            line.move(to: columns[place])
            line.add(cell(event, room: width))
        }
        return [line]
    }

    /// Whether calls alike may stand in one row.
    func fitsCell(_ event: Event, room: Int) -> Bool { scene.width(cell(event, room: room).text) <= room }

    private func cell(_ event: Event, room: Int) -> [Span] {
        let forms = calls.forms(event, .whole).filter { !event.call.sends || $0.hasPayload }
        return (forms.first { scene.width($0.spans.text) <= room } ?? forms.last)?.spans ?? []
    }

    /// What calls alike have in common: the call without the port that differs.
    func alikeText(_ event: Event) -> String {
        event.call == .connect ? "connect" : (calls.forms(event, .whole).first?.spans.text ?? "")
    }

    /// Participants that did the same one after another, with what they did.
    private func groupedByText(_ events: [Event], _ names: [String]) -> [(names: [String], text: String)] {
        var groups: [(names: [String], text: String)] = []
        let own = Dictionary(grouping: events, by: \.participant)
        for name in names {
            guard let events = own[name] else { continue }
            let text = setUpText(events)
            if let last = groups.last, last.text == text, let before = last.names.last, isNext(name, after: before) {
                groups[groups.count - 1].names.append(name)
            } else {
                groups.append(([name], text))
            }
        }
        return groups
    }

    private func isNext(_ name: String, after before: String) -> Bool {
        guard let here = numbered(name), let there = numbered(before) else { return false }
        return here.name == there.name && here.number == there.number + 1
    }

    /// `client-3…8`.
    func names(_ names: [String]) -> String {
        guard names.count > 1, let first = names.first, let last = names.last.flatMap(numbered) else {
            return names.map(scene.lane).joined()
        }
        return scene.lane(first) + scene.glyphs.ellipsis + String(last.number)
    }

    func setUpSentence(_ events: [Event], _ label: String, _ names: [String]) -> [Line] {
        let numbers = events.map(\.number)
        let first = gutter.line(from: numbers.min() ?? 0, to: numbers.max() ?? 0)
        let parts = groupedByText(events, names).map { group, text in "\(self.names(group)) \(text)" }
        let text = [Span(label + parts.joined(separator: scene.words.semicolon), .dim)]
        let column = gutter.textColumn
        let texts = wrapped(
            text, first: scene.options.width - first.width, rest: scene.options.width - column,
            ambiguousWide: scene.options.ambiguousWide)
        return texts.enumerated().map { index, spans in
            var line = index == 0 ? first : placed([], at: column)
            line.add(spans)
            return line
        }
    }
}

extension Transcript {
    /// The participants in the order of their lanes. A foreign file may have events of others.
    var laneNames: [String] {
        var names = header.participants.map(\.name)
        var known = Set(names)
        for event in events where known.insert(event.participant).inserted { names.append(event.participant) }
        return names
    }
}
