import Transcripts

/// The bytes of a receive between braces, each piece over the number of the event that sent it:
///
///     │hello│big│pig│
///      #7    #8  #9
struct Pieces {
    struct Piece {
        var bytes: ArraySlice<UInt8>
        /// Whether all bytes of the piece were kept.
        var isWhole: Bool
        var length: Int
        var label: Label
        /// How the bytes are written: as the send was.
        var text: PayloadText
    }

    /// Where a piece comes from.
    struct Label {
        /// nil for bytes from outside the run.
        var send: Int?
        var sent: Range<Int>
        var isUncertain: Bool
        /// The piece does not begin with the send's first byte, or does not end with its last.
        var lacksStart: Bool
        var lacksEnd: Bool
        var style: Style
        /// Whether the recording tells at all where the bytes come from.
        var isKnown: Bool

        var isPartial: Bool { lacksStart || lacksEnd }

        /// `#9`, and `…` on the side where something is missing.
        func short(_ glyphs: Glyphs) -> String {
            guard let send else { return "?" }
            let number = "#\(send)" + (isUncertain ? "?" : "")
            return (lacksStart ? glyphs.ellipsis : "") + number + (lacksEnd ? glyphs.ellipsis : "")
        }
    }

    var pieces: [Piece]
    var text: PayloadText
    var event: Int

    /// Lines of at most `room` columns. A line that would not fit breaks between pieces; a piece that would not
    /// fit is folded.
    func lines(room: Int, tail: [Span] = [], words: any PieceWords) -> (lines: [[Span]], isFolded: Bool) {
        if pieces.count == 1 { return single(pieces[0], room: room, tail: tail, words: words) }
        var result: [[Span]] = []
        var isFolded = false
        var rest = pieces[...]
        while !rest.isEmpty && result.count < Self.mostLines {
            var row = PieceRow(text: text, room: room)
            while let next = rest.first, row.take(next) { rest = rest.dropFirst() }
            isFolded = isFolded || row.isFolded
            result += [row.top, row.bottom]
        }
        if !rest.isEmpty {
            result.append([Span(words.morePieces(rest.count, event: event), .dim)])
            isFolded = true
        }
        if !tail.isEmpty { result.append(tail) }
        return (result, isFolded)
    }

    /// The first label that marks its send as partial: `#9…`.
    var markedPart: String? {
        pieces.count > 1 ? pieces.first { $0.label.isPartial && $0.label.send != nil }?.label.short(text.glyphs) : nil
    }

    /// Four rows of pieces with their labels; more are folded.
    private static let mostLines = 8

    private func single(
        _ piece: Piece, room: Int, tail: [Span], words: any PieceWords
    ) -> (lines: [[Span]], isFolded: Bool) {
        let (brace, text) = (text.glyphs.brace, piece.text)
        let beside = text.form == .hex && piece.bytes.count <= 16 ? " " + text.beside(piece.bytes) : ""
        let inner = room - 2 * text.width(brace) - text.width(beside)
        let preview = text.preview(piece.bytes, isWhole: piece.isWhole, room: inner)
        var first = [Span(brace), Span(preview.text, piece.label.style), Span(brace)]
        if !beside.isEmpty && !preview.isFolded { first.append(Span(beside, .dim)) }
        let label = words.label(piece.label)
        var remarks = label.isEmpty ? [] : [[Span(label, piece.label.style)]]
        if !tail.isEmpty { remarks.append(tail) }
        if preview.isFolded { remarks.append([Span(words.folded(event: event), .dim)]) }
        return (arranged(first, remarks, room: room), preview.isFolded)
    }

    /// Remarks stand behind the braces where they fit, else below, one column in.
    private func arranged(_ first: [Span], _ remarks: [[Span]], room: Int) -> [[Span]] {
        var lines = [first]
        for remark in remarks {
            let gap = lines[lines.count - 1].count > 3 || lines.count > 1 ? "  " : " "
            let used = text.width(lines[lines.count - 1].text) + gap.utf8.count
            if used + text.width(remark.text) <= room {
                lines[lines.count - 1] += [Span(gap)] + remark
            } else {
                lines.append([Span(" ")] + remark)
            }
        }
        return lines
    }
}

/// The words that pieces need.
protocol PieceWords {
    /// `#12`, `#12, bytes 1-1,024`.
    func label(_ label: Pieces.Label) -> String
    func folded(event: Int) -> String
    func morePieces(_ count: Int, event: Int) -> String
}

/// One line of pieces and the line of labels below it.
private struct PieceRow {
    private struct Cell {
        var start: Int
        var label: Pieces.Label
    }

    let text: PayloadText
    let room: Int
    private(set) var top: [Span]
    private(set) var isFolded = false
    private var width: Int
    private var cells: [Cell] = []

    init(text: PayloadText, room: Int) {
        self.text = text
        self.room = room
        top = [Span(text.glyphs.brace)]
        width = text.width(text.glyphs.brace)
    }

    /// Adds a piece; false where it belongs on the next line.
    mutating func take(_ piece: Pieces.Piece) -> Bool {
        let left = room - width - text.width(text.glyphs.brace)
        if !cells.isEmpty && left < 8 && !fits(piece, left) { return false }
        let preview = piece.text.preview(piece.bytes, isWhole: piece.isWhole, room: max(left, 5))
        if preview.isFolded && !cells.isEmpty { return false }
        isFolded = isFolded || preview.isFolded
        cells.append(Cell(start: width, label: piece.label))
        top += [Span(preview.text, piece.label.style), Span(text.glyphs.brace)]
        width += text.width(preview.text) + text.width(text.glyphs.brace)
        return true
    }

    private func fits(_ piece: Pieces.Piece, _ left: Int) -> Bool {
        left > 0 && piece.bytes.count <= left * 4 && piece.isWhole && text.width(piece.text.string(piece.bytes)) <= left
    }

    /// Each label under its piece. Where the labels are wider than their pieces, one stands for several: `#7 #8`, `#7…#9`.
    var bottom: [Span] {
        var line: [Span] = []
        var column = 0
        var index = 0
        while index < cells.count {
            var last = index
            while last + 1 < cells.count && width(from: index, to: last) >= cells[last + 1].start - cells[index].start {
                last += 1
            }
            line.append(Span(String(repeating: " ", count: cells[index].start - column)))
            let label = label(from: index, to: last)
            line.append(Span(label, last == index ? cells[index].label.style : .dim))
            column = cells[index].start + text.width(label)
            index = last + 1
        }
        return column <= room ? line : [Span(" "), Span(label(from: 0, to: cells.count - 1), .dim)]
    }

    private func width(from first: Int, to last: Int) -> Int { text.width(label(from: first, to: last)) }

    private func label(from first: Int, to last: Int) -> String {
        let labels = (cells[first].label, cells[last].label)
        let (start, end) = (labels.0.short(text.glyphs), labels.1.short(text.glyphs))
        if first == last { return start }
        if first + 1 == last { return start + " " + end }
        // The ellipsis of a part must not look like the one of a range.
        let space = labels.0.isPartial || labels.1.isPartial ? " " : ""
        return start + space + text.glyphs.ellipsis + space + end
    }
}
