import Messages
import Transcripts

/// What stands below an event: its findings, the meaning of its errno, and how a program ended.
///
///     ╰ sticky: one recv returned the bytes of 3 sends (#7 #8 #9).
///     ! UNREAD BYTES: 5 bytes had arrived and were never read (#7).
///     ╳ RESET: the client vanished (#17).
///
/// A fact is quiet: small letters, dim. A caution and a fault have a sign and a word in capitals.
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
        switch finding.degree {
        case .fact: return hanging(FindingText(text.word.lowercased(), text.sentence), sign: scene.glyphs.corner, .dim, word: .dim, .dim)
        case .caution: return hanging(text, sign: scene.glyphs.caution, .bold)
        case .fault: return hanging(text, sign: scene.glyphs.fault, .error)
        }
    }

    private func hanging(
        _ text: FindingText, sign: String, _ style: Style, word: Style = .bold, _ plain: Style = .plain
    ) -> [Line] {
        let room = scene.options.width - column - 2
        // A sentence may leave events out: `#7 … #30`.
        let sentence = String(escaped(text.sentence).map { $0 == "…" ? Character(scene.glyphs.ellipsis) : $0 })
        let spans = [Span(escaped(text.word), word), Span(scene.words.colon + sentence, plain)]
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
