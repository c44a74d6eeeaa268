import Messages
import Transcripts

/// Lanes side by side without a middle, for one participant or for three and more. Narrow ones give port numbers
/// and counts only. An arrow runs from the lane of the sender to
/// the edge of the lane that it is meant for.
struct CompactLanes: Layout {
    let writer: LaneWriter
    let below: Below
    var signs = Signs()
    private let names: [String]
    private let places: [String: Int]
    /// Columns of one lane.
    private let lane: Int
    private var tracker: OnTheWayTracker
    /// The next step for the tracker.
    private var next = 0

    private var scene: Scene { writer.scene }
    private var width: Int { scene.options.width }

    init(_ scene: Scene) {
        let names = scene.names
        let lane = max((scene.options.width - Gutter(scene).textColumn) / max(names.count, 1), 1)
        // Wide lanes spell out addresses and counts.
        writer = LaneWriter(scene, lane >= 30 ? .wide : .compact)
        self.names = names
        self.lane = lane
        below = Below(scene: scene, column: writer.gutter.textColumn)
        places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        tracker = OnTheWayTracker(scene.index)
    }

    private func start(_ place: Int) -> Int { writer.gutter.textColumn + place * lane }

    func head() -> [Line] {
        let texts = names.map { name in
            wrapped([Span(scene.lane(name), .bold)], first: lane - 1, rest: lane - 1, ambiguousWide: scene.options.ambiguousWide)
        }
        return (0..<(texts.map(\.count).max() ?? 0)).map { row in
            var line = scene.line
            for (place, text) in texts.enumerated() where row < text.count {
                line.move(to: start(place))
                line.add(text[row])
            }
            return line
        }
    }

    func folding(_ rows: [Row]) -> [Row] {
        rows.foldingAlike { writer.fitsCell($0, room: lane - 1) ? writer.alikeText($0) : nil }
    }

    mutating func lines(for row: Row) -> [Line] {
        while next <= row.step {
            tracker.take(scene.transcript.steps[next])
            next += 1
        }
        let columns = names.indices.map(start)
        switch row.content {
        case .call(let event, let stage): return lines(event, stage, row)
        case .setUp(let events, let isFirst): return writer.setUpLines(events, isFirst: isFirst, names, columns: columns)
        case .alike(let events):
            return writer.cellLines(events, names, columns: columns, width: lane - 1)
        case .ending, .nothing: return []
        }
    }
}

// MARK: - One call

extension CompactLanes {
    private mutating func lines(_ event: Event, _ stage: Stage, _ row: Row) -> [Line] {
        let place = places[event.participant] ?? 0
        let target = target(event, stage)
        let start = start(place)
        let goesRight = target.map { $0 > place } ?? false
        // Lanes between here and the target are empty in this row, and so is the target's.
        let extended = goesRight ? self.start(target ?? place) - start : width - start
        let form = writer.form(event, stage, room: goesRight ? extended : lane - 1, extended: extended)
        let texts = writer.lines(form, room: extended)
        var first = writer.gutter.line(event.number, returns: stage == .returns)
        if let target, target < place { arrowLeft(from: place, to: [target] + copies(event), in: &first) }
        first.move(to: start)
        first.add(texts[0])
        if let target, target > place { arrowRight(to: target, in: &first) }
        let rest = texts.dropFirst().map { writer.placed($0, at: start) }
        let detail = stage == .waits && !event.call.sends && event.call != .print ? LaneWriter.Detail() : writer.detailLines(event, form, rooms(start))
        signs.note(event, stage, isFolded: detail.isFolded, part: detail.part)
        signs.note(detail.lines + [first] + rest, scene.glyphs)
        return [first] + rest + detail.lines + writer.remarkLines(row, at: start)
    }

    /// From the lane to the right edge, or from the left edge where it would be folded there.
    private func rooms(_ start: Int) -> [Room] {
        let left = writer.gutter.textColumn
        let own = Room(column: start, width: width - start)
        return start == left ? [own] : [own, Room(column: left, width: width - left)]
    }

    /// The lane that the call reaches.
    private func target(_ event: Event, _ stage: Stage) -> Int? {
        guard stage != .waits, let other = event.other ?? receiver(event), other != event.participant else { return nil }
        let reaches = event.call == .connect ? event.count != nil && event.connection != nil : tracker.reachesSomebody(event.number)
        return reaches ? places[other] : nil
    }

    private func receiver(_ event: Event) -> String? {
        scene.index.flows(of: event).flatMap { scene.index.receiver(ofFlow: $0.outgoing) }
    }

    /// The lanes of those who get a copy of a datagram.
    private func copies(_ event: Event) -> [Int] {
        scene.index.furtherReceivers(of: event).compactMap { places[$0] }
    }

    /// A head at each lane that the call reaches.
    private func arrowLeft(from place: Int, to targets: [Int], in line: inout Line) {
        func shaft(to column: Int) {
            line.add(String(repeating: scene.glyphs.shaft, count: max(column - line.width, 0)), .dim)
        }
        let heads = Set(targets.filter { $0 < place }.map { start($0 + 1) - 1 }).sorted()
        line.move(to: heads.first ?? 0)
        for head in heads {
            shaft(to: head)
            line.add(scene.glyphs.left)
        }
        shaft(to: start(place))
    }

    private func arrowRight(to target: Int, in line: inout Line) {
        let end = start(target) - 1
        if line.width < end { line.add(" ") }
        line.add(String(repeating: scene.glyphs.shaft, count: max(end - line.width, 0)), .dim)
        if line.width <= end + 1 { line.add(scene.glyphs.right) }
    }
}
