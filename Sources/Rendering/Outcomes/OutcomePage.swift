import Messages
import Transcripts

/// A screen about outcomes: what `repeat` and `explore` have in common.
struct OutcomePage {
    let options: RenderOptions
    /// The parts that some outcomes have and others have not, by participant.
    private let varying: Set<String>
    private let common: [Outcome.Part]
    private let nameWidth: Int

    init(_ groups: [OutcomeGroup], _ options: RenderOptions) {
        self.options = options
        let members = groups.flatMap(\.members)
        let first = members.first?.parts ?? []
        let same = first.filter { part in members.allSatisfy { $0.parts.contains(part) } }
        // Where there is one outcome, it is told whole.
        common = members.count > 1 ? same : []
        let commonNames = Set(common.map(\.participant))
        varying = Set(members.flatMap(\.parts).map(\.participant)).subtracting(commonNames)
        let words = options.language.words
        let ambiguousWide = options.ambiguousWide
        nameWidth = members.flatMap(\.parts).map {
            columns(of: escaped(words.laneName($0.participant)), ambiguousWide: ambiguousWide)
        }.max() ?? 0
    }

    var words: any Words { options.language.words }
    var glyphs: Glyphs { options.glyphs }
    /// Without lanes, rules and bars.
    var isPlain: Bool { options.layout == .plain }

    func width(_ text: String) -> Int { columns(of: text, ambiguousWide: options.ambiguousWide) }
    var line: Line { Line(ambiguousWide: options.ambiguousWide) }

    // MARK: Around

    /// The lesson and scenario at the left, how it ran at the right.
    func title(_ scenario: String, _ fact: String) -> [Line] {
        let name = escaped([options.title, scenario].filter { !$0.isEmpty }.joined(separator: words.colon))
        var line = line
        let number = options.lessonNumber.map(String.init) ?? ""
        line.add(String(repeating: " ", count: max(2 - number.utf8.count, 0)) + number, .bold)
        line.move(to: 4)
        guard 4 + width(name) + 2 + width(fact) <= options.width else {
            return [line] + text([Span(name, .bold)]) + text([Span(fact, .dim)])
        }
        line.add(name, .bold)
        line.move(to: options.width - width(fact))
        line.add(fact, .dim)
        return [line]
    }

    func rule() -> [Line] {
        var line = line
        line.add(String(repeating: glyphs.rule, count: options.width), .dim)
        return isPlain ? [] : [line]
    }

    /// Indented, in as many lines as it takes.
    func text(_ spans: [Span], hanging: Int = 4) -> [Line] {
        let room = options.width - 4
        return wrapped(spans, first: room, rest: options.width - hanging, ambiguousWide: options.ambiguousWide)
            .enumerated().map { index, spans in
                var line = line
                line.move(to: index == 0 ? 4 : hanging)
                line.add(spans)
                return line
            }
    }

    // MARK: Outcomes

    /// Who of the participants came to what; those that always come to the same are left out.
    func parts(of group: OutcomeGroup) -> [Line] {
        let parts = group.shown.outcome.parts.filter { varying.contains($0.participant) }
        let stuck = parts.count > 1 && group.shown.outcome.parts.allSatisfy(\.isStuck)
        return parts.flatMap(part) + (stuck ? text([Span(words.allWait, .bold)]) : [])
    }

    /// The same in short, as lines of at most `room` columns.
    func briefLines(of group: OutcomeGroup, room: Int) -> [String] {
        let parts = group.shown.outcome.parts.filter { varying.contains($0.participant) }
        return parts.flatMap { part in
            let name = Span(escaped(words.laneName(part.participant)) + words.colon)
            return wrapped([name] + spans(of: part), first: room, rest: room, ambiguousWide: options.ambiguousWide).map(\.text)
        }
    }

    /// What is the same in every outcome.
    func commonParts() -> [Line] {
        common.isEmpty ? [] : text([Span(words.inEveryOutcome, .dim)]) + common.flatMap(part)
    }

    private func part(_ part: Outcome.Part) -> [Line] {
        let name = escaped(words.laneName(part.participant))
        let gap = String(repeating: " ", count: nameWidth - width(name) + 2)
        return text([Span(name + gap)] + spans(of: part), hanging: min(4 + nameWidth + 2, options.width / 2))
    }

    func spans(of part: Outcome.Part) -> [Span] {
        let printed = printed(part.printed)
        let ends = ends(part.ends)
        guard !printed.isEmpty else { return ends }
        return [Span(words.prints(printed))] + (ends.isEmpty ? [] : [Span(words.semicolon)] + ends)
    }

    /// Texts printed are shown up to here.
    private static let mostShown = 12

    private func printed(_ payloads: [Payload]) -> String {
        let runs = payloads.runsOfEqual()
        var shown = runs.prefix(Self.mostShown).map { payload, count in
            quoted(payload) + (count > 1 ? " \(glyphs.times)\(count)" : "")
        }
        if runs.count > shown.count { shown.append(words.andMore(runs.dropFirst(shown.count).reduce(0) { $0 + $1.count })) }
        return shown.joined(separator: words.listComma)
    }

    /// `"hello"`, `"1\n2 … 999\n" (3,893 bytes)`.
    func quoted(_ payload: Payload, room: Int = 100) -> String {
        let text = PayloadText(form: payload.form, glyphs: glyphs, ambiguousWide: options.ambiguousWide)
        let (open, close) = text.form == .hex ? ("<", ">") : ("\"", "\"")
        let preview = text.preview(payload.bytes[...], isWhole: payload.isWhole, room: room, escaping: text.form == .text)
        return open + preview.text + close + (preview.isFolded ? " (\(words.byteCount(payload.length)))" : "")
    }

    private func ends(_ ends: [Outcome.End]) -> [Span] {
        var result: [Span] = []
        var rest = ends[...]
        while let first = rest.first {
            let same = rest.prefix { $0.how == first.how && ($0.thread == nil) == (first.thread == nil) }
            let text = escaped(words.ended(first.how))
            let names = same.compactMap(\.thread).map(escaped)
            if !result.isEmpty { result.append(Span(words.comma)) }
            result.append(Span(names.isEmpty ? text : words.threads(names, text), first.how == .returned ? .dim : .plain))
            rest = rest.dropFirst(same.count)
        }
        return result
    }
}

extension Outcome.Part {
    /// Some thread of it still waits.
    fileprivate var isStuck: Bool {
        ends.contains { if case .waiting = $0.how { true } else { false } }
    }
}

extension [Payload] {
    /// `"" "" "x"` → twice `""`, once `"x"`.
    fileprivate func runsOfEqual() -> [(payload: Payload, count: Int)] {
        reduce(into: []) { runs, payload in
            if runs.last?.payload == payload { runs[runs.count - 1].count += 1 } else { runs.append((payload, 1)) }
        }
    }
}
