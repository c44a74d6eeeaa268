import Messages
import Transcripts

/// One text column beside a narrow diagram, for many participants and for threads:
///
///         S 1 2
///      16 ●─▶       server t1   c1 send "Welcome!" = 8
struct Rails: Layout {
    let writer: LaneWriter
    let below: Below
    var signs = Signs()
    private let names: [String]
    private let places: [String: Int]
    private let heads: [String]
    /// Columns from one rail to the next.
    private let pitch: Int
    /// Where the participant's name and the call stand.
    private let nameColumn: Int
    private let textColumn: Int
    private let hasDiagram: Bool
    private var tracker: OnTheWayTracker
    /// The next step for the tracker.
    private var next = 0
    private var shownTime = ""

    private var scene: Scene { writer.scene }
    private var width: Int { scene.options.width }

    init(_ scene: Scene) {
        writer = LaneWriter(scene, .rails)
        below = Below(scene: scene, column: writer.gutter.textColumn)
        names = scene.names
        places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        heads = Self.heads(scene, names)
        pitch = (heads.map { scene.width($0) }.max() ?? 1) + 1
        let left = writer.gutter.textColumn
        // With very many participants the diagram would leave no room for words.
        hasDiagram = names.count * pitch <= scene.options.width / 2
        nameColumn = hasDiagram ? left + names.count * pitch + 2 : left
        let widest = Self.widestName(scene)
        textColumn = min(nameColumn + widest + 3, nameColumn + max((scene.options.width - nameColumn) / 3, 8))
        tracker = OnTheWayTracker(scene.index)
    }

    /// One or two letters for each participant: `S`, `1`, `2`; else its place.
    private static func heads(_ scene: Scene, _ names: [String]) -> [String] {
        let wished = names.map { name -> String in
            if name == "server" { return "S" }
            if let number = numbered(name)?.number { return String(number) }
            let first = escaped(String(name.prefix(1)))
            return first.unicodeScalars.count == 1 ? first.uppercased() : "?"
        }
        guard Set(wished).count == wished.count, wished.allSatisfy({ scene.width($0) <= 3 }) else {
            return names.indices.map { String($0 + 1) }
        }
        return wished
    }

    private static func widestName(_ scene: Scene) -> Int {
        var seen: Set<String> = []
        for event in scene.transcript.events { seen.insert(name(scene, event)) }
        return seen.map { scene.width($0) }.max() ?? 0
    }

    /// `server t1`.
    private static func name(_ scene: Scene, _ event: Event) -> String {
        scene.lane(event.participant) + (event.thread.map { " " + escaped($0) } ?? "")
    }

    func head() -> [Line] {
        guard hasDiagram else { return [] }
        var line = scene.line
        for (place, head) in heads.enumerated() {
            line.move(to: column(place))
            line.add(head, .bold)
        }
        return [line]
    }

    func folding(_ rows: [Row]) -> [Row] { rows.foldingAlike { writer.alikeText($0) } }

    private func column(_ place: Int) -> Int { writer.gutter.textColumn + place * pitch }

    mutating func lines(for row: Row) -> [Line] {
        while next <= row.step {
            tracker.take(scene.transcript.steps[next])
            next += 1
        }
        switch row.content {
        case .call(let event, let stage): return lines(event, stage, row)
        case .setUp(let events, let isFirst):
            let label = isFirst ? scene.words.setUp + scene.words.colon : ""
            return writer.setUpSentence(events, label, names)
        case .alike(let events): return alike(events)
        case .ending, .nothing: return []
        }
    }
}

// MARK: - One call

