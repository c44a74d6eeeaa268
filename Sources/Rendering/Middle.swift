import Messages
import Transcripts

/// What is on the way between two lanes, after each step.
///
/// One group of bytes is written in one way from its first row to its last: the bytes themselves where they always
/// fit, else how many they are.
struct Middle {
    let scene: Scene
    let details: Details
    /// The left lane.
    let left: String
    /// Columns for one line.
    private(set) var room: Int
    private(set) var tracker: OnTheWayTracker
    private var groups = Groups()
    private var notation = Notation()
    /// The next step for the tracker.
    private var next = 0
    private var flows: [OnTheWay] = []

    /// How the whole picture is written.
    private struct Notation {
        /// `B` for bytes, in every row.
        var hasShortUnit = false
        /// The groups that are counted, not spelt.
        var counted: Set<Groups.Key> = []
    }

    /// More pieces than this do not fit the column anyway.
    private static let mostPieces = 16
    private static let mostBytes = 64
    /// A column that is wider than this by more takes too much from the lane beside it.
    private static let mostSpare = 4
    /// More flows than this are not told one by one.
    private static let mostLines = 4

    /// - Parameter spare: how many columns more the column may have, where that lets groups be spelt.
    init(_ scene: Scene, _ details: Details, left: String, room: Int, spare: () -> Int) {
        self.scene = scene
        self.details = details
        self.left = left
        self.room = room
        tracker = OnTheWayTracker(scene.index)
        notation = chosenNotation(spare)
    }

    /// Goes on to a step; the event that it ended is asked for with `reachesSomebody`.
    mutating func advance(to step: Int) {
        while next <= step {
            tracker.take(scene.transcript.steps[next])
            flows = visible(tracker)
            groups.take(flows)
            next += 1
        }
    }

    func reachesSomebody(_ event: Event) -> Bool { tracker.reachesSomebody(event.number) }
    var isEmpty: Bool { flows.isEmpty }

    /// Whether something is on the way, or the end of it, to this participant.
    func hasEnd(for participant: String) -> Bool {
        flows.contains { $0.receiver == participant && ($0.senderClosed || $0.isReset) }
    }

    private func visible(_ tracker: OnTheWayTracker) -> [OnTheWay] {
        // What somebody sends to itself crosses no lane.
        tracker.flows(atMost: Self.mostPieces, bytes: Self.mostBytes).filter { $0.sender == nil || $0.sender != $0.receiver }
    }

    /// Then each says where it goes.
    private func goBothWays(_ flows: [OnTheWay]) -> Bool {
        flows.contains(where: goesRight) && flows.contains { !goesRight($0) }
    }

    private func goesRight(_ flow: OnTheWay) -> Bool { flow.sender == left || (flow.sender == nil && flow.receiver != left) }
}

/// The bytes of a flow from when it was empty until it is empty again.
private struct Groups {
    struct Key: Hashable {
        var flow: Int
        var number: Int
    }

    private var numbers: [Int: Int] = [:]
    private var carrying: Set<Int> = []

    mutating func take(_ flows: [OnTheWay]) {
        let now = Set(flows.filter { !$0.isEmpty }.map(\.flow))
        for flow in now.subtracting(carrying) { numbers[flow, default: 0] += 1 }
        carrying = now
    }

    func key(_ flow: Int) -> Key { Key(flow: flow, number: numbers[flow] ?? 0) }
}

// MARK: - The notation

