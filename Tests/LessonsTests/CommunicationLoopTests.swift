import Testing
import Transcripts

@Suite struct CommunicationLoopTests {
    @Test func loop_answersEachMessageAndEndsAtZero() throws {
        let run = try runLesson(2, "loop")
        #expect(run.prints(of: "server") == ["hello", "你好"])
        #expect(run.prints(of: "client") == ["HELLO", "你好"])
        #expect(run.calls(.send, of: "client").count == 2, "the empty line is not sent")
        #expect(run.calls(.recv, of: "server").last?.count == 0)
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func coldWar_isNamed() throws {
        let run = try runLesson(2, "cold-war")
        #expect(run.has { if case .deadlock(let waits) = $0 { waits.count == 2 } else { false } })
        #expect(run.has { $0 == .nothingSent })
    }

    @Test func hangUp_byCloseIsZeroAndByResetAnError() throws {
        let closed = try runLesson(2, "hang-up")
        #expect(closed.calls(.recv, of: "server").last?.count == 0)
        #expect(closed.ending(of: "server") == .returned)
        let reset = try runLesson(2, "hang-up-reset")
        #expect(reset.errno(of: .recv, by: "server") == "ECONNRESET")
        #expect(reset.has { if case .reset = $0 { true } else { false } })
    }

    @Test func spinning_isEndedByTheLab() throws {
        let run = try runLesson(2, "spinning")
        #expect(run.has { if case .spinning(_, let returnedEndOfStream) = $0 { returnedEndOfStream } else { false } })
        #expect(run.events.count < 100, "the calls alike are folded")
    }
}
