import Engine
import Testing
import Transcripts

@Suite struct HangingUpTests {
    @Test func fin_showsTheStatesOfBothEnds() throws {
        let run = try runLesson(16, "fin")
        #expect(run.prints(of: "server") == ["goodbye", "client FIN_WAIT2", "server CLOSE_WAIT"])
        #expect(run.prints(of: "client") == [
            "client ESTABLISHED", "server ESTABLISHED", "bye", "client TIME_WAIT", "server gone",
        ])
    }

    @Test func halfClose_answersAfterTheEndOfTheQuestion() throws {
        let run = try runLesson(16, "half-close")
        #expect(run.prints(of: "client") == ["3 words", "cannot send any more: EPIPE"])
        let end = try #require(run.calls(.recv, of: "server").first { $0.count == 0 })
        #expect(run.calls(.send, of: "server").allSatisfy { $0.number > end.number })
    }

    @Test func brokenPipe_isTheSecondSend() throws {
        let run = try runLesson(16, "broken-pipe")
        #expect(run.prints(of: "server") == ["", "send 1: ok", "send 2: EPIPE"])
        #expect(run.has { if case .brokenPipe = $0 { true } else { false } })
    }

    /// How much of the reply gets through differs between kernels; that some is lost does not.
    @Test func reset_losesTheEndOfTheReply() throws {
        let run = try runLesson(16, "reset")
        #expect(run.errno(of: .recv, by: "client") == "ECONNRESET")
        let got = run.calls(.recv, of: "client").reduce(0) { $0 + ($1.count ?? 0) }
        #expect(got < 150_000)
        #expect(run.prints(of: "client") == ["ECONNRESET", "\(got) of 150000 bytes"])
        #expect(run.calls(.send, of: "server").map(\.count) == [150_000], "the server saw no error")
        #expect(run.has { if case .unreadAtClose(6, _) = $0 { true } else { false } })
    }

    @Test func resetCured_bringsAllOfIt() throws {
        let run = try runLesson(16, "reset-cured")
        #expect(run.prints(of: "client") == ["150000 of 150000 bytes"])
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func timeWait_staysWithWhoWentFirst() throws {
        let run = try runLesson(16, "time-wait")
        #expect(run.prints(of: "client") == [
            "client TIME_WAIT", "server gone", "TIME_WAIT: 60 s",
            "client gone", "server TIME_WAIT", "TIME_WAIT: 60 s",
        ])
    }
}
