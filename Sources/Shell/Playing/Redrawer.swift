import Rendering

/// Shows a screen that grows, step by step, in its place: only what changed is drawn again.
///
/// Where the terminal cannot move its cursor, what is new is printed below; where the changed part has scrolled out,
/// everything is.
final class Redrawer {
    private let session: Session
    /// The rows on the screen; the cursor stands at the end of the last one.
    private var rows: [String] = []
    private var width = 0

    var isEmpty: Bool { rows.isEmpty }

    init(session: Session) { self.session = session }

    func show(_ text: String, below footer: [String]) {
        var next = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if next.last == "" { next.removeLast() }
        show(next[...], after: 0, below: footer)
    }

    /// `next` stands below the first `kept` rows, which are as they were when they were shown last.
    func show(_ next: ArraySlice<String>, after kept: Int, below footer: [String]) {
        let isFirst = rows.isEmpty
        let before = rows[kept...]
        rows.replaceSubrange(kept..., with: next + footer)
        let common = kept + zip(before, rows[kept...]).prefix { $0 == $1 }.count
        // At least the last row is drawn anew, so that the cursor has a place.
        let start = max(min(common, kept + before.count - 1, rows.count - 1), 0)
        let isInPlace = !isFirst && session.terminal.showsLanes && goUp(to: start, from: kept + before.count)
        // On another width the rows look different; what has merely scrolled out is left there.
        let first = isInPlace || !isFirst && width == session.terminal.width ? start : 0
        session.output.write((isFirst || isInPlace ? "" : "\n") + rows[first...].joined(separator: "\n"))
        width = session.terminal.width
    }

    /// Takes everything away again, where the terminal can; the cursor stands at the beginning of a line.
    func erase() {
        if !rows.isEmpty, !goUp(to: 0, from: rows.count) { session.output.write("\n") }
        rows = []
    }

    /// Leaves what is shown.
    func leave() {
        if !rows.isEmpty { session.output.write("\n") }
        rows = []
    }

    private func goUp(to row: Int, from count: Int) -> Bool {
        let up = count - 1 - row
        let terminal = session.terminal
        guard terminal.showsLanes, terminal.width == width, up < terminal.height else { return false }
        session.output.write("\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J")
        return true
    }
}

extension Redrawer {
    /// Shows a playback that has moved on since it was shown last, or another one of the same run.
    func show(_ playback: Playback, below keys: [String]) {
        let kept = isEmpty || width != session.terminal.width ? 0 : playback.unchanged
        show(playback.lines[kept...], after: kept, below: playback.footer + keys)
    }
}
