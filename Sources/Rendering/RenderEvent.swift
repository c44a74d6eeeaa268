import Messages
import Transcripts

/// One event with everything that the recording has of it: the call, times, addresses, origins, findings and the
/// whole payload. nil where the transcript has no such event.
package func renderEvent(_ number: Int, of transcript: Transcript, options: RenderOptions) -> String? {
    guard let event = transcript.event(number) else { return nil }
    let page = EventPage(scene: Scene(transcript, options), event: event)
    var output = ""
    for line in page.lines() { line.write(to: &output, color: options.color) }
    return output
}

/// A call that is about to be made: `send "hello" = ?`. One line without a newline, free of control characters.
package func callLine(_ call: Event, options: RenderOptions) -> String {
    let header = Transcript.Header(lesson: "", scenario: "", participants: [], schedule: "", transport: "")
    let scene = Scene(Transcript(header: header), options)
    let forms = CallText(scene: scene, density: .wide).forms(call, .asked)
    return (forms.first { scene.width($0.spans.text) <= options.width / 2 } ?? forms[forms.count - 1]).spans.text
}

struct EventPage {
    let scene: Scene
    let event: Event

    private var words: any Words { scene.words }
    private var width: Int { scene.options.width }
    private var isPlain: Bool { scene.options.layout == .plain }
    private static let margin = 4

    func lines() -> [Line] {
        let rule = isPlain ? [] : [Frame(scene: scene).rule()]
        return title() + rule + fields().flatMap(field) + origins() + below() + payload() + rule
    }

    private func title() -> [Line] {
        let calls = CallText(scene: scene, density: isPlain ? .plain : .wide)
        let forms = calls.forms(event, .whole)
        // The payload stands below, whole.
        let form = forms.first { !$0.hasPayload || scene.width($0.spans.text) <= width / 2 } ?? forms[forms.count - 1]
        let thread = event.thread.map { " " + escaped($0) } ?? ""
        let who = "#\(event.number)  \(scene.lane(event.participant))\(thread)  "
        return wrap([Span(who, .bold)] + form.spans, at: 1, hanging: Self.margin)
    }

    private func wrap(_ spans: [Span], at column: Int, hanging: Int) -> [Line] {
        let texts = wrapped(
            spans, first: width - column, rest: width - hanging, ambiguousWide: scene.options.ambiguousWide)
        return texts.enumerated().map { index, spans in
            var line = scene.line
            line.move(to: index == 0 ? column : hanging)
            line.add(spans)
            return line
        }
    }
}

// MARK: - Fields

extension EventPage {
    private func fields() -> [(label: ScreenLabel, text: String)] {
        var fields: [(ScreenLabel, String?)] = []
        fields.append((.socket, event.socket.map(socket)))
        fields.append((.own, (event.local ?? (event.call == .bind ? event.address : nil)).map(escaped)))
        fields.append((.other, other))
        fields.append((.time, time))
        fields.append((.fault, event.fault.map(escaped)))
        fields.append((.lost, event.lost.map(words.datagrams)))
        fields.append((.unread, event.unread.map(words.byteCount)))
        return fields.compactMap { label, text in text.map { (label, $0) } }
    }

    private func socket(_ socket: SocketName) -> String {
        let kernel = scene.options.raw ? " [\(socket.kernel)]" : ""
        return escaped(socket.role) + words.comma + "fd \(socket.descriptor)" + kernel
    }

