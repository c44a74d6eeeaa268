import Messages
import Rendering
import Transcripts

/// Plays a recording in its own time, scaled. The waits are for the eye only; Ctrl-C and `q` end them.
struct ReplayPlayer {
    let session: Session
    let shown: Shown

    func play(speed: Double, idleLimit: Double?) throws(LabError) {
        let redrawer = Redrawer(session: session)
        let transcript = shown.transcript
        var playback = session.playback(of: shown)
        if !session.terminal.showsLanes { session.output.write(playback.lines.map { $0 + "\n" }.joined()) }
        var deadline = ContinuousClock.now
        for (index, pause) in Self.pauses(of: transcript, speed: speed, idleLimit: idleLimit).enumerated() {
            deadline += .seconds(pause)
            switch wait(until: deadline) {
            case .interrupted?:
                redrawer.leave()
                throw .interrupted
            case .letter("q")?: return redrawer.leave()
            default: show(index + 1, &playback, redrawer)
            }
        }
        redrawer.leave()
        if !session.terminal.showsLanes {
            session.output.write((playback.lines[playback.settled...] + playback.footer).map { $0 + "\n" }.joined())
        }
    }

    /// How long, in seconds, before each step.
    static func pauses(of transcript: Transcript, speed: Double, idleLimit: Double?) -> [Double] {
        var before: Nanoseconds = 0
        return transcript.steps.map { step in
            let time = max(transcript.time(of: step) ?? before, before)
            defer { before = time }
            let pause = Double(time - before) / 1e9 / speed
            return min(pause, idleLimit ?? pause, 86_400)
        }
    }

    private func show(_ step: Int, _ playback: inout Playback, _ redrawer: Redrawer) {
        playback.advance(to: step)
        if session.terminal.showsLanes {
            let keys = KeyRow(look: session.textLook).text([session.words.keyLeave], place: "\(step)/\(playback.last)")
            redrawer.show(playback, below: [keys])
        } else {
            // Nothing is taken back here: what may still change comes when it is settled.
            session.output.write(playback.lines[playback.unchanged..<playback.settled].map { $0 + "\n" }.joined())
        }
    }

    /// A key that matters, or nil when the time has come.
    private func wait(until deadline: ContinuousClock.Instant) -> Key? {
        while true {
            switch session.keyboard.readKey(until: deadline) {
            case .timeout: return nil
            case .interrupted: return .interrupted
            case .letter("q"), .end: return .letter("q")
            default: continue
            }
        }
    }
}

extension Transcript {
    fileprivate func time(of step: Step) -> Nanoseconds? {
        switch step {
        case .waits(let number): event(number)?.began
        case .completes(let number): event(number)?.ended
        case .ends(let index): endings.indices.contains(index) ? endings[index].at : nil
        }
    }
}
