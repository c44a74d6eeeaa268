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
    private var tracker: OnTheWayTracker
    private var ends: ConnectionEnds
    /// The next step for the tracker.
    private var next = 0

    /// Where things stand; 80 columns give 4, 35, 37, 52 and 54.
    private struct Columns {
        let left: Int
        let leftArrow: Int
        let middle: Int
        let rightArrow: Int
        let right: Int
        let width: Int

        init(text: Int, width: Int, middleHead: Int) {
            let inner = width - text - 4
            let forMiddle = max(inner * 15 / 72, middleHead)
            left = text
            leftArrow = text + max(inner * 31 / 72 - (forMiddle - inner * 15 / 72), 8)
            middle = leftArrow + 2
            rightArrow = middle + forMiddle
            right = rightArrow + 2
            self.width = width
        }
    }

    private var scene: Scene { writer.scene }

    init(_ scene: Scene) {
        writer = LaneWriter(scene, .wide)
        let text = writer.gutter.textColumn
        below = Below(scene: scene, column: text)
        names = scene.names
        let head = scene.width(scene.words.onTheWay)
        columns = Columns(text: text, width: scene.options.width, middleHead: head)
        tracker = OnTheWayTracker(scene.index)
        ends = ConnectionEnds(scene.index)
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
        let isFirstClose = advance(to: row)
        switch row.content {
        case .call(let event, let stage): return lines(event, stage, row, isFirstClose)
        case .setUp(let events, let isFirst):
            return writer.setUpLines(events, isFirst: isFirst, names, columns: [columns.left, columns.right])
        case .alike(let events): return writer.setUpLines(events, isFirst: false, names, columns: [columns.left, columns.right])
        case .ending, .nothing: return []
        }
    }

    private mutating func advance(to row: Row) -> Bool {
        var isFirstClose = false
        while next <= row.step {
            let step = scene.transcript.steps[next]
            tracker.take(step)
            if case .completes(let number) = step, let event = scene.transcript.event(number) { isFirstClose = ends.take(event) }
            next += 1
        }
        return isFirstClose
    }
}

// MARK: - One call

extension WideLanes {
    private mutating func lines(_ event: Event, _ stage: Stage, _ row: Row, _ isFirstClose: Bool) -> [Line] {
        let isRight = event.participant != names[0]
        let middle = event.call.touchesTheWay ? onTheWay() : []
        let arrow = arrow(event, stage, isRight, isFirstClose)
        let start = isRight ? columns.right : columns.left
        let room = isRight ? columns.width - columns.right : columns.leftArrow - columns.left - 1
        let isFree = !isRight && middle.isEmpty && arrow == nil
        let form = writer.form(event, stage, room: room, extended: isFree ? columns.width - start : room)
        let texts = writer.lines(form, room: isFree ? columns.width - start : room)
        var first = writer.gutter.line(event.number, returns: stage == .returns)
        if !isRight { first.add(texts[0]) }
        if !isRight, let arrow { put(arrow, at: columns.leftArrow, in: &first) }
        if !middle.isEmpty {
            first.move(to: columns.middle)
            first.add(middle)
        }
        if isRight, let arrow { put(arrow, at: columns.rightArrow, in: &first) }
        if isRight {
            first.move(to: columns.right)
            first.add(texts[0])
        }
        let rest = texts.dropFirst().map { writer.placed($0, at: start) }
        let detail = stage == .waits && !event.call.sends && event.call != .print ? LaneWriter.Detail() : writer.detailLines(event, form, rooms(isRight))
        signs.note(event, stage, isFolded: detail.isFolded, part: detail.part, closed: middle.text.contains(scene.glyphs.closed))
        return [first] + rest + detail.lines + writer.remarkLines(row, at: start)
    }

    private func put(_ arrow: String, at column: Int, in line: inout Line) {
        line.move(to: column)
        line.add(arrow)
    }

    /// Towards the middle for bytes put on the way, away from it for bytes taken.
    private func arrow(_ event: Event, _ stage: Stage, _ isRight: Bool, _ isFirstClose: Bool) -> String? {
        guard stage != .waits else { return nil }
        let glyphs = scene.glyphs
        if event.putsOnTheWay(isFirstClose: isFirstClose) { return isRight ? glyphs.left : glyphs.right }
        let takes = (event.call == .recv || event.call == .recvfrom) && event.count != nil
        return takes ? (isRight ? glyphs.right : glyphs.left) : nil
    }

    /// In the lane, or from the middle column on where it would be folded in the lane.
    private func rooms(_ isRight: Bool) -> [Room] {
        isRight
            ? [Room(column: columns.right, width: columns.width - columns.right),
               Room(column: columns.middle, width: columns.width - columns.middle)]
            : [Room(column: columns.left, width: columns.width - columns.left)]
    }
}

