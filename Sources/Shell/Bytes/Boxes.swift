import Rendering

/// Bytes in boxes: above each what it is, below where it begins and what it means.
///
///     ┌─ i ─────────┬─ padding ───┬─ q ─────────────────────┐
///     │ 01 00 00 00 │ 00 00 00 00 │ fe ff ff ff ff ff ff ff │
///     └─0───────────┴─4───────────┴─8───────────────────────┘
///       1                           -2
struct Boxes {
    struct Box: Equatable {
        var label: String
        /// Two digits for each byte, spaces between.
        var bytes: String
        var offset: Int
        var meaning = ""
    }

    let look: TextLook

    /// The boxes in rows that fit the screen.
    func lines(_ boxes: [Box]) -> [String] {
        var rows: [[Box]] = [[]]
        var used = 1
        for box in boxes {
            let width = width(of: box) + 3
            if used + width > look.width, !rows[rows.count - 1].isEmpty {
                rows.append([])
                used = 1
            }
            rows[rows.count - 1].append(box)
            used += width
        }
        return rows.filter { !$0.isEmpty }.flatMap(row)
    }

    private func row(_ boxes: [Box]) -> [String] {
        let corner = look.pick("┌┬┐└┴┘│", "++++++|").map(String.init)
        let tops = boxes.map { ruled(" \($0.label) ", to: width(of: $0) + 2) }
        let middles = boxes.map { " " + padded($0.bytes, to: width(of: $0)) + " " }
        let bottoms = boxes.map { ruled("\($0.offset)", to: width(of: $0) + 2) }
        let meanings = boxes.map { " " + padded($0.meaning, to: width(of: $0)) + " " }
        var lines = [
            corner[0] + tops.joined(separator: corner[1]) + corner[2],
            corner[6] + middles.joined(separator: corner[6]) + corner[6],
            corner[3] + bottoms.joined(separator: corner[4]) + corner[5],
        ]
        if boxes.contains(where: { !$0.meaning.isEmpty }) { lines.append(trimmedEnd(" " + meanings.joined(separator: " "))) }
        return lines
    }

    /// Columns inside the box, without the space at either side.
    private func width(of box: Box) -> Int {
        let texts = [box.label + "   ", box.bytes, "\(box.offset)", box.meaning]
        return texts.map(look.columns).max() ?? 0
    }

    private func ruled(_ text: String, to width: Int) -> String {
        let line = look.pick("─", "-")
        return line + text + String(repeating: line, count: max(width - 1 - look.columns(text), 0))
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - look.columns(text), 0))
    }

    private func trimmedEnd(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }
}
