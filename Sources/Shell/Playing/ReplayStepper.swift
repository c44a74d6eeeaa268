import Messages
import Rendering
import Transcripts

/// Steps through a recording by rendering its beginnings: Enter next, `b` back, `a` the rest, `q` leave.
struct ReplayStepper {
    let session: Session
    let shown: Shown

    func run() throws(LabError) {
        let redrawer = Redrawer(session: session)
        var beginning = session.playback(of: shown)
        var playback = beginning
        let last = beginning.last
        var step = min(1, last)
        while true {
            // Back is from the beginning: a screen only grows.
            if step < playback.step { playback = beginning }
            playback.advance(to: step)
            redrawer.show(playback, below: [keys(at: step, last)])
            switch session.keyboard.readKey(until: nil) {
            case .enter where step < last: step += 1
            case .enter: return redrawer.leave()
            case .letter("b"), .back: step = max(step - 1, 0)
            case .letter("a"): step = last
            case .letter("q"), .end: return redrawer.leave()
            case .interrupted:
                redrawer.leave()
                throw .interrupted
            default:
                let before = session.terminal
                session.terminal.measure(session.environment)
                guard session.terminal != before else { continue }
                beginning = session.playback(of: shown)
                playback = beginning
            }
        }
    }

    private func keys(at step: Int, _ last: Int) -> String {
        let words = session.words
        var keys = step < last ? [words.keyNext] : [words.keyDone]
        if step > 0 { keys.append(words.keyBack) }
        if step < last { keys.append(words.keyRest) }
        return KeyRow(look: session.textLook).text(keys + [words.keyLeave], place: words.stepOf(step, last))
    }
}
