import Testing
import Transcripts

@Suite struct StickyPacketsTests {
    @Test func sticky_printsAllThenNothingTwice() throws {
        let run = try runLesson(7, "sticky")
        #expect(run.prints(of: "server") == ["hellobigpig", "", ""])
        let sends = run.calls(.send, of: "client").map(\.number)
        #expect(run.has { if case .sticky(sends, .some) = $0 { true } else { false } })
        #expect(run.findings.contains { $0.event == 11 }, "the text sends the reader to event 11")
    }

    @Test func smallRecv_leavesTheRestForTheNextCall() throws {
        let run = try runLesson(7, "small-recv")
        #expect(run.prints(of: "server") == ["hell", "obig", "pig"])
        #expect(run.has { if case .cut(_, 1, .shown) = $0 { true } else { false } })
    }

    @Test func cutCharacter_doesNotDecodeUntilItIsWhole() throws {
        let run = try runLesson(7, "cut-character")
        #expect(run.prints(of: "server") == ["cannot decode: not UTF-8 from byte 4 on", "你好"])
        #expect(run.has { if case .cutCharacter(_, .refused) = $0 { true } else { false } })
    }

    @Test func udp_doesNotStickButTears() throws {
        let run = try runLesson(7, "udp")
        #expect(run.prints(of: "server") == ["hel", "py", "pig"])
        let lengths = run.findings.compactMap { if case .truncatedDatagram(_, _, let length, _) = $0.kind { length } else { nil } }
        #expect(lengths == [5, 6])
    }

    @Test func notAFix_pausesHelpOnlyWhileTheServerIsQuick() throws {
        #expect(try runLesson(7, "looks-fixed").prints(of: "server") == ["hello", "big", "pig"])
        #expect(try runLesson(7, "not-a-fix").prints(of: "server") == ["hellobigpig", "", ""])
    }
}
