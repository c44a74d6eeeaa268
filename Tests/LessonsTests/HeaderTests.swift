import Testing
import Transcripts

@Suite struct HeaderTests {
    private let numbers = (1...1000).map { "\($0)\n" }.joined()

    @Test func leftover_theSecondAnswerBeginsWithTheRestOfTheFirst() throws {
        let run = try runLesson(8, "leftover")
        #expect(run.prints(of: "client").map(\.utf8.count) == [1024, 1024])
        #expect(numbers.hasPrefix(run.prints(of: "client").joined()))
        #expect(run.has { if case .cut(_, 2869, .overtaken) = $0 { true } else { false } })
        #expect(run.has { if case .unreadAtClose = $0 { true } else { false } })
    }

    @Test func fixed_leavesNothingOver() throws {
        let run = try runLesson(8, "fixed")
        #expect(run.prints(of: "client") == [numbers, "done\n"])
        #expect(run.calls(.recv, of: "client").allSatisfy { ($0.size ?? 0) <= 1024 })
        #expect(!run.has { if case .unreadAtClose = $0 { true } else { false } })
    }

    @Test func pack_showsTheBytes() throws {
        let prints = try runLesson(8, "pack").prints(of: "program")
        #expect(prints[0].hasSuffix(1.bigEndian == 1 ? "00 00 00 0c" : "0c 00 00 00"))
        #expect(prints[1].hasSuffix("00 00 00 0c"))
        #expect(prints[4].hasSuffix(" 16") && prints[5].hasSuffix(" 12"))
        #expect(prints[6].hasSuffix("'i' format requires -2147483648 <= number <= 2147483647"))
    }

    @Test func silent_aLengthOfZeroIsAnAnswer() throws {
        let run = try runLesson(8, "silent")
        #expect(run.prints(of: "client") == ["", "done\n"])
        #expect(run.calls(.recv, of: "client").first?.payload?.bytes == [0, 0, 0, 0])
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func shortHeader_isOneByteAndReadExactlyWaitsForFour() throws {
        let short = try runLesson(8, "short-header")
        #expect(short.calls(.recv, of: "client").first?.count == 1)
        #expect(short.ending(of: "client")
            == .uncaught(message: "unpack requires a buffer of 4 bytes", call: nil, failure: nil))
        // The rest was sent when the client had given up: no piece that it received.
        let isShortRead: (Finding.Kind) -> Bool = {
            if case .shortRead(4, 1, let sends, rest: .failed) = $0 { sends.count == 1 } else { false }
        }
        #expect(short.has(isShortRead))
        #expect(try runLesson(8, "read-exactly").prints(of: "client") == ["done\n"])
    }

    @Test func lostBody_isNoticed() throws {
        let run = try runLesson(8, "lost-body")
        #expect(run.prints(of: "client") == ["incomplete: the last piece has only 476 bytes"])
        #expect(run.calls(.recv, of: "client").last?.count == 0)
    }
}
