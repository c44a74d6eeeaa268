import Transcripts

extension PayloadText {
    /// The bytes in at most `room` columns: whole, or the beginning and the end with `…` between.
    func preview(_ bytes: ArraySlice<UInt8>, isWhole: Bool = true, room: Int, escaping quote: Bool = false) -> Preview {
        // No unit is narrower than a quarter of its bytes, so more bytes than that cannot fit.
        if isWhole && bytes.count <= room * 4 {
            let text = string(bytes, escaping: quote)
            if width(text) <= room { return Preview(text: text, isFolded: false) }
        }
        let between = " \(glyphs.ellipsis) "
        let forBytes = max(room - width(between), 2)
        // What was not kept stands at the end, so there is no end to show.
        guard isWhole else {
            return Preview(text: head(bytes, room: forBytes, escaping: quote) + between, isFolded: true)
        }
        let front = head(bytes, room: forBytes * 3 / 5, escaping: quote)
        let back = tail(bytes, room: forBytes - width(front), escaping: quote)
        return Preview(text: front + between + back, isFolded: true)
    }

    struct Preview {
        var text: String
        var isFolded: Bool
    }

    private func head(_ bytes: ArraySlice<UInt8>, room: Int, escaping quote: Bool) -> String {
        let units = units(bytes.prefix(room * 4), escaping: quote, ends: .first)
        let fitting = fit(units, room: room)
        // Lines stay whole where that costs little.
        guard let end = fitting.lastIndex(of: "\\n"), end >= fitting.count / 2, fitting.count < units.count else { return fitting.joined() }
        return fitting[...end].joined()
    }

    private func tail(_ bytes: ArraySlice<UInt8>, room: Int, escaping quote: Bool) -> String {
        let last = bytes.suffix(room * 4)
        // Do not begin inside a character.
        let start = last.count < bytes.count && form == .text ? last.drop { $0 & 0xC0 == 0x80 } : last
        let units = Array(units(start, escaping: quote, ends: .last).reversed())
        var fitting = Array(fit(units, room: room).reversed())
        if fitting.count < units.count, let newline = fitting.firstIndex(of: "\\n"), newline < fitting.count / 2 {
            fitting.removeFirst(newline + 1)
        }
        let text = fitting.joined()
        return String(text.drop { $0 == " " && form == .hex })
    }

    /// As many units as fit.
    private func fit(_ units: [String], room: Int) -> ArraySlice<String> {
        var used = 0
        for (index, unit) in units.enumerated() {
            used += width(unit)
            if used > room { return units[..<index] }
        }
        return units[...]
    }

    /// The units in lines of at most `room` columns; nothing is left out.
    func lines(_ units: [String], first: Int, rest: Int) -> [String] {
        var lines = [""]
        var used = 0
        for unit in units {
            let wide = width(unit)
            let room = lines.count == 1 ? first : rest
            if used > 0 && used + wide > room {
                lines.append("")
                used = 0
            }
            lines[lines.count - 1] += unit
            used += wide
        }
        return lines
    }
}
