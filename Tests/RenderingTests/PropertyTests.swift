import Messages
import Rendering
import Testing
import Transcripts

/// What holds for every transcript, however strange.
@Suite struct PropertyTests {
    private static let lanes: [LayoutChoice] = [.automatic, .wide, .compact, .rails]

    @Test(arguments: 0..<60)
    func everyRun_StaysOnItsScreen(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        let transcript = RandomTranscript.make(seed: UInt64(seed), events: 40)
        for layout in Self.lanes {
            let options = RenderOptions(
                width: Int.random(in: 40...200, using: &random), language: Language.allCases.randomElement(using: &random)!,
                glyphs: Bool.random(using: &random) ? .unicode : .ascii, layout: layout,
                unfolded: Bool.random(using: &random), raw: Bool.random(using: &random))
            let count = Bool.random(using: &random) ? nil : Int.random(in: 0...transcript.steps.count, using: &random)
            let text = render(transcript, options: options, upTo: count)
            expectTame(text, width: options.width, "\(options)")
            if count == nil { expectEveryFailure(of: transcript, in: text, "\(options)") }
            for number in [1, 2, 17, 33] {
                guard let page = renderEvent(number, of: transcript, options: options) else { continue }
                expectTame(page, width: options.width, "show \(number) \(options)")
            }
        }
        let plain = render(transcript, options: RenderOptions(layout: .plain))
        expectTame(plain, width: .max, "plain")
        expectEveryFailure(of: transcript, in: plain, "plain")
        let other = RandomTranscript.make(seed: UInt64(seed + 1), events: 40)
        expectTame(
            renderComparison(transcript, other, names: ("a\u{7}", "b"), options: RenderOptions(width: 60)), width: 60, "comparison")
    }

    @Test(arguments: 0..<20)
    func color_ChangesNoCharacter(seed: Int) {
        let transcript = RandomTranscript.make(seed: UInt64(seed), events: 40)
        for layout in Self.lanes + [.plain] {
            let plain = render(transcript, options: RenderOptions(layout: layout))
            let colored = render(transcript, options: RenderOptions(color: .ansi, layout: layout))
            #expect(withoutSGR(colored) == plain)
            #expect(layout == .plain || colored != plain)
        }
    }

    @Test func manyEvents_CostNoMoreThanTheirNumber() {
        // What grew with the square of the number would not end here in the time of a test.
        let run = Self.longRun(20_000)
        for layout in [LayoutChoice.wide, .compact, .rails, .plain] {
            let lines = render(run, options: RenderOptions(layout: layout)).utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines > 20_000)
        }
    }

    /// A client that sends without end while nobody reads, then a server that reads it all.
    private static func longRun(_ count: Int) -> Transcript {
        var transcript = TranscriptBuilder().transcript
        for number in 1...count {
            let isSend = number <= count / 2
            let place = isSend ? number - 1 : number - count / 2 - 1
            var event = Event(
                number: number, participant: isSend ? "client" : "server", call: isSend ? .send : .recv, began: 0, ended: 0,
                result: .returned(5))
            event.size = 5
            event.payload = Payload("hello")
            event.connection = 1
            event.position = FlowPosition(flow: 2, offset: place * 5)
            transcript.append(.completes(event))
        }
        return transcript
    }
}

/// No line is too wide, and no control character but newlines is left.
func expectTame(_ text: String, width: Int, _ what: String) {
    #expect(text.hasSuffix("\n"))
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(columns(of: String(line)) <= width, "\(line) in \(what)")
    }
    for scalar in text.unicodeScalars where scalar != "\n" {
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        #expect(!isControl, "\(scalar.value) in \(what)")
    }
}

/// Every event that failed has a row of its own with its number and its errno.
private func expectEveryFailure(of transcript: Transcript, in text: String, _ what: String) {
    let lines = text.split(separator: "\n").map(String.init)
    for event in transcript.events {
        guard let failure = event.failure, failure.name.hasPrefix("ECONN") else { continue }
        let starts = lines.indices.filter { lines[$0].drop { $0 == " " }.prefix { $0.isNumber } == String(event.number) }
        let isTold = starts.contains { start in lines[start..<min(start + 20, lines.count)].joined().filter { $0 != " " }.contains(failure.name) }
        #expect(isTold, "#\(event.number) in \(what)")
    }
}

private func withoutSGR(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let escape = rest.firstIndex(of: "\u{1B}") {
        result += rest[..<escape]
        let end = rest[escape...].firstIndex(of: "m")!
        rest = rest[rest.index(after: end)...]
    }
    return result + rest
}