// MARK: - The middle

extension WideLanes {
    /// More pieces than this do not fit the column anyway.
    private static let mostPieces = 16

    private func onTheWay() -> [Span] {
        let flows = tracker.flows(atMost: Self.mostPieces).filter { ends.isOpen($0.flow) }
        let toRight = flows.filter { $0.sender == names[0] || ($0.sender == nil && $0.receiver != names[0]) }
        let toLeft = flows.filter { flow in !toRight.contains { $0.flow == flow.flow } }
        let room = columns.rightArrow - columns.middle - 1
        if toLeft.isEmpty || toRight.isEmpty { return text(toLeft + toRight, room: room) }
        // Both directions carry something: each says where it goes.
        let forBoth = room - 3
        let (left, right) = (text(toLeft, room: forBoth), text(toRight, room: forBoth))
        let (wideLeft, wideRight) = (scene.width(left.text), scene.width(right.text))
        var texts = (left, right)
        if wideLeft + wideRight > forBoth {
            // The longer one gives way, down to half of the room.
            texts = wideLeft > wideRight
                ? (text(toLeft, room: max(forBoth - wideRight, forBoth / 2)), text(toRight, room: max(forBoth - forBoth / 2, wideRight)))
                : (text(toLeft, room: max(forBoth / 2, wideLeft)), text(toRight, room: max(forBoth - wideLeft, forBoth / 2)))
            if scene.width(texts.0.text) + scene.width(texts.1.text) > forBoth {
                texts = (text(toLeft, room: forBoth / 2), text(toRight, room: forBoth / 2))
            }
        }
        return [Span(scene.glyphs.goesLeft, .dim)] + texts.0 + [Span(" "), Span(scene.glyphs.goesRight, .dim)] + texts.1
    }

    /// The bytes themselves where they fit, else how many they are.
    private func text(_ flows: [OnTheWay], room: Int) -> [Span] {
        let closed = flows.contains(where: \.senderClosed) ? scene.glyphs.closed : ""
        let forBytes = room - closed.count
        let whole = flows.flatMap(spans)
        let total = flows.reduce(0) { $0 + $1.count }
        let datagrams = flows.reduce(0) { $0 + ($1.flow < 0 ? $1.pieces.count + $1.morePieces : 0) }
        var result = whole
        if whole.isEmpty && (total > 0 || datagrams > 0) || scene.width(whole.text) > forBytes {
            result = [Span(datagrams > 0 ? shortest(datagrams: datagrams, room: forBytes) : shortest(total, room: forBytes))]
        }
        return closed.isEmpty ? result : result + [Span(closed)]
    }

    private func shortest(datagrams count: Int, room: Int) -> String {
        let full = scene.words.datagrams(count)
        return scene.width(full) <= room ? full : shortest(count, room: 0)
    }

    private func shortest(_ total: Int, room: Int) -> String {
        let full = scene.words.byteCount(total)
        if scene.width(full) <= room { return full }
        let short = scene.words.number(total) + " B"
        if scene.width(short) <= room { return short }
        let bare = String(total)
        return bare.utf8.count <= max(room, 3) ? bare : scene.glyphs.ellipsis
    }

    /// Empty where the bytes are no text, or not all there.
    private func spans(_ flow: OnTheWay) -> [Span] {
        guard flow.count <= 64, flow.morePieces == 0 else { return [] }
        let payload = Payload(flow.pieces.flatMap(\.bytes), length: flow.count)
        guard payload.isWhole, payload.form == .text else { return [] }
        let text = writer.details.text(payload)
        let pieces = flow.pieces.map { Span(text.string($0.bytes[...]), scene.style(ofSend: $0.send)) }
        guard flow.flow < 0 else { return pieces }
        // Datagrams keep their boundaries.
        let brace = Span(scene.glyphs.brace)
        return pieces.isEmpty ? [] : [brace] + pieces.flatMap { [$0, brace] }
    }
}

extension Call {
    /// Whether the call has to do with what is on the way.
    var touchesTheWay: Bool {
        switch self {
        case .send, .recv, .sendto, .recvfrom, .accept, .connect, .close, .shutdown, .poll: true
        default: false
        }
    }
}

extension Signs {
    mutating func note(_ event: Event, _ stage: Stage, isFolded: Bool, part: String?, closed: Bool = false) {
        self.part = self.part ?? part
        if stage == .returns, returned == nil { returned = event.number }
        if isFolded, folded == nil { folded = event.number }
        if event.takesBytes, stage != .waits, received == nil { received = event.number }
        if closed { self.closed = true }
        last = event.number
    }
}
