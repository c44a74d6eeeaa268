/// Shows a screen that grows, step by step, in its place: only what changed is drawn again.
///
/// Where the terminal cannot move its cursor, what is new is printed below; where the changed part has scrolled out,
/// everything is.
final class Redrawer {
    private let session: Session
    /// The rows on the screen; the cursor stands at the end of the last one.
    private var rows: [String] = []
    private var width = 0

    init(session: Session) { self.session = session }

    func show(_ text: String, below footer: [String]) {
        var next = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if next.last == "" { next.removeLast() }
        next += footer
        let kept = commonRows(next)
        if !rows.isEmpty, !session.terminal.showsLanes {
            session.output.write("\n" + next[kept...].joined(separator: "\n"))
        } else if rows.isEmpty || !goUp(to: kept) {
            session.output.write((rows.isEmpty ? "" : "\n") + next.joined(separator: "\n"))
        } else {
            session.output.write(next[kept...].joined(separator: "\n"))
        }
        rows = next
        width = session.terminal.width
    }

    /// Takes everything away again, where the terminal can; the cursor stands at the beginning of a line.
    func erase() {
        if !rows.isEmpty, !goUp(to: 0) { session.output.write("\n") }
        rows = []
    }

    /// Leaves what is shown.
    func leave() {
        if !rows.isEmpty { session.output.write("\n") }
        rows = []
    }

    /// At least the last row is drawn anew, so that the cursor has a place.
    private func commonRows(_ next: [String]) -> Int {
        let common = zip(rows, next).prefix { $0 == $1 }.count
        return max(min(common, rows.count - 1, next.count - 1), 0)
    }

    private func goUp(to row: Int) -> Bool {
        let up = rows.count - 1 - row
        let terminal = session.terminal
        guard terminal.showsLanes, terminal.width == width, up < terminal.height else { return false }
        session.output.write("\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + "\u{1B}[J")
        return true
    }
}
