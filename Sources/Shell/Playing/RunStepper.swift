import Engine
import Messages
import Rendering
import Transcripts

/// Stops a run before each call: first the call with `= ?`, then Enter makes it.
final class RunStepper {
    private let session: Session
    private let source: Shown.Source
    private let redrawer: Redrawer

    init(session: Session, source: Shown.Source) {
        self.session = session
        self.source = source
        redrawer = Redrawer(session: session)
    }

    func ask(_ call: Event, _ transcript: Transcript) -> StepAnswer {
        let shown = Shown(transcript: transcript, source: source)
        redrawer.show(session.screen(of: shown), below: footer(call, after: shown))
        while true {
            switch session.keyboard.readKey(until: nil) {
            case .enter: return .next
            case .letter("a"): return .run
            case .letter("q"), .end, .interrupted: return .quit
            default: continue
            }
        }
    }

    /// The whole screen is shown next.
    func finish() { redrawer.erase() }

    private func footer(_ call: Event, after shown: Shown) -> [String] {
        let words = session.words
        let look = session.textLook
        let line = callLine(call, options: session.renderOptions(for: shown))
        let who = words.laneName(call.participant)
        let next = "\(words.nextCall(participant: who))  \(look.paint(line, .bold))"
        let keys = [words.keyMake, words.keyRest, words.keyLeave]
        return [next, KeyRow(look: look).text(keys, place: "#\(shown.transcript.events.count + 1)")]
    }
}
