import Engine
import Testing
import Transcripts

@Suite struct TakingTurnsTests {
    @Test func bye_endsTheChatOnBothSides() throws {
        let run = try runLesson(13, "bye")
        #expect(run.prints(of: "server") == ["How are you?", "bye"])
        #expect(run.prints(of: "client") == ["Fine, and you?"])
        #expect(run.endings.map(\.how) == [.returned, .returned])
        #expect(run.calls(.recv, of: "server").allSatisfy { ($0.count ?? 0) > 0 }, "the last one is bye, not the end")
    }

    @Test func byeServer_theServerMayEndItToo() throws {
        let run = try runLesson(13, "bye-server")
        #expect(run.prints(of: "client") == ["I have to go", "bye"])
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func bothListen_isADeadlockWithoutABite() throws {
        let run = try runLesson(13, "both-listen")
        #expect(run.bytesSent(by: "client").isEmpty && run.bytesSent(by: "server").isEmpty)
        #expect(run.has { if case .deadlock(let waits) = $0 { waits.map(\.call) == [.recv, .recv] } else { false } })
    }

    @Test func noBye_isTheEndOfTheStream() throws {
        let run = try runLesson(13, "no-bye")
        #expect(run.prints(of: "server") == ["hello", "(gone without bye)"])
        #expect(run.ending(of: "server") == .returned)
    }

    @Test func noCheck_theFirstSendSucceedsAndTheSecondFails() throws {
        let run = try runLesson(13, "no-check")
        let sends = run.calls(.send, of: "server")
        #expect(sends.map(\.count) == [14, 7, nil])
        #expect(sends.last?.failure?.name == "EPIPE")
        #expect(run.prints(of: "server") == ["hello", "", ""])
    }

    @Test func gluedBye_neverEqualsBye() throws {
        let run = try runLesson(13, "glued-bye")
        #expect(run.prints(of: "server") == ["see youbye", "(gone without bye)"])
        #expect(run.has { if case .sticky(let sends, _) = $0 { sends.count == 2 } else { false } })
    }

    @Test func lines_areToldApartAlthoughOneRecvBringsBoth() throws {
        let run = try runLesson(13, "lines")
        #expect(run.prints(of: "server") == ["see you", "bye"])
        #expect(run.calls(.recv, of: "server").count == 1)
    }

    /// The text says so about `--set recv=2`.
    @Test func smallRecv_cutsByeToo() throws {
        let run = try runLesson(13, "bye", settings: ["recv": .integer(2)])
        #expect(run.calls(.recv, of: "server").allSatisfy { ($0.count ?? 0) <= 2 })
        #expect(!run.prints(of: "server").contains("bye"))
    }
}
