import Engine
import Messages
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
        redrawer.show(
            session.screen(of: Shown(transcript: transcript, source: source)), below: footer(call, number: transcript.events.count + 1))
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

    private func footer(_ call: Event, number: Int) -> [String] {
        let words = session.words
        let look = session.textLook
        let next = "\(words.nextCall(participant: call.participant))  \(look.paint(CallLine.text(call), .bold))"
        let keys = [words.keyMake, words.keyRest, words.keyLeave]
        return [next, KeyRow(look: look).text(keys, place: "#\(number)")]
    }
}
