import Messages
import Transcripts

/// What belongs to an event and does not fit its row: the payload, the addresses, the wait.
struct Details {
    let scene: Scene
    let density: Density

    private var words: any Words { scene.words }

    struct Block {
        var lines: [[Span]] = []
        /// Bytes are left out.
        var isFolded = false
        /// A send of which a piece is only a part, marked so.
        var part: String?
    }

    /// Lines of at most `room` columns.
    func block(_ event: Event, _ form: CallForm, room: Int) -> Block {
        var block = Block()
        if event.call.sends, !form.hasPayload { block = sent(event, room: room) }
        if event.call == .print, !form.hasPayload { block = printed(event, room: room) }
        if event.takesBytes, !form.hasPayload { block = received(event, room: room) }
        if event.call == .sendto, event.other == nil, !form.hasAddress, let address = event.address {
            block.lines += wrap([Span(words.toward(escaped(address)), .dim)], room)
        }
        return block
    }

    /// `waited 1.0 s (virtual)` and the like.
    func remarks(_ findings: [Finding]) -> [String] {
        findings.compactMap { finding in
            guard case .waited(let duration, let virtual, _) = finding.kind else { return nil }
            return words.waited(duration, virtual: virtual)
        }
    }

    func wrap(_ spans: [Span], _ room: Int) -> [[Span]] {
        wrapped(spans, first: room, rest: room, ambiguousWide: scene.options.ambiguousWide)
    }

    func text(_ payload: Payload) -> PayloadText { text(payload.form) }

    /// As the bytes of a send are written wherever they stand.
    func text(ofSend event: Int) -> PayloadText { text(scene.form(ofSend: event)) }

    private func text(_ form: PayloadText.Form) -> PayloadText {
        PayloadText(form: form, glyphs: scene.glyphs, ambiguousWide: scene.options.ambiguousWide)
    }
}

// MARK: - Sent bytes

extension Details {
    private func sent(_ event: Event, room: Int) -> Block {
        guard let payload = event.payload, payload.length > 0 else { return Block() }
        let text = text(payload)
        let style = scene.style(ofSend: event.number)
        let quote = text.form == .text ? "\"" : scene.glyphs.brace
        let isShort = text.form == .hex && payload.bytes.count <= 16
        let beside = isShort ? " " + text.beside(payload.bytes[...]) : ""
        let inner = room - 2 - text.width(beside)
        let preview = text.preview(
            payload.bytes[...], isWhole: payload.isWhole, room: inner, escaping: text.form == .text)
        var lines = [[Span(quote), Span(preview.text, style), Span(quote)]]
        if preview.isFolded {
            append([Span(words.folded(payload.length, event: event.number), .dim)], to: &lines, room)
        } else if isShort {
            lines[0].append(Span(beside, .dim))
        }
        return Block(lines: lines, isFolded: preview.isFolded)
    }

    /// Behind the last line where there is room, else on a line of its own.
    private func append(_ remark: [Span], to lines: inout [[Span]], _ room: Int) {
        if scene.width(lines[lines.count - 1].text) + 2 + scene.width(remark.text) <= room {
            lines[lines.count - 1] += [Span("  ")] + remark
        } else {
            lines += wrap([Span(" ")] + remark, room)
        }
    }
}

// MARK: - Printed text

extension Details {
    /// What a program printed is its outcome: up to five lines of it are shown.
    private static let mostPrintedLines = 5

    private func printed(_ event: Event, room: Int) -> Block {
        guard let payload = event.payload, payload.length > 0 else { return Block() }
        let text = text(payload)
        let quote = text.form == .text ? "\"" : ""
        let preview = text.preview(
            payload.bytes[...], isWhole: payload.isWhole, room: (room - 1) * Self.mostPrintedLines - 2, escaping: text.form == .text)
        let units = [quote] + escapeUnits(preview.text) + [quote]
        var lines = text.lines(units, first: room, rest: room).map { [Span($0)] }
        if preview.isFolded { append([Span(words.folded(event: event.number), .dim)], to: &lines, room) }
        return Block(lines: lines, isFolded: preview.isFolded)
    }
}

