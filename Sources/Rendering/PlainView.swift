import Messages
import Transcripts

/// One event a line, in words, for pipes and screen readers: no lanes, no colours, lines as long as they are.
///
///     7 client send "hello" = 5
///        fact: sticky: one recv returned the bytes of 3 sends (7, 8, 9).
struct PlainView {
    let scene: Scene
    private let calls: CallText
    private let details: Details
    /// What the numbers of the events are counted from.
    private let first: Int
    /// Events are kept, and `show` has the whole payload of each.
    private let isKept: Bool

    init(_ scene: Scene) { self.init(scene, numberedAfter: 0, isKept: true) }

    /// A line of a run that goes on: nothing of it is kept.
    init(liveScene scene: Scene, numberedAfter first: Int) { self.init(scene, numberedAfter: first, isKept: false) }

    private init(_ scene: Scene, numberedAfter first: Int, isKept: Bool) {
        self.scene = scene
        self.first = first
        self.isKept = isKept
        calls = CallText(scene: scene, density: .plain)
        details = Details(scene: scene, density: .plain)
    }

    private var words: any Words { scene.words }

    var title: String { Frame(scene: scene).plainTitle }

    /// Every row, each with a newline.
    func rows() -> String {
        var rows = Rows(scene: scene)
        let steps = scene.transcript.steps.indices
        return steps.flatMap { rows.take(at: $0) }.flatMap(lines).map { $0 + "\n" }.joined()
    }

    func lines(_ row: Row) -> [String] {
        let below = below(row).map { "   " + $0 }
        guard case .call(let event, let stage) = row.content else { return below }
        return [line(event, stage, row)] + below
    }

    private func line(_ event: Event, _ stage: Stage, _ row: Row) -> String {
        let thread = event.thread.map { " " + escaped($0) } ?? ""
        let who = "\(first + event.number) \(scene.lane(event.participant))\(thread) "
        let returns = stage == .returns ? words.returns + words.colon : ""
        let remarks = details.remarks(row.findings).map { words.comma + $0 }.joined()
        return who + returns + call(event, stage) + remarks
    }

    /// Columns of a payload that are shown; the rest of one that is kept is one `show` away.
    private static let room = 200

    private func call(_ event: Event, _ stage: Stage) -> String {
        let forms = calls.forms(event, stage)
        let form = forms[0]
        let text = form.spans.text
        guard let payload = event.payload, stage != .waits || event.call.sends else { return text }
        if event.takesBytes { return text + words.colon + received(event, payload) }
        return form.hasPayload || payload.length == 0 || event.call == .input ? text : text + words.colon + quoted(payload, event)
    }

    private func quoted(_ payload: Payload, _ event: Event, _ text: PayloadText? = nil) -> String {
        let text = text ?? details.text(payload)
        let quote = text.form == .text ? "\"" : ""
        let preview = text.preview(
            payload.bytes[...], isWhole: payload.isWhole, room: Self.room, escaping: text.form == .text)
        let length = isKept ? words.folded(payload.length, event: event.number) : words.byteCount(payload.length)
        return quote + preview.text + quote + (preview.isFolded ? " (\(length))" : "")
    }

    private func received(_ event: Event, _ payload: Payload) -> String {
        guard let pieces = details.pieces(event) else { return "" }
        let texts = pieces.pieces.prefix(100).map { piece in
            let text = quoted(Payload(Array(piece.bytes), length: piece.length), event, piece.text)
            return piece.label.isKnown ? words.piece(text, from: piece.label.send, isCertain: !piece.label.isUncertain) : text
        }
        let rest = pieces.pieces.count - texts.count
        let more = rest > 0 ? [words.morePieces(rest, event: event.number)] : []
        let from = event.call == .recvfrom ? event.peer.map { [words.from(escaped($0))] } ?? [] : []
        return (texts + more + from).joined(separator: words.comma)
    }

    private func below(_ row: Row) -> [String] {
        var result = row.findings.filter { !$0.kind.isRemark }.map { finding in
            sentence(words.label(finding.degree), words.text(for: finding, in: scene.transcript))
        }
        if let event = row.unexplained, let failure = event.failure {
            let meaning = words.meaning(of: failure, in: event.call, address: event.address)
            result.append(sentence(words.label(.whyItFailed), FindingText(failure.name, meaning), keepsCase: true))
        }
        if case .ending(let ending) = row.content, let text = scene.text(of: ending) {
            result.append(sentence(words.finding, text))
        }
        return result
    }

    private func sentence(_ label: String, _ text: FindingText, keepsCase: Bool = false) -> String {
        let word = keepsCase ? text.word : text.word.lowercased()
        return escaped(label + words.colon + word + words.colon + numbersInWords(text.sentence))
    }

    /// `(#7 #8 #9)` becomes `(7, 8, 9)`, which can be read aloud.
    private func numbersInWords(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let sign = rest.firstIndex(of: "#") {
            let after = rest.index(after: sign)
            let isNumber = after < rest.endIndex && rest[after].isNumber
            var before = rest[..<sign]
            if isNumber, before.last == " ", let digit = before.dropLast().last ?? (before.count == 1 ? result.last : nil), digit.isNumber {
                before = before.dropLast()
                result += before + ", "
            } else {
                result += isNumber ? before : rest[...sign]
            }
            rest = rest[after...]
        }
        return result + rest
    }
}
