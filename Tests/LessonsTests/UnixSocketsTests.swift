import Engine
import Messages
import Rendering
import Testing
import Transcripts

@Suite struct UnixSocketsTests {
    @Test func stream_isTheConversationOfLesson1() throws {
        let unix = try runLesson(14, "stream")
        let tcp = try runLesson(1, "hello")
        for participant in ["server", "client"] {
            #expect(unix.prints(of: participant) == tcp.prints(of: participant))
            #expect(unix.bytesSent(by: participant) == tcp.bytesSent(by: participant))
        }
    }

    @Test func datagram_isAnsweredByName() throws {
        let run = try runLesson(14, "datagram")
        #expect(run.prints(of: "client") == ["HELLO", "你好"])
        #expect(run.calls(.recvfrom, of: "server").first?.peer?.description.hasSuffix("/client") == true)
    }

    @Test func noName_noAnswer() throws {
        let run = try runLesson(14, "no-name")
        #expect(run.prints(of: "server") == ["hello", "no return address"])
        #expect(run.prints(of: "client") == ["nothing came: EAGAIN"])
    }

    @Test func pair_talksWithoutAName() throws {
        let run = try runLesson(14, "pair")
        #expect(run.prints(of: "program") == ["hello, thread", "HELLO, THREAD"])
        #expect(run.calls(.bind, of: "program").isEmpty)
        let recvs = run.calls(.recv, of: "program")
        #expect(recvs.flatMap { run.origins(of: $0).compactMap(\.send) } == run.calls(.send, of: "program").map(\.number))
    }

    @Test func leftover_thePathIsTakenAlthoughNobodyAnswers() throws {
        let run = try runLesson(14, "leftover")
        #expect(run.prints(of: "client-2") == ["the path is there, but: ECONNREFUSED"])
        #expect(run.prints(of: "server-2") == ["bind: EADDRINUSE", "listening again"])
        let bind = try #require(run.calls(.bind, of: "server").first)
        let refused = try #require(run.calls(.bind, of: "server-2").first)
        #expect(run.holder(of: refused.address ?? "", at: refused.number) == .leftoverPath(bind: bind.number))
        for language in [Language.english, .simplifiedChinese] {
            let screen = render(run, options: RenderOptions(language: language, layout: .plain))
            let line = screen.split(separator: "\n").first { $0.contains("unlink") }
            #expect(line?.contains("(\(bind.number))") == true || line?.contains("（\(bind.number)）") == true, "\(screen)")
        }
    }

    @Test func stolen_theFirstServerIsNeverCalledAgain() throws {
        let run = try runLesson(14, "stolen")
        #expect(run.prints(of: "client") == ["wrong number"])
        #expect(run.prints(of: "server").isEmpty)
        #expect(run.calls(.accept, of: "server").map(\.result) == [.interrupted(.ended)])
    }

    @Test func permissions_areThoseOfAFile() throws {
        let prints = try runLesson(14, "permissions").prints(of: "client")
        let isRoot = prints.first == "s--------- and I am root"
        #expect(isRoot || prints.first == "s--------- and I am not root")
        #expect(prints.last == (isRoot ? "connect: allowed" : "connect: EACCES"))
    }

    @Test func identity_theKernelNamesTheCaller() throws {
        let run = try runLesson(14, "identity")
        #expect(run.prints(of: "client") == ["come in"])
        #expect(run.calls(.getsockopt, of: "server").first?.value?.hasPrefix("pid ") == true)
    }
}
