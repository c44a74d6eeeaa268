import Transcripts

/// The screen of a run that grows step by step: a row is laid out when its step comes, and not again.
///
/// What the next step may still change (calls that may fold with it, a wait that it ends) is laid out for the eye alone
/// and once more when it is settled. Everything above stays as it is.
package struct Playback {
    private let scene: Scene
    private let surface: Surface
    private var layout: (any Layout)?
    private var rows: Rows
    /// Rows that may yet fold with the next one.
    private var open: [Row] = []
    /// Only set-up calls have come so far.
    private var isSettingUp = true

    /// The rows of the screen from its title on, without the rule and the legend that stand below.
    package private(set) var lines: [String] = []
    /// So many of the lines are as they will be in the end.
    package private(set) var settled = 0
    /// So many of the lines were there, just so, before the last move.
    package private(set) var unchanged = 0
    /// The rule and the legend.
    package private(set) var footer: [String] = []
    /// How many steps are shown.
    package private(set) var step = 0
    /// How many rows have been laid out in all, also those for the eye alone.
    package private(set) var rowsLaidOut = 0

    package init(_ transcript: Transcript, options: RenderOptions) {
        scene = Scene(transcript, options)
        rows = Rows(scene: scene)
        let kind = layoutKind(of: transcript, options)
        layout = switch kind {
        case .plain: nil
        case .wide: WideLanes(scene)
        case .compact: CompactLanes(scene)
        default: Rails(scene)
        }
        surface = Surface(scene, isPlain: kind == .plain)
        lines = surface.head(layout)
        settled = lines.count
        show(nil)
    }

    /// How many steps there are.
    package var last: Int { scene.transcript.steps.count }

    /// Goes on until so many steps are shown; never back.
    package mutating func advance(to count: Int) {
        let count = min(count, last)
        guard count > step else { return unchanged = lines.count }
        lines.removeSubrange(settled...)
        unchanged = settled
        for place in step..<count {
            for row in rows.take(at: place) { take(row) }
        }
        step = count
        show(rows.unfinishedWait(at: count - 1))
    }

    private mutating func take(_ row: Row) {
        if let before = open.last, !surface.mayFold(before, row) { settle() }
        open.append(row)
        if !surface.mayFold(row) { settle() }
    }

    private mutating func settle() {
        let rows = surface.folded(open, layout, isFirst: isSettingUp, isLast: false)
        isSettingUp = isSettingUp && open.allSatisfy(\.isSetUp)
        open = []
        for row in rows { lines += surface.lines(of: row, &layout) }
        rowsLaidOut += rows.count
        settled = lines.count
    }

    /// What is not settled yet, and what stands below.
    private mutating func show(_ wait: Row?) {
        let rows = surface.folded(open + (wait.map { [$0] } ?? []), layout, isFirst: isSettingUp, isLast: true)
        var copy = layout
        for row in rows { lines += surface.lines(of: row, &copy) }
        rowsLaidOut += rows.count
        footer = surface.footer(copy)
    }
}

/// How rows become text: lanes or rails, or one event a line.
private struct Surface {
    let scene: Scene
    let plain: PlainView?
    let foldsSetUp: Bool
    let foldsAlike: Bool

    init(_ scene: Scene, isPlain: Bool) {
        self.scene = scene
        plain = isPlain ? PlainView(scene) : nil
        foldsAlike = !isPlain && !scene.options.unfolded
        foldsSetUp = foldsAlike && (scene.lessonNumber ?? 4) >= 4
    }

    func head(_ layout: (any Layout)?) -> [String] {
        guard let layout else { return plain.map { [$0.title] } ?? [] }
        let frame = Frame(scene: scene)
        return texts(frame.title() + [frame.rule()] + layout.head())
    }

    func footer(_ layout: (any Layout)?) -> [String] {
        guard let layout else { return [] }
        let frame = Frame(scene: scene)
        return texts([frame.rule()] + frame.legend(layout.signs))
    }

    func lines(of row: Row, _ layout: inout (any Layout)?) -> [String] {
        if let plain { return plain.lines(row) }
        guard let lines = layout?.lines(for: row), let below = layout?.below.lines(row) else { return [] }
        return texts(lines + below)
    }

    private func texts(_ lines: [Line]) -> [String] { lines.map { $0.text(color: scene.options.color) } }

    // MARK: Folding

    /// Whether a row to come may change how this one looks.
    func mayFold(_ row: Row) -> Bool {
        foldsSetUp && (row.isSetUp || row.isPlainClose) || foldsAlike && row.hasSiblings
    }

    func mayFold(_ row: Row, _ next: Row) -> Bool {
        foldsSetUp && (row.isSetUp && next.isSetUp || row.isPlainClose && next.isPlainClose)
            || foldsAlike && row.hasSiblings && next.hasSiblings
    }

    func folded(_ rows: [Row], _ layout: (any Layout)?, isFirst: Bool, isLast: Bool) -> [Row] {
        guard let layout, foldsAlike, !rows.isEmpty else { return rows }
        return layout.folding(foldsSetUp ? rows.foldingSetUp(isFirst: isFirst, isLast: isLast) : rows)
    }
}