extension Rails {
    private mutating func lines(_ event: Event, _ stage: Stage, _ row: Row) -> [Line] {
        let room = width - textColumn
        let form = writer.form(event, stage, room: room, extended: room)
        let texts = writer.lines(form, room: room)
        let names = wrapped(
            [Span(Self.name(scene, event))], first: textColumn - nameColumn - 1, rest: textColumn - nameColumn - 1,
            ambiguousWide: scene.options.ambiguousWide)
        var lines = (0..<max(texts.count, names.count)).map { index in
            var line = index == 0 ? writer.gutter.line(event.number, returns: stage == .returns) : scene.line
            if index == 0, hasDiagram { draw(event, stage, in: &line) }
            if index < names.count {
                line.move(to: nameColumn)
                line.add(names[index])
            }
            if index < texts.count {
                line.move(to: textColumn)
                line.add(texts[index])
            }
            return line
        }
        addTime(event, stage, to: &lines[0])
        let detail = stage == .waits && !event.call.sends && event.call != .print ? LaneWriter.Detail() : writer.detailLines(event, form, rooms)
        signs.note(event, stage, isFolded: detail.isFolded, part: detail.part)
        signs.note(detail.lines + lines, scene.glyphs)
        return lines + detail.lines + writer.remarkLines(row, at: textColumn)
    }

    private var rooms: [Room] {
        let left = writer.gutter.textColumn
        return [Room(column: textColumn, width: width - textColumn), Room(column: left, width: width - left)]
    }

    /// The moment, at the right edge, where it has moved on by a tenth of a second.
    private mutating func addTime(_ event: Event, _ stage: Stage, to line: inout Line) {
        let time = stage == .returns ? event.ended ?? event.began : event.began
        let tenths = (time + 50_000_000) / 100_000_000
        let text = scene.words.at(tenths * 100_000_000)
        guard tenths > 0, text != shownTime, line.width + 2 + scene.width(text) <= width else { return }
        line.move(to: width - scene.width(text))
        line.add(text, .dim)
        shownTime = text
    }
}

// MARK: - The diagram

extension Rails {
    /// A dot on the rail of the participant, and an arrow to the one that the call reaches.
    private func draw(_ event: Event, _ stage: Stage, in line: inout Line) {
        guard let place = places[event.participant] else { return }
        guard let target = target(event, stage), target != place else {
            line.move(to: column(place))
            line.add(scene.glyphs.stop)
            return
        }
        let glyphs = scene.glyphs
        let (left, right) = (column(min(place, target)), column(max(place, target)))
        line.move(to: left)
        line.add(place < target ? glyphs.stop : glyphs.left)
        line.add(String(repeating: glyphs.shaft, count: right - left - 1))
        line.add(place < target ? glyphs.right : glyphs.stop)
    }

    private func target(_ event: Event, _ stage: Stage) -> Int? {
        guard stage != .waits else { return nil }
        let reaches = event.call == .connect ? event.count != nil && event.connection != nil : tracker.reachesSomebody(event.number)
        let receiver = scene.index.flows(of: event).flatMap { scene.index.receiver(ofFlow: $0.outgoing) }
        return reaches ? (event.other ?? receiver).flatMap { places[$0] } : nil
    }

    /// `20-25 ◀─●─●─●   client-3…8   connect`.
    private func alike(_ events: [Event]) -> [Line] {
        guard let first = events.first, let last = events.last else { return [] }
        var line = writer.gutter.line(from: first.number, to: last.number)
        let leftmost = events.compactMap { places[$0.participant] }.map(column).min() ?? 0
        if hasDiagram, line.width <= leftmost {
            for event in events {
                line.move(to: column(places[event.participant] ?? 0))
                line.add(scene.glyphs.stop)
            }
        }
        line.move(to: nameColumn)
        line.add(writer.names(events.map(\.participant)) + "   ")
        line.move(to: textColumn)
        let room = max(width - line.width, 8)
        let texts = wrapped([Span(writer.alikeText(first))], first: room, rest: room, ambiguousWide: scene.options.ambiguousWide)
        line.add(texts[0])
        return [line] + texts.dropFirst().map { writer.placed($0, at: textColumn) }
    }
}
