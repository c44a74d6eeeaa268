import Engine
import Exercises
import Lessons
import TextEncodings
import Testing
import Transcripts

@Suite struct BothWaysTests {
    private let lines = (first: ["Nice weather", "Shall we go out?", "bye"], second: ["It is raining here", "你在哪里?", "bye"])

    @Test func duplex_eachHearsEverythingInOrder() throws {
        let run = try runLesson(12, "duplex")
        #expect(run.prints(of: "peer-1") == ["hello"] + lines.second)
        #expect(run.prints(of: "peer-2") == lines.first)
        #expect(run.endings.allSatisfy { $0.how == .returned })
    }

    /// "`peer-2` had sent twice before either had read": the text says so.
    @Test func duplex_nobodyWaitsForTheOther() throws {
        let run = try runLesson(12, "duplex")
        #expect(!run.has { if case .deadlock = $0 { true } else { false } })
        let threads = Set(run.events.compactMap(\.thread))
        #expect(threads == ["t1", "t2"])
        let question = LessonScenario.named(12, "duplex")?.lesson.question("before-the-first-answer")
        #expect(question?.answer(run)?.accepted.first == "2")
    }

    /// "Most pairs of bytes from 80 up are some character in GBK": and of all pairs they are not.
    @Test func mostPairsOfHighBytes_areACharacterInGBK() throws {
        func characters(_ bytes: ClosedRange<UInt8>) -> Int {
            bytes.reduce(0) { count, first in
                count + bytes.count { second in (try? decode([first, second], .gbk))?.unicodeScalars.count == 1 }
            }
        }
        guard (try? decode([0xC4, 0xE3], .gbk)) != nil else { return print("skipped: no converter for GBK here") }
        #expect(characters(0x80...0xFF) > 128 * 128 / 2)
        #expect(characters(0...0xFF) < 256 * 256 / 2)
    }

    @Test func duplex_withoutPauses_isAllThereToo() throws {
        let run = try runLesson(12, "duplex", settings: ["pause": .duration(0)])
        #expect(run.prints(of: "peer-1") == ["hello"] + lines.second)
        #expect(run.prints(of: "peer-2") == lines.first)
    }

    @Test func oneThread_hearsOnlyWhenItHasSaidAll() throws {
        let run = try runLesson(12, "one-thread")
        let lastSend = try #require(run.calls(.sendto, of: "peer-1").last?.number)
        #expect(run.calls(.recvfrom, of: "peer-1").dropFirst().allSatisfy { $0.number > lastSend })
        #expect(run.prints(of: "peer-1") == ["hello"] + lines.second)
        let question = LessonScenario.named(12, "one-thread")?.lesson.question("when-does-it-hear")
        #expect(question?.answer(run)?.accepted.first == "3")
    }

    @Test func encodings_rightAndWrong() throws {
        let run = try runLesson(12, "encodings")
        if run.lacksSomething { return }
        #expect(run.prints(of: "server") == [
            "as UTF-8: 你好", "as GBK: 浣犲ソ", "as UTF-8: cannot decode byte 1, with marks: ���", "as GBK: 你好",
        ])
        #expect(run.calls(.sendto, of: "client").map(\.count) == [6, 4])
    }

    @Test func letters_eachSetHasItsLimit() throws {
        let run = try runLesson(12, "letters")
        if run.lacksSomething { return }
        let prints = run.prints(of: "program")
        #expect(prints[1...2] == ["GB2312: no bytes for 镕", "GBK: no bytes for 😀"])
        #expect(prints[0].hasPrefix("UTF-8: 10 bytes") && prints[3].hasPrefix("GB18030: 8 bytes"))
    }

    /// What the text tells of the table, and of two marks read as GBK.
    @Test func text_tellsTheTruth() throws {
        let hello: [UInt8] = [0xC4, 0xE3, 0xBA, 0xC3]
        do {
            for encoding in [TextEncoding.gb2312, .gbk, .gb18030] { #expect(try encode("你好", encoding) == hello) }
            #expect(try decode(encode("��", .utf8), .gbk) == "锟斤拷")
            for text in ["联通", "hello"] { #expect(try decode(encode(text, .gbk), .gb18030) == text) }
            #expect(throws: TextEncodingError.self) { try decode(encode("联通", .utf8), .gbk) }
        } catch TextEncodingError.noConverter(let encoding) {
            print("skipped: no converter for \(encoding)")
        }
    }
}
