import Messages
import Transcripts

/// What stands below an event: its findings, the meaning of its errno, and how a program ended.
///
///     ╰ STICKY: one recv returned the bytes of 3 sends (#7 #8 #9).
struct Below {
    let scene: Scene
    /// The column of the corner.
    let column: Int

    func lines(_ row: Row) -> [Line] {
        var result = row.findings.filter { !$0.kind.isRemark }.flatMap(finding)
        if let event = row.unexplained, let failure = event.failure {
            let meaning = scene.words.meaning(of: failure, in: event.call, address: event.address)
            result += hanging(FindingText(failure.name, meaning), sign: scene.glyphs.corner, .plain)
        }
        if case .ending(let ending) = row.content, let text = scene.text(of: ending) {
            result += hanging(text, sign: scene.glyphs.corner, .error)
        }
        return result
    }

    private func finding(_ finding: Finding) -> [Line] {
        let text = scene.words.text(for: finding, in: scene.transcript)
        if case .deadlock = finding.kind { return hanging(text, sign: scene.glyphs.deadlock, .error) }
        return hanging(text, sign: scene.glyphs.corner, .plain)
    }

    private func hanging(_ text: FindingText, sign: String, _ style: Style) -> [Line] {
        let room = scene.options.width - column - 2
        // A sentence may leave events out: `#7 … #30`.
        let sentence = String(escaped(text.sentence).map { $0 == "…" ? Character(scene.glyphs.ellipsis) : $0 })
        let spans = [Span(escaped(text.word), .bold), Span(scene.words.colon + sentence)]
        let texts = wrapped(spans, first: room, rest: room, ambiguousWide: scene.options.ambiguousWide)
        return texts.enumerated().map { index, spans in
            var line = scene.line
            line.move(to: column)
            if index == 0 { line.add(sign + " ", style) } else { line.move(to: column + 2) }
            line.add(spans)
            return line
        }
    }
}

extension Scene {
    /// How a thread ended, when that tells something.
    func text(of ending: Transcript.Ending) -> FindingText? {
        let thread = ending.thread.map { lane(ending.participant) + " " + escaped($0) }
        let name = thread ?? words.name(ofParticipant: ending.participant)
        return switch ending.how {
        case .returned: nil
        case .uncaught(let message, let call, let failure):
            words.uncaught(name, message: message, call: call, failure: failure)
        case .exited(let status): words.exited(name, status: status)
        case .interrupted: words.cancelled(name)
        case .abandoned: words.abandoned(name)
        }
    }
}
