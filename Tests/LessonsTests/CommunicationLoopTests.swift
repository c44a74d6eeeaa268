import Engine
import Lessons
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

    /// The last page: in pieces of two bytes the answer is whole in this order of the calls, and in others it is not.
    @Test func pieces_areWholeInLockstepAndNotInEveryOrder() throws {
        let settings = ["recv": Knob.Value.integer(2)]
        #expect(try runLesson(2, "loop", settings: settings).prints(of: "client") == ["HELLO", "你好"])
        let loop = try #require(LessonScenario.named(2, "loop"))
        var options = ExploreOptions()
        options.settings = settings
        let found = try explore(loop.scenario, options: options).found
        let whole = found.filter { $0.outcome.parts.contains { $0.printed.contains { $0.bytes == Array("你好".utf8) } } }
        #expect(!whole.isEmpty && whole.count < found.count)
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
