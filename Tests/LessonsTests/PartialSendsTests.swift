import Engine
import Testing
import Transcripts

@Suite struct PartialSendsTests {
    @Test func exactly_getsTheMessageAndLeavesWhatFollows() throws {
        let run = try runLesson(15, "exactly")
        #expect(run.prints(of: "server") == ["the message: 200000 bytes", "done"])
        let pieces = run.calls(.recv, of: "server").dropLast().map { $0.count ?? 0 }
        #expect(pieces.count > 1 && pieces.reduce(0, +) == 200_000)
        let sizes = run.calls(.recv, of: "server").dropLast().map { $0.size ?? 0 }
        #expect(sizes == pieces.indices.map { 200_000 - pieces[..<$0].reduce(0, +) }, "each asks for what is missing")
    }

    @Test func exactly_followsItsKnobs() throws {
        let run = try runLesson(15, "exactly", settings: ["bytes": .integer(12), "buffer": .integer(500_000)])
        #expect(run.prints(of: "server") == ["the message: 12 bytes", "done"])
    }

    @Test func halfSent_takesLessAndNobodyIsTold() throws {
        let run = try runLesson(15, "half-sent")
        let taken = try #require(run.calls(.send, of: "client").first?.count)
        #expect(taken > 0 && taken < 8_000_000)
        #expect(run.prints(of: "client") == ["send took \(taken) bytes"])
        #expect(run.prints(of: "server") == ["received \(taken) bytes"])
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func sendall_offersWhatIsLeftUntilAllIsTaken() throws {
        let run = try runLesson(15, "sendall")
        let sends = run.calls(.send, of: "client")
        #expect(sends.map(\.count) == [3_000_000, 1_000_000, 4_000_000, 4])
        #expect(sends.map(\.size) == [8_000_000, 5_000_000, 4_000_000, 4])
        #expect(run.prints(of: "server") == ["received 8000004 bytes"])
        #expect(run.calls(.recv, of: "server").map(\.count).prefix(8).allSatisfy { $0 == 1_000_000 })
    }

    /// How much fits differs between kernels; that there is an end to it until the server reads does not.
    @Test func window_opensWhenTheReceiverReads() throws {
        let run = try runLesson(15, "window")
        let sends = run.calls(.send, of: "client")
        let full = try #require(sends.first { $0.failure?.name == "EAGAIN" })
        let read = try #require(run.calls(.recv, of: "server").first)
        #expect(full.number < read.number)
        #expect(sends.contains { $0.number > read.number && ($0.count ?? 0) > 0 })
        let taken = sends.reduce(0) { $0 + ($1.count ?? 0) }
        #expect(taken < 8_000_000 && run.calls(.recv, of: "server").reduce(0) { $0 + ($1.count ?? 0) } == taken)
        #expect(run.prints(of: "client") == ["no room", "no room"])
    }

    @Test func small_isRightInEveryOrderAndTrustIsNot() throws {
        #expect(try runLesson(15, "small-trust").prints(of: "server") == ["hello!"])
        let trust = try #require(LessonScenario.named(15, "small-trust"))
        #expect(try trust.run(.recorded("baaa")).prints(of: "server") == ["hel"])
        let exact = try #require(LessonScenario.named(15, "small"))
        for choices in ["baaa", "aaaa", "abab", "bbba", "babb"] {
            #expect(try exact.run(.recorded(choices)).prints(of: "server") == ["hello!"], "\(choices)")
        }
    }
}
