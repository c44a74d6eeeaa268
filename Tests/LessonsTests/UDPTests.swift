import Testing
import Transcripts

@Suite struct UDPTests {
    @Test func echo_answersInUpperCase() throws {
        let run = try runLesson(5, "echo")
        #expect(run.prints(of: "client") == ["HELLO", "你好"])
        #expect(run.prints(of: "server") == ["hello", "你好"])
    }

    @Test func greetings_greetsEachName() throws {
        let run = try runLesson(5, "greetings")
        #expect(run.prints(of: "client") == ["hello, Michael!", "hello, Tracy!", "hello, 小明!"])
    }

    @Test func boundaries_oneReceiveForEachSend() throws {
        let run = try runLesson(5, "boundaries")
        #expect(run.prints(of: "server") == ["hello", "big", "pig"])
        let origins = run.calls(.recvfrom, of: "server").map { run.origins(of: $0).compactMap(\.send) }
        #expect(origins == run.calls(.sendto, of: "client").map { [$0.number] })
    }

    @Test func nobodyHome_onlyTheConnectedSocketHears() throws {
        let run = try runLesson(5, "nobody-home")
        #expect(run.prints(of: "client-1") == ["nothing came: EAGAIN"])
        #expect(run.prints(of: "client-2") == ["nothing came: ECONNREFUSED"])
        #expect(run.errno(of: .sendto, by: "client-1") == nil)
        #expect(run.has { if case .nobodyThere = $0 { true } else { false } })
    }

    @Test func order_theFirstTryIsLostAndTheSecondAnswered() throws {
        let run = try runLesson(5, "order")
        #expect(run.prints(of: "client") == ["nothing came: EAGAIN", "SECOND TRY"])
        #expect(run.prints(of: "server") == ["second try"])
        #expect(Set(run.calls(.sendto, of: "client").compactMap(\.address)).count == 1)
    }

    @Test func empty_isAMessageAndNoEnd() throws {
        let run = try runLesson(5, "empty")
        #expect(run.prints(of: "server") == ["before", "", "after"])
        #expect(run.has { if case .emptyDatagram = $0 { true } else { false } })
        #expect(!run.has { if case .endOfStream = $0 { true } else { false } })
    }

    @Test func largest_is65507Bytes() throws {
        let run = try runLesson(5, "largest")
        #expect(run.prints(of: "client") == ["65507: sent", "65508: EMSGSIZE"])
        #expect(run.prints(of: "server") == ["received 65507 bytes"])
    }

    /// How many fit differs between kernels; that some do, that some are lost, and that they are counted does not.
    @Test func flood_losesAndCounts() throws {
        let run = try runLesson(5, "flood")
        let got = run.calls(.recvfrom, of: "server").count - 1
        #expect((1..<12).contains(got))
        #expect(run.prints(of: "server") == ["received \(got)"])
        let lost = run.findings.compactMap { if case .datagramLost(let count, _, _) = $0.kind { count } else { nil } }
        #expect(lost == [12 - got])
    }
}
