import Messages
import Transcripts

/// Two lanes with what is on the way between them. An arrow points at the middle: a send puts bytes on the way,
/// a receive takes them.
struct WideLanes: Layout {
    let writer: LaneWriter
    let below: Below
    var signs = Signs()
    private let names: [String]
    private let columns: Columns
    private var middle: Middle
    /// The next step.
    private var next = 0

    /// Where things stand; 80 columns give 4, 35, 37, 52 and 54.
    private struct Columns {
        let left: Int
        private(set) var leftArrow: Int
        private(set) var middle: Int
        let rightArrow: Int
        let right: Int
        let width: Int

        init(text: Int, width: Int, middleHead: Int) {
            let inner = width - text - 4
            let forMiddle = max(inner * 15 / 72, middleHead, 14)
            left = text
            leftArrow = text + max(inner * 31 / 72 - (forMiddle - inner * 15 / 72), 8)
            middle = leftArrow + 2
            rightArrow = middle + forMiddle
            right = rightArrow + 2
            self.width = width
        }

        /// Columns for what is on the way, and for calls in the left lane.
        var room: Int { rightArrow - middle - 1 }
        var leftRoom: Int { leftArrow - left - 1 }

        /// The left lane gives way.
        mutating func widenMiddle(by more: Int) {
            leftArrow -= more
            middle -= more
        }
    }

    private var scene: Scene { writer.scene }

    init(_ scene: Scene) {
        writer = LaneWriter(scene, .wide)
        let text = writer.gutter.textColumn
        below = Below(scene: scene, column: text)
        names = scene.names
        let head = scene.width(scene.words.onTheWay)
        var columns = Columns(text: text, width: scene.options.width, middleHead: head)
        middle = Middle(
            scene, writer.details, left: names.first ?? "", room: columns.room) { [writer, names, columns] in
                Self.spare(writer, names.first, room: columns.leftRoom)
            }
        columns.widenMiddle(by: middle.room - columns.room)
        self.columns = columns
    }

    /// How many columns the calls of the left lane leave, without any of them told shorter.
    private static func spare(_ writer: LaneWriter, _ left: String?, room: Int) -> Int {
        let widths = writer.scene.transcript.events.lazy.filter { $0.participant == left }.map { event in
            writer.scene.width(writer.form(event, .whole, room: room, extended: room).spans.text)
        }
        return room - (widths.filter { $0 <= room }.max() ?? 0)
    }

    func head() -> [Line] {
        var line = scene.line
        line.move(to: columns.left)
        line.add(names.first.map(scene.lane) ?? "", .bold)
        line.move(to: columns.middle)
        line.add(scene.words.onTheWay, .dim)
        line.move(to: columns.right)
        line.add(names.count > 1 ? scene.lane(names[1]) : "", .bold)
        return line.width <= columns.width ? [line] : longHead()
    }

    /// Long names of participants go over two lines.
    private func longHead() -> [Line] {
        let name = names.count > 1 ? scene.lane(names[1]) : ""
        let rooms = [columns.leftArrow - columns.left, columns.width - columns.right]
        let texts = zip([names.first.map(scene.lane) ?? "", name], rooms).map { text, room in
            wrapped([Span(text, .bold)], first: room, rest: room, ambiguousWide: scene.options.ambiguousWide)
        }
        return (0..<max(texts[0].count, texts[1].count)).map { index in
            var line = writer.placed(index < texts[0].count ? texts[0][index] : [], at: columns.left)
            if index == 0 {
                line.move(to: columns.middle)
                line.add(scene.words.onTheWay, .dim)
            }
            line.move(to: columns.right)
            line.add(index < texts[1].count ? texts[1][index] : [])
            return line
        }
    }

    /// Two participants are told apart best call by call.
    func folding(_ rows: [Row]) -> [Row] { rows }

    mutating func lines(for row: Row) -> [Line] {
        switch row.content {
        case .call(let event, let stage):
            advance(to: row.step)
            return lines(event, stage, row)
        case .setUp(let events, let isFirst): return folded(events, row, isFirst: isFirst)
        case .alike(let events): return folded(events, row, isFirst: false)
        case .ending, .nothing:
            advance(to: row.step)
            return []
        }
    }

    private mutating func advance(to step: Int) {
        middle.advance(to: step)
        next = max(next, step + 1)
    }

