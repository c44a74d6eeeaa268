import Transcripts

/// One line of a run that goes on, as it happens: the event in words, and below it what there is to say.
///
/// Nothing is looked up in what came before, so that a server may run for days. `firstNumber` is what the events'
/// numbers are counted from, for a program that was started again. Empty, or ends with a newline.
package func renderLive(
    _ line: TranscriptLine, of header: Transcript.Header, numberedAfter firstNumber: Int = 0, options: RenderOptions
) -> String {
    var transcript = Transcript(header: header)
    var number = 0
    switch line {
    case .header: return ""
    case .waits(var event), .completes(var event):
        number = event.number
        event.number = 1
        transcript.events = [event]
        if case .waits = line { transcript.steps = [.waits(1)] } else { transcript.steps = [.completes(1)] }
    case .ends(let ending): transcript.append(.ends(ending))
    }
    var plain = options
    plain.layout = .plain
    var scene = Scene(transcript, plain)
    scene.namesConnections = true
    let rows = PlainView(liveScene: scene, numberedAfter: number == 0 ? 0 : firstNumber + number - 1).rows()
    return options.layout == .plain ? rows : folded(rows, options)
}

/// A terminal would break long lines inside a word.
private func folded(_ rows: String, _ options: RenderOptions) -> String {
    rows.split(separator: "\n").map { row in
        let indent = String(repeating: " ", count: row.prefix { $0 == " " }.count)
        let lines = wrapped(
            [Span(String(row.dropFirst(indent.count)))], first: options.width - indent.count,
            rest: options.width - indent.count - 3, ambiguousWide: options.ambiguousWide)
        let texts = lines.map { $0.map(\.text).joined() }
        return indent + texts.joined(separator: "\n   " + indent) + "\n"
    }.joined()
}
