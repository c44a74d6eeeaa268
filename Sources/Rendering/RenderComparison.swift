import Messages
import Transcripts

/// Two runs beside each other: the last steps that they have in common, where they part, and what follows on
/// either side. `names` stand over the two columns.
package func renderComparison(
    _ a: Transcript, _ b: Transcript, names: (String, String), options: RenderOptions
) -> String {
    let page = ComparisonPage(a, b, names: names, options)
    var output = ""
    for line in page.lines() { line.write(to: &output, color: options.color) }
    return output
}

struct ComparisonPage {
    private let comparison: Comparison
    private let sides: (Scene, Scene)
    private let names: (String, String)

    /// Steps shown before the first difference, and after the place where the runs part.
    private static let before = 3
    private static let after = 5

    init(_ a: Transcript, _ b: Transcript, names: (String, String), _ options: RenderOptions) {
        comparison = Comparison(a, b)
        sides = (Scene(a, options), Scene(b, options))
        self.names = names
    }

    private var scene: Scene { sides.0 }
    private var words: any Words { scene.words }
    private var width: Int { scene.options.width }
    /// Columns of one side; a sign stands between.
    private var half: Int { (width - 3) / 2 }

    func lines() -> [Line] {
        let frame = Frame(scene: scene)
        let isPlain = scene.options.layout == .plain
        let rule = isPlain ? [] : [frame.rule()]
        let head = pair([Span(escaped(names.0), .bold)], [Span(escaped(names.1), .bold)], sign: "")
        if comparison.hasSameSteps { return head + rule + text(words.label(.samePath)) + rule }
        return head + rule + steps() + rule + outcomes() + (outcomes().isEmpty ? [] : rule)
    }

    private func text(_ text: String, _ style: Style = .plain) -> [Line] {
        wrapped([Span(text, style)], first: width - 4, rest: width - 4, ambiguousWide: scene.options.ambiguousWide).map { spans in
            var line = scene.line
            line.move(to: 4)
            line.add(spans)
            return line
        }
    }

    private func pair(_ left: [Span], _ right: [Span], sign: String) -> [Line] {
        let texts = (wrap(left), wrap(right))
        return (0..<max(texts.0.count, texts.1.count)).map { index in
            var line = scene.line
            if index < texts.0.count { line.add(texts.0[index]) }
            if !sign.isEmpty || index < texts.1.count {
                line.move(to: half + 1)
                line.add(index == 0 && !sign.isEmpty ? sign : " ", .bold)
            }
            line.move(to: half + 3)
            if index < texts.1.count { line.add(texts.1[index]) }
            return line
        }
    }

    private func wrap(_ spans: [Span]) -> [[Span]] {
        let lines = wrapped(spans, first: half, rest: half - 4, ambiguousWide: scene.options.ambiguousWide)
        return lines.enumerated().map { $0 == 0 ? $1 : [Span("    ")] + $1 }
    }
}

// MARK: - Steps

extension ComparisonPage {
    private func steps() -> [Line] {
        guard let first = comparison.first else { return [] }
        var lines: [Line] = []
        let start = max(first.step - Self.before, 0)
        if start > 0 { lines += text("\(scene.glyphs.ellipsis) \(words.label(.same))", .dim) }
        for step in start..<first.step { lines += line(step, isDifferent: false) }
        let differing = Set(comparison.differences.map(\.step))
        let end = max(sides.0.transcript.steps.count, sides.1.transcript.steps.count)
        let last = min((comparison.partsAt ?? comparison.differences.last?.step ?? first.step) + Self.after, end - 1)
        var skipped = false
        for step in first.step...max(last, first.step) {
            let parts = comparison.partsAt.map { step >= $0 } ?? false
            guard parts || differing.contains(step) || step <= first.step + Self.after else {
                skipped = true
                continue
            }
            if skipped { lines += text(scene.glyphs.ellipsis, .dim) }
            skipped = false
            if step == comparison.partsAt { lines += text("\(scene.glyphs.corner) \(words.label(.different))", .bold) }
            lines += line(step, isDifferent: parts || differing.contains(step))
        }
        return lines + (last + 1 < end ? text(scene.glyphs.ellipsis, .dim) : [])
    }

    private func line(_ step: Int, isDifferent: Bool) -> [Line] {
        let sign = isDifferent ? scene.glyphs.differs : " "
        return pair(step < sides.0.transcript.steps.count ? sides.0.spans(step) : nothing(step),
                    step < sides.1.transcript.steps.count ? sides.1.spans(step) : nothing(step), sign: sign)
    }

    private func nothing(_ step: Int) -> [Span] {
        let isFirst = step == min(sides.0.transcript.steps.count, sides.1.transcript.steps.count)
        return isFirst ? [Span("    " + words.label(.nothingMore), .dim)] : []
    }

    /// What each participant printed, where that differs.
    private func outcomes() -> [Line] {
        let outcomes = (sides.0.transcript.outcome, sides.1.transcript.outcome)
        var lines: [Line] = []
        for part in outcomes.0.parts {
            guard let other = outcomes.1.parts.first(where: { $0.participant == part.participant }), other.printed != part.printed
            else { continue }
            lines += pair(printed(part, sides.0), printed(other, sides.1), sign: scene.glyphs.differs)
        }
        return lines
    }

    private func printed(_ part: Outcome.Part, _ scene: Scene) -> [Span] {
        let calls = CallText(scene: scene, density: .wide)
        let shown = part.printed.prefix(8).map { payload in
            payload.length <= 60 ? calls.quoted(payload) : scene.words.byteCount(payload.length)
        }
        let more = part.printed.count > 8 ? [scene.glyphs.ellipsis] : []
        return [Span(scene.lane(part.participant) + " print "), Span((shown + more).joined(separator: ", "))]
    }
}

extension Scene {
    /// A step on one line: ` 11 server recv(1024) = 11 bytes`.
    fileprivate func spans(_ step: Int) -> [Span] {
        switch transcript.steps[step] {
        case .waits(let number): event(number, .waits)
        case .completes(let number): event(number, .whole)
        case .ends(let index):
            transcript.endings.indices.contains(index) ? ending(transcript.endings[index]) : []
        }
    }

    private func event(_ number: Int, _ stage: Stage) -> [Span] {
        guard let event = transcript.event(number) else { return [] }
        let calls = CallText(scene: self, density: .compact)
        let forms = calls.forms(event, stage)
        let half = (options.width - 3) / 2
        let thread = event.thread.map { " " + escaped($0) } ?? ""
        let padding = String(repeating: " ", count: max(3 - String(number).utf8.count, 0))
        let who = [Span("\(padding)\(number) ", .dim), Span(lane(event.participant) + thread + " ")]
        let details = Details(scene: self, density: .compact)
        let form = forms.first { width((who + $0.spans).text) <= half } ?? forms[forms.count - 1]
        let room = half - width(who.text)
        let inline = stage == .waits ? nil : details.inline(event, form, room: room)
        return who + (inline ?? form).spans
    }

    private func ending(_ ending: Transcript.Ending) -> [Span] {
        guard let text = text(of: ending) else { return [Span("    \(lane(ending.participant)) \(words.label(.ends))", .dim)] }
        return [Span("    "), Span(escaped(text.word), .bold), Span(words.colon + escaped(text.sentence))]
    }
}