extension Middle {
    /// Walks through the whole run once.
    private mutating func chosenNotation(_ spare: () -> Int) -> Notation {
        var notation = Notation()
        var tracker = OnTheWayTracker(scene.index)
        var groups = Groups()
        var widths: [Groups.Key: Int] = [:]
        var counts: [Groups.Key: Int] = [:]
        for step in scene.transcript.steps {
            tracker.take(step)
            let flows = visible(tracker)
            groups.take(flows)
            let sign = goBothWays(flows) ? 1 : 0
            for flow in flows where !flow.isEmpty {
                let key = groups.key(flow.flow)
                let end = sign + scene.width(ends(flow))
                let spelt = notation.counted.contains(key) ? nil : self.spelt(flow).map { scene.width($0.text) + end }
                if let spelt { widths[key] = max(widths[key] ?? 0, spelt) } else { notation.counted.insert(key) }
                counts[key] = max(counts[key] ?? 0, scene.width(counted(flow, shortUnit: false)) + end)
            }
        }
        let wanted = widths.filter { !notation.counted.contains($0.key) && $0.value > room }.values.map { $0 - room }
        if let least = wanted.filter({ $0 <= Self.mostSpare }).max(), least <= spare() { room += least }
        notation.counted.formUnion(widths.filter { $0.value > room }.keys)
        notation.hasShortUnit = notation.counted.contains { $0.flow >= 0 && (counts[$0] ?? 0) > room }
        return notation
    }
}

// MARK: - Writing

extension Middle {
    /// A line for each flow; two that go different ways share one where they fit.
    func lines(_ signs: inout Signs) -> [[Span]] {
        let ordered = flows.filter { !goesRight($0) } + flows.filter(goesRight)
        let isMarked = goBothWays(flows)
        if isMarked { signs.directions = true }
        var lines = ordered.map { cell($0, isMarked: isMarked, &signs) }
        if isMarked, lines.count == 2 {
            let joined = lines[0] + [Span(" ")] + lines[1]
            if scene.width(joined.text) <= room { lines = [joined] }
        }
        guard lines.count > Self.mostLines else { return lines }
        return lines.prefix(Self.mostLines - 1) + [[Span(scene.glyphs.ellipsis)]]
    }

    private func cell(_ flow: OnTheWay, isMarked: Bool, _ signs: inout Signs) -> [Span] {
        var spans = isMarked ? [Span(goesRight(flow) ? scene.glyphs.goesRight : scene.glyphs.goesLeft, .dim)] : []
        if !flow.isEmpty { spans += content(flow, &signs) }
        if flow.senderClosed { signs.closed = true }
        if flow.isReset { signs.reset = true }
        let end = ends(flow)
        return end.isEmpty ? spans : spans + [Span(end)]
    }

    private func content(_ flow: OnTheWay, _ signs: inout Signs) -> [Span] {
        if !notation.counted.contains(groups.key(flow.flow)), let spelt = spelt(flow) {
            if flow.flow < 0 { signs.datagrams = true }
            return spelt
        }
        if flow.isAtMost { signs.atMost = true }
        if flow.flow >= 0, notation.hasShortUnit { signs.shortUnit = true }
        return [Span(counted(flow, shortUnit: notation.hasShortUnit))]
    }

    private func ends(_ flow: OnTheWay) -> String {
        (flow.senderClosed ? scene.glyphs.closed : "") + (flow.isReset ? scene.glyphs.reset : "")
    }

    private func counted(_ flow: OnTheWay, shortUnit: Bool) -> String {
        let text = flow.flow < 0 ? scene.words.datagrams(flow.datagrams)
            : shortUnit ? scene.words.number(flow.count) + " " + Self.unit : scene.words.byteCount(flow.count)
        return (flow.isAtMost ? scene.glyphs.atMost : "") + text
    }

    static let unit = "B"

    /// nil where the bytes are no text, or not all there.
    private func spelt(_ flow: OnTheWay) -> [Span]? {
        guard !flow.isAtMost, flow.count <= Self.mostBytes, flow.morePieces == 0, flow.moreBytes == 0 else { return nil }
        var spans: [Span] = []
        for piece in flow.pieces {
            let text = details.text(ofSend: piece.send)
            guard text.form == .text, piece.bytes.count == piece.count else { return nil }
            spans.append(Span(text.string(piece.bytes[...]), scene.style(ofSend: piece.send)))
        }
        guard flow.flow < 0 else { return spans }
        // Datagrams keep their boundaries.
        let brace = Span(scene.glyphs.brace)
        return [brace] + spans.flatMap { [$0, brace] }
    }
}
