import Messages
import Rendering
import Testing
import Transcripts

/// The column between two lanes.
@Suite struct MiddleTests {
    private func screen(_ run: TranscriptBuilder, glyphs: Glyphs = .unicode, width: Int = 80) -> [Substring] {
        render(run.transcript, options: RenderOptions(width: width, glyphs: glyphs)).split(separator: "\n")
    }

    private func row(_ number: Int, _ lines: [Substring]) -> Substring? {
        // The title begins with a number as well: that of the lesson.
        lines.dropFirst().first { $0.drop { $0 == " " }.hasPrefix("\(number) ") }
    }

    private var connected: TranscriptBuilder {
        var run = TranscriptBuilder()
        run.accepted(run.listening())
        run.connect()
        return run
    }

    @Test func whatIsOnTheWay_StandsOnEveryRow_AlsoBesideAPrint() {
        var run = connected
        run.send("client", "hello", flow: 2, to: "server")
        let print = run.print("client", "sent")
        run.recv("server", flow: 2, role: "conn", from: "client")
        let lines = screen(run)
        #expect(row(print, lines)?.contains("hello   ") == true)
    }

    @Test func spacesAtTheEnds_AreSeen_AndExplained() {
        var run = connected
        run.send("client", " a b ", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: "client")
        let text = screen(run).joined(separator: "\n")
        #expect(text.contains("  ␣a b␣ "))
        #expect(text.contains("│␣a b␣│"))
        #expect(text.contains("send \" a b \" = 5"))
        #expect(text.contains("␣ a space"))
        let ascii = screen(run, glyphs: .ascii).joined(separator: "\n")
        #expect(ascii.contains("|\\x20a b\\x20|"))
    }

    @Test func onlySpaces_AreSeen_AndTheSignItselfIsEscaped() {
        var run = connected
        run.send("client", "  ", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: "client")
        run.send("client", "␣", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: "client")
        let text = screen(run).joined(separator: "\n")
        #expect(text.contains("│␣␣│"))
        #expect(text.contains("│\\u2423│"))
    }

    @Test func aReset_IsDrawnAsOne() {
        var run = connected
        run.close("client", "socket", connection: 1, reset: true)
        let lines = screen(run)
        #expect(lines.contains { $0.contains("╳              ◀ reset") })
        #expect(lines.contains { $0.contains("╳ connection reset") })
        #expect(!lines.contains { $0.contains("■") })
    }

    @Test func aGroupOfBytes_IsWrittenInOneWay_FromItsFirstRowToItsLast() {
        var run = connected
        let first = run.send("client", "short", flow: 2, to: "server")
        run.send("client", "and then a long line that fits nowhere", flow: 2, to: "server")
        run.recv("server", 41, flow: 2, role: "conn", from: "client")
        let last = run.print("server", "got some")
        let lines = screen(run)
        #expect(row(first, lines)?.contains("5 bytes ") == true)
        #expect(row(last, lines)?.hasSuffix("2 bytes") == true)
    }

    @Test func bothDirections_StandUnderEachOther_WhereOneLineHasNoRoom() {
        var run = connected
        run.send("client", "a question", flow: 2, to: "server")
        run.send("server", "an answer", flow: 3, role: "conn", to: "client")
        let lines = screen(run)
        #expect(lines.contains { $0.hasSuffix("▶ ◂a question") })
        #expect(lines.contains { $0.hasSuffix("▸an answer") })
        #expect(lines.contains { $0.contains("◂ ▸ which way it goes") })
    }

    @Test func aLookAtTheBytes_TakesNone_AndHasNoArrow() {
        var run = connected
        run.send("client", "hello", flow: 2, to: "server")
        let peek = run.call("server", .recv, "conn", returns: 5) { event in
            event.size = 10
            event.flags = ["MSG_PEEK"]
            event.payload = Payload("hello")
            event.other = "client"
            event.connection = 1
            event.position = FlowPosition(flow: 2, offset: 0)
        }
        let line = row(peek, screen(run))
        #expect(line?.contains("◀") == false && line?.contains("hello") == true)
    }

    @Test func aDatagramToNobody_HasNoArrow() {
        var run = TranscriptBuilder()
        run.call("client", .socket, "socket") { $0.detail = "udp" }
        let send = run.sendto("client", "anybody there?", flow: -1, to: "127.0.0.1:9")
        run.print("server", "nothing came")
        #expect(row(send, screen(run))?.contains("◀") == false)
    }
}
