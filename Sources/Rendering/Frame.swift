import Messages
import Transcripts

/// What stands around the rows: title, rules, legend.
struct Frame {
    let scene: Scene

    private var words: any Words { scene.words }
    private var width: Int { scene.options.width }

    /// The lesson and scenario at the left, how it ran at the right.
    func title() -> [Line] {
        let right = facts.joined(separator: " \(scene.glyphs.dot) ")
        var line = scene.line
        let number = scene.lessonNumber.map(String.init) ?? ""
        line.add(String(repeating: " ", count: max(2 - number.utf8.count, 0)) + number, .bold)
        line.move(to: 4)
        let room = width - 4
        let texts = wrapped([Span(name, .bold)], first: room, rest: room, ambiguousWide: scene.options.ambiguousWide)
        line.add(texts[0])
        if texts.count == 1, line.width + 2 + scene.width(right) <= width {
            line.move(to: width - scene.width(right))
            line.add(right, .dim)
            return [line]
        }
        return [line] + texts.dropFirst().map { indented($0) } + factLines(right)
    }

    /// `lesson 7, Sticky packets: sticky, TCP, lockstep, 127.0.0.1:40213`.
    var plainTitle: String {
        let lesson = scene.lessonNumber.map { [words.lesson($0)] } ?? []
        return (lesson + [name] + facts).joined(separator: words.comma)
    }

    private var name: String {
        let title = scene.options.title.isEmpty ? lessonName : scene.options.title
        return escaped([title, scene.header.scenario].filter { !$0.isEmpty }.joined(separator: words.colon))
    }

    /// `sticky-packets` of `07-sticky-packets`.
    private var lessonName: String {
        let lesson = scene.header.lesson
        guard let dash = lesson.firstIndex(of: "-"), Int(lesson[..<dash]) != nil else { return lesson }
        return String(lesson[lesson.index(after: dash)...])
    }

    private var facts: [String] {
        let header = scene.header
        let isRecorded = header.schedule == "recorded"
        let schedule = isRecorded ? header.choices.isEmpty ? "lockstep" : words.schedule(header.choices) : header.schedule
        return ([header.transport, schedule] + (header.address.map { [$0.description] } ?? [])).filter { !$0.isEmpty }.map(escaped)
    }

    private func factLines(_ right: String) -> [Line] {
        let room = width - 4
        return wrapped([Span(right, .dim)], first: room, rest: room, ambiguousWide: scene.options.ambiguousWide).map { spans in
            var line = scene.line
            line.move(to: width - scene.width(spans.text))
            line.add(spans)
            return line
        }
    }

    private func indented(_ spans: [Span]) -> Line {
        var line = scene.line
        line.move(to: 4)
        line.add(spans)
        return line
    }

    func rule() -> Line {
        var line = scene.line
        line.add(String(repeating: scene.glyphs.rule, count: width), .dim)
        return line
    }

    /// The signs that the screen uses, and how to see more.
    func legend(_ used: Signs) -> [Line] {
        let glyphs = scene.glyphs
        var parts: [String] = []
        if used.directions { parts.append("\(glyphs.goesLeft) \(glyphs.goesRight) \(words.whichWay)") }
        if used.closed { parts.append("\(glyphs.closed) \(words.senderHasClosed)") }
        if used.reset { parts.append("\(glyphs.reset) \(words.connectionReset)") }
        if used.datagrams { parts.append("\(glyphs.brace) \(glyphs.brace) \(words.oneDatagram)") }
        if used.atMost { parts.append("\(glyphs.atMost) \(words.atMost)") }
        if used.shortUnit { parts.append("\(Middle.unit) \(words.bytes)") }
        if used.space, let space = glyphs.space { parts.append("\(space) \(words.aSpace)") }
        if let call = used.returned { parts.append("\(call)\(glyphs.returns) \(words.callReturns(call))") }
        if let part = used.part { parts.append("\(part) \(words.partOfSend)") }
        if let send = used.uncertain { parts.append("#\(send)? \(words.perhapsSend)") }
        if used.degrees.contains(.caution) { parts.append("\(glyphs.caution) \(words.meaning(of: .caution))") }
        if used.degrees.contains(.fault) { parts.append("\(glyphs.fault) \(words.meaning(of: .fault))") }
        if let event = used.folded ?? used.received ?? used.last { parts.append(words.allOf(event)) }
        return packed(parts)
    }

    /// As many parts on a line as fit, three spaces between.
    private func packed(_ parts: [String]) -> [Line] {
        var lines: [Line] = []
        for part in parts {
            if let last = lines.last, last.width + 3 + scene.width(part) <= width {
                lines[lines.count - 1].add("   " + part, .dim)
            } else {
                let room = width - 4
                lines += wrapped([Span(part, .dim)], first: room, rest: room, ambiguousWide: scene.options.ambiguousWide).map(indented)
            }
        }
        return lines
    }
}

/// What the rows made use of, for the legend.
struct Signs: Equatable {
    var closed = false
    var reset = false
    var directions = false
    var atMost = false
    var shortUnit = false
    var datagrams = false
    var space = false
    /// The first call that waited and returned.
    var returned: Int?
    /// The first label of a part of a send, as it stands on the screen.
    var part: String?
    /// The first send that bytes perhaps came from.
    var uncertain: Int?
    /// What the findings weigh.
    var degrees: Set<Finding.Degree> = []
    /// The first event with bytes left out.
    var folded: Int?
    /// The first receive of several sends' bytes, else the first receive.
    var received: Int?
    var last: Int?

    /// Without what the legend does not name.
    var explained: Signs {
        var signs = self
        if folded ?? received != nil { signs.last = nil }
        if folded != nil { signs.received = nil }
        return signs
    }
}
