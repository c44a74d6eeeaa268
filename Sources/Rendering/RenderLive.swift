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
    return PlainView(liveScene: scene, numberedAfter: number == 0 ? 0 : firstNumber + number - 1).rows(upTo: nil)
}