// MARK: - Received bytes

extension Details {
    func pieces(_ event: Event) -> Pieces? {
        guard let payload = event.payload, payload.length > 0 else { return nil }
        let origins = scene.index.origins(of: event)
        let whole = Origin(send: nil, received: 0..<payload.length, sent: 0..<payload.length)
        let isKnown = event.position != nil && !origins.isEmpty
        let text = text(payload)
        let pieces = (isKnown ? origins : [whole]).map { piece($0, payload, text, isKnown: isKnown) }
        return Pieces(pieces: pieces, text: text, event: event.number)
    }

    private func piece(_ origin: Origin, _ payload: Payload, _ text: PayloadText, isKnown: Bool) -> Pieces.Piece {
        let kept = origin.received.clamped(to: 0..<payload.bytes.count)
        let length = origin.send.flatMap(scene.transcript.event)?.payload?.length ?? origin.sent.upperBound
        let label = Pieces.Label(
            send: origin.send, sent: origin.sent, isUncertain: origin.isUncertain, lacksStart: origin.sent.lowerBound > 0,
            lacksEnd: origin.sent.upperBound < length, style: scene.style(ofSend: origin.send), isKnown: isKnown)
        return Pieces.Piece(
            bytes: payload.bytes[kept], isWhole: kept.count == origin.received.count, length: origin.received.count, label: label,
            text: origin.send.map { self.text(ofSend: $0) } ?? text)
    }

    private func received(_ event: Event, room: Int) -> Block {
        guard let pieces = pieces(event) else { return Block() }
        let (lines, isFolded) = pieces.lines(room: room, tail: from(event), words: Labels(words: words))
        return Block(lines: lines.flatMap { fits($0, room) ? [$0] : wrap($0, room) }, isFolded: isFolded, part: pieces.markedPart)
    }

    private func fits(_ line: [Span], _ room: Int) -> Bool { scene.width(line.text) <= room }

    /// Who sent a datagram.
    private func from(_ event: Event) -> [Span] {
        guard event.call == .recvfrom, let peer = event.peer else { return [] }
        let address = scene.short(peer)
        // Of two participants there is but one who can have sent it.
        let isObvious = scene.names.count == 2
        let name = isObvious ? nil : event.other.map(scene.lane)
        return [Span(name.map { words.from($0, address) } ?? words.from(address), .dim)]
    }

    /// The row with the payload behind it, where it is one piece: `recv(1024) = 4   │plum│ #19`.
    func inline(_ event: Event, _ form: CallForm, room: Int) -> CallForm? {
        guard event.takesBytes, let pieces = pieces(event), pieces.pieces.count == 1 else { return nil }
        let gap = density == .rails ? "   " : "  "
        let left = room - scene.width(form.spans.text) - gap.utf8.count
        guard left > 8 else { return nil }
        let (lines, isFolded) = pieces.lines(room: left, tail: from(event), words: Labels(words: words))
        guard lines.count == 1, !isFolded, fits(lines[0], left) else { return nil }
        return CallForm(spans: form.spans + [Span(gap)] + lines[0], hasPayload: true, hasAddress: true)
    }
}

extension Event {
    /// A receive that brought bytes.
    var takesBytes: Bool { (call == .recv || call == .recvfrom) && (count ?? 0) > 0 }
}

struct Labels: PieceWords {
    let words: any Words

    func label(_ label: Pieces.Label) -> String {
        guard let send = label.send else { return label.isKnown ? words.fromOutside : "" }
        if label.isUncertain { return words.perhaps(from: send) }
        return label.isPartial
            ? words.part(of: send, first: label.sent.lowerBound + 1, last: label.sent.upperBound) : "#\(send)"
    }

    func folded(event: Int) -> String { words.folded(event: event) }
    func morePieces(_ count: Int, event: Int) -> String { words.morePieces(count, event: event) }
}