    private var other: String? {
        let name = event.other.map(scene.lane)
        let address = (event.peer ?? (event.call == .connect || event.call == .sendto ? event.address : nil)).map(escaped)
        let parts = [name, address].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// From when to when, in seconds since the run began, and how long.
    private var time: String {
        let began = exact(event.began)
        guard let ended = event.ended else { return began + words.comma + words.waits }
        let jump = event.jumped > 0 ? words.comma + words.waited(event.jumped, virtual: true) : ""
        return "\(began) - \(exact(ended)) s" + jump
    }

    /// Seconds with six digits: `0.000123`.
    private func exact(_ time: Nanoseconds) -> String {
        let micro = max(time, 0) / 1000
        let fraction = String(micro % 1_000_000)
        return "\(micro / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
    }

    private func field(_ field: (label: ScreenLabel, text: String)) -> [Line] {
        let label = words.label(field.label)
        let gap = isPlain ? words.colon : String(repeating: " ", count: max(labelWidth - scene.width(label), 0) + 2)
        let hanging = min(Self.margin + labelWidth + 2, width / 2)
        return wrap([Span(label, .dim), Span(gap), Span(field.text)], at: Self.margin, hanging: hanging)
    }

    private var labelWidth: Int {
        [ScreenLabel.socket, .own, .other, .time, .origins].map { scene.width(words.label($0)) }.max() ?? 0
    }
}

// MARK: - Origins, findings, payload

extension EventPage {
    /// One line for each piece: from which send, which bytes of it, and how it begins.
    private func origins() -> [Line] {
        guard event.takesBytes, let pieces = details.pieces(event), pieces.pieces[0].label.isKnown else { return [] }
        let labels = Labels(words: words)
        let texts = pieces.pieces.map { labels.label($0.label) }
        let column = min(texts.map { scene.width($0) }.max() ?? 0, width / 3)
        return zip(pieces.pieces, texts).enumerated().flatMap { index, pair in
            let (piece, text) = pair
            let label = index == 0 ? words.label(.origins) : ""
            let gap = String(repeating: " ", count: max(labelWidth - scene.width(label), 0) + 2)
            let beside = String(repeating: " ", count: max(column - scene.width(text), 0) + 2)
            let start = Self.margin + labelWidth + 2
            let room = max(width - start - max(column, scene.width(text)) - 2, 8)
            let preview = piece.text.preview(piece.bytes, isWhole: piece.isWhole, room: room)
            let spans = [Span(label, .dim), Span(gap), Span(text, piece.label.style), Span(beside), Span(preview.text, piece.label.style)]
            return wrap(spans, at: Self.margin, hanging: min(start, width / 2))
        }
    }

    private var details: Details { Details(scene: scene, density: .wide) }

    private func below() -> [Line] {
        var row = Row(content: .call(event, .whole), step: 0)
        row.findings = scene.findings[event.number] ?? []
        if event.failure != nil { row.unexplained = row.findings.contains { $0.kind.explainsFailure } ? nil : event }
        let lines = Below(scene: scene, column: Self.margin).lines(row)
        let remarks = details.remarks(row.findings).flatMap { wrap([Span($0, .dim)], at: Self.margin, hanging: Self.margin) }
        return remarks + lines
    }

    private func payload() -> [Line] {
        guard let payload = event.payload, payload.length > 0 else { return [] }
        let text = details.text(payload)
        let label = words.label(.payload) + words.comma + words.byteCount(payload.length)
        let head = wrap([Span(label, .dim)], at: Self.margin, hanging: Self.margin)
        let lines = text.form == .hex ? dump(payload) : self.text(payload, text)
        let missing = payload.length - payload.bytes.count
        let tail = missing > 0
            ? wrap([Span("\(scene.glyphs.ellipsis) \(words.byteCount(missing)) \(words.label(.notKept))", .dim)], at: Self.margin, hanging: Self.margin) : []
        return head + lines + tail
    }

    /// As text, a line of it on a line; longer ones go on below.
    private func text(_ payload: Payload, _ text: PayloadText) -> [Line] {
        var lines: [[String]] = [[]]
        for unit in text.units(payload.bytes[...]) {
            lines[lines.count - 1].append(unit)
            if unit == "\\n" { lines.append([]) }
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        let room = width - Self.margin
        let style = event.call.sends ? scene.style(ofSend: event.number) : .plain
        return lines.flatMap { text.lines($0, first: room, rest: room) }.map { placed([Span($0, style)]) }
    }

    /// `1  0c 00 00 00  ····`, as many bytes on a line as fit; a line begins with the number of its first byte, counted
    /// from 1 as everywhere.
    private func dump(_ payload: Payload) -> [Line] {
        let text = PayloadText(form: .hex, glyphs: scene.glyphs, ambiguousWide: scene.options.ambiguousWide)
        let count = [16, 8, 4].first { Self.margin + 11 + $0 * 4 <= width } ?? 4
        return stride(from: 0, to: payload.bytes.count, by: count).map { start in
            let bytes = payload.bytes[start..<min(start + count, payload.bytes.count)]
            let number = String(start + 1)
            let margin = String(repeating: " ", count: max(8 - number.utf8.count, 0))
            let digits = text.string(bytes)
            let gap = String(repeating: " ", count: count * 3 - digits.utf8.count + 1)
            let spans = [Span(margin + number + "  ", .dim), Span(digits), Span(gap), Span(text.beside(bytes), .dim)]
            return placed(spans)
        }
    }

    private func placed(_ spans: [Span]) -> Line {
        var line = scene.line
        line.move(to: Self.margin)
        line.add(spans)
        return line
    }
}
