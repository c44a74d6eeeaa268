import Messages
import Rendering
import Testing
import Transcripts

/// Single rows whose words must not say more than is true.
@Suite struct RowWordsTests {
    private func screen(_ transcript: Transcript, _ language: Language = .english, plain: Bool = false) -> String {
        render(transcript, options: RenderOptions(language: language, layout: plain ? .plain : .automatic))
    }

    @Test func twoLabels_StandSideBySide_AndTheLegendShowsTheForm() {
        var run = TranscriptBuilder()
        run.accepted(run.listening())
        run.connect()
        run.send("client", "hello", flow: 2, to: "server")
        run.send("client", "big", flow: 2, to: "server")
        run.recv("server", 4, flow: 2, role: "conn", from: "client")
        run.recv("server", 4, flow: 2, role: "conn", from: "client")
        let text = screen(run.transcript)
        #expect(text.contains("│o│big│"))
        #expect(text.contains(" …#7 #8\n"))
        #expect(text.contains("…#7 a part of it"))
    }

    @Test func foldedCalls_OfWhichTheLabEndedTheLast_AreNoEndedCalls() {
        var run = TranscriptBuilder()
        run.accepted(run.listening())
        run.connect()
        run.call("server", .send, "conn") {
            $0.size = 0
            $0.repeats = 498
            $0.result = .interrupted(.spinning)
        }
        #expect(screen(run.transcript, plain: true).contains(", 498 times, then ended by the lab"))
        #expect(screen(run.transcript).contains("send \"\" × 498\n") && !screen(run.transcript).contains("✗"))
        #expect(screen(run.transcript, .simplifiedChinese, plain: true).contains("，共 498 次，随后被实验室终止"))
    }

    @Test func aScheduleOfTheStudent_IsNoRecording() {
        var transcript = TranscriptBuilder().transcript
        transcript.header.schedule = "recorded"
        transcript.header.choices = "aba"
        #expect(screen(transcript).contains("TCP · schedule aba · 127.0.0.1"))
        #expect(screen(transcript, .simplifiedChinese).contains("TCP · 调度 aba · 127.0.0.1"))
        transcript.header.choices = ""
        #expect(screen(transcript).contains("TCP · lockstep · 127.0.0.1"))
    }

    @Test func aRunThatWasStopped_SaysWhoStoppedIt_WhateverTheKey() {
        var run = TranscriptBuilder()
        run.listening()
        run.ends("server", .interrupted(.cancelled, number: 4))
        #expect(screen(run.transcript).contains("STOPPED: you ended the run here, and the server with it."))
        #expect(screen(run.transcript, .simplifiedChinese).contains("已停止：你在这里结束了运行，服务端也随之停止。"))
    }

    @Test func cells_StandWithTheirNameAndValue() {
        var run = TranscriptBuilder()
        for (call, value) in [(Call.load, "1"), (.store, "2")] {
            run.call("server", call, thread: "t1") {
                $0.detail = "counter"
                $0.payload = Payload(value)
            }
        }
        for plain in [false, true] {
            let text = screen(run.transcript, plain: plain)
            #expect(text.contains("load counter = 1\n") && text.contains("store counter = 2\n"), "\(text)")
        }
    }
}