    /// Calls that are told in one row; a row each where something is on the way meanwhile.
    private mutating func folded(_ events: [Event], _ row: Row, isFirst: Bool) -> [Line] {
        var rows: [Line] = []
        var isQuiet = middle.isEmpty
        let before = signs
        while next <= row.step {
            let step = scene.transcript.steps[next]
            advance(to: next)
            guard let event = events.first(where: { step.tells($0.number) }) else { continue }
            isQuiet = isQuiet && middle.isEmpty
            let stage: Stage = step == .waits(event.number) ? .waits : .whole
            rows += lines(event, stage, Row(content: .call(event, stage), step: next - 1))
        }
        guard isQuiet || events.allSatisfy({ $0.call == .close }) else { return rows }
        signs = before
        return writer.setUpLines(events, isFirst: isFirst, names, columns: [columns.left, columns.right])
    }
}

extension Transcript.Step {
    fileprivate func tells(_ event: Int) -> Bool { self == .waits(event) || self == .completes(event) }
}

// MARK: - One call

extension WideLanes {
    private mutating func lines(_ event: Event, _ stage: Stage, _ row: Row) -> [Line] {
        let isRight = event.participant != names[0]
        let onTheWay = middle.lines(&signs)
        let arrow = arrow(event, stage, isRight)
        let start = isRight ? columns.right : columns.left
        let room = isRight ? columns.width - columns.right : columns.leftArrow - columns.left - 1
        let isFree = !isRight && onTheWay.isEmpty && arrow == nil
        let form = writer.form(event, stage, room: room, extended: isFree ? columns.width - start : room)
        let texts = writer.lines(form, room: isFree ? columns.width - start : room)
        let lines = (0..<max(texts.count, onTheWay.count, 1)).map { index in
            var line = index == 0 ? writer.gutter.line(event.number, returns: stage == .returns) : scene.line
            let text = index < texts.count ? texts[index] : []
            if !isRight { put(text, at: columns.left, in: &line) }
            if index == 0, !isRight, let arrow { put([Span(arrow)], at: columns.leftArrow, in: &line) }
            if index < onTheWay.count { put(onTheWay[index], at: columns.middle, in: &line) }
            if index == 0, isRight, let arrow { put([Span(arrow)], at: columns.rightArrow, in: &line) }
            if isRight { put(text, at: columns.right, in: &line) }
            return line
        }
        let detail = stage == .waits && !event.call.sends && event.call != .print ? LaneWriter.Detail() : writer.detailLines(event, form, rooms(isRight))
        signs.note(event, stage, isFolded: detail.isFolded, part: detail.part)
        signs.note(lines + detail.lines, scene.glyphs)
        return lines + detail.lines + writer.remarkLines(row, at: start)
    }

    private func put(_ spans: [Span], at column: Int, in line: inout Line) {
        guard !spans.isEmpty else { return }
        line.move(to: column)
        line.add(spans)
    }

    /// Towards the middle for bytes put on the way, away from it for bytes, or the end of them, taken.
    private func arrow(_ event: Event, _ stage: Stage, _ isRight: Bool) -> String? {
        guard stage != .waits else { return nil }
        let glyphs = scene.glyphs
        if middle.reachesSomebody(event) { return isRight ? glyphs.left : glyphs.right }
        let takesEnd = event.count == 0 && middle.hasEnd(for: event.participant)
        return event.takesFromTheWay(orEnd: takesEnd) ? (isRight ? glyphs.right : glyphs.left) : nil
    }

    /// In the lane, or from the middle column on where it would be folded in the lane.
    private func rooms(_ isRight: Bool) -> [Room] {
        isRight
            ? [Room(column: columns.right, width: columns.width - columns.right),
               Room(column: columns.middle, width: columns.width - columns.middle)]
            : [Room(column: columns.left, width: columns.width - columns.left)]
    }
}

extension Signs {
    mutating func note(_ event: Event, _ stage: Stage, isFolded: Bool, part: String?) {
        self.part = self.part ?? part
        if stage == .returns, returned == nil { returned = event.number }
        if isFolded, folded == nil { folded = event.number }
        if event.takesBytes, stage != .waits, received == nil { received = event.number }
        last = event.number
    }

    /// The sign for a space is found by itself: no payload shows it for anything else.
    mutating func note(_ lines: [Line], _ glyphs: Glyphs) {
        guard !space, let sign = glyphs.space else { return }
        space = lines.contains { line in line.spans.contains { $0.text.contains(sign) } }
    }
}

extension Event {
    /// A receive that took bytes, a datagram or the end of a stream; one that only looked took nothing.
    fileprivate func takesFromTheWay(orEnd takesEnd: Bool) -> Bool {
        guard call == .recv || call == .recvfrom, let count, size != 0, !flags.contains("MSG_PEEK") else { return false }
        return count > 0 || takesEnd || (position?.flow ?? 0) < 0
    }
}
