import Messages
import Rendering
import Testing
import Transcripts

/// A fact, a caution and a fault look different, with and without colour, wherever they stand.
@Suite struct DegreeTests {
    /// A fact (end of stream), a caution (unread bytes) and a fault (not connected).
    private static func run() -> Transcript {
        var run = TranscriptBuilder()
        let accept = run.listening()
        run.connect()
        run.send("client", "hello", flow: 2, to: "server")
        run.accepted(accept)
        run.call("server", .shutdown, "conn") { event in
            event.connection = 1
            event.detail = "SHUT_WR"
        }
        run.recv("client", flow: 3, from: "server")
        run.call("server", .close, "conn") { event in
            event.connection = 1
            event.unread = 5
        }
        run.call("server", .send, "listener") { $0.result = .failed(.init(errno: 107, name: "ENOTCONN")) }
        return run.transcript
    }

    private func lines(_ transcript: Transcript, _ options: RenderOptions) -> [Substring] {
        render(transcript, options: options).split(separator: "\n")
    }

    @Test(arguments: [LayoutChoice.wide, .compact, .rails], [Glyphs.unicode, .ascii])
    func signs_TellThemApart(layout: LayoutChoice, glyphs: Glyphs) {
        let lines = lines(Self.run(), RenderOptions(glyphs: glyphs, layout: layout))
        let fault = glyphs == .unicode ? "╳" : "X"
        let corner = glyphs == .unicode ? "╰" : "`"
        #expect(lines.contains { $0.contains("\(corner) end of stream: ") })
        #expect(lines.contains { $0.contains("! UNREAD BYTES: ") })
        #expect(lines.contains { $0.contains("\(fault) NOT CONNECTED: ") })
        #expect(lines.contains { $0.contains("! may go wrong") } && lines.contains { $0.contains("\(fault) went wrong") })
    }

    @Test func words_TellThemApart_WithoutSigns() {
        for (language, words) in [(Language.english, ["fact: ", "caution: ", "fault: "]), (.simplifiedChinese, ["事实：", "注意：", "出错："])] {
            let text = render(Self.run(), options: RenderOptions(language: language, layout: .plain))
            for word in words { #expect(text.contains("   " + word)) }
        }
    }

    @Test func facts_AreDim() {
        let text = render(Self.run(), options: RenderOptions(color: .ansi))
        #expect(text.contains("\u{1B}[2mend of stream"))
        #expect(text.contains("\u{1B}[1mUNREAD BYTES"))
    }

    @Test func noLegend_WhereThereAreOnlyFacts() {
        #expect(!render(Sample.early(), options: RenderOptions()).contains("went wrong"))
    }

    @Test(arguments: [LayoutChoice.wide, .compact, .rails])
    func anUncertainOrigin_HasASignAndAWord(layout: LayoutChoice) {
        var transcript = Sample.sticky()
        guard let place = transcript.events.firstIndex(where: { $0.call == .recv && ($0.count ?? 0) > 0 }) else { return }
        transcript.events[place].position?.isUncertain = true
        let text = render(transcript, options: RenderOptions(layout: layout))
        #expect(text.contains("#7?") && text.contains("#7? perhaps from it, not certain"))
        #expect(!text.contains("STICKY"))
        #expect(render(transcript, options: RenderOptions(layout: .plain)).contains("\"hello\" perhaps from 7"))
        #expect(renderEvent(place + 1, of: transcript, options: RenderOptions())?.contains("#7?, not certain") == true)
    }
}
