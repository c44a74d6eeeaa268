import Testing
import Transcripts

@Suite struct BasicTCPTests {
    @Test func hello_isAnsweredInUpperCase() throws {
        let run = try runLesson(1, "hello")
        #expect(run.prints(of: "server") == ["hello, server 你好"])
        #expect(run.prints(of: "client") == ["HELLO, SERVER 你好"])
        #expect(run.calls(.recv, of: "server").first?.count == 20)
        #expect(run.endings.map(\.how) == [.returned, .returned])
    }

    @Test func hello_connectReturnsBeforeAcceptAndSendBeforeRecv() throws {
        let run = try runLesson(1, "hello")
        let accept = try #require(run.calls(.accept, of: "server").first)
        let connect = try #require(run.calls(.connect, of: "client").first)
        let send = try #require(run.calls(.send, of: "client").first)
        let completed = run.steps.compactMap { if case .completes(let number) = $0 { number } else { nil } }
        let places = [connect, send, accept].map { completed.firstIndex(of: $0.number) ?? -1 }
        #expect(places == places.sorted())
    }

    @Test func fixedAnswer_saysTheSameWhateverComes() throws {
        let run = try runLesson(1, "fixed-answer")
        #expect(run.prints(of: "server") == ["Hello, Server"])
        #expect(run.prints(of: "client") == ["Hello, Client"])
    }

    @Test func noServer_isRefused() throws {
        let run = try runLesson(1, "no-server")
        #expect(run.errno(of: .connect, by: "client") == "ECONNREFUSED")
        #expect(run.has { if case .refused = $0 { true } else { false } })
    }

    @Test func noConnect_isABrokenPipe() throws {
        let run = try runLesson(1, "no-connect")
        #expect(run.errno(of: .send, by: "client") == "EPIPE")
        #expect(run.has { $0 == .notConnected })
    }
}
