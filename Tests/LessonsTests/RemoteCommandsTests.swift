import Engine
import Sockets
import Testing
import Transcripts

@testable import Lessons

@Suite struct RemoteCommandsTests {
    @Test func remote_sendsErrorsThenOutput() throws {
        let prints = try runLesson(6, "remote").prints(of: "client")
        #expect(prints.count == 3 && prints[0] == "hello\n" && prints[2] == "1\n2\n3\n")
        #expect(prints[1].contains("no-such-file") && prints[1].hasSuffix("\n.\n"))
    }

    @Test func refusals_leaveTheConnectionUsable() throws {
        let run = try runLesson(6, "refusals")
        let prints = run.prints(of: "client")
        #expect(prints.prefix(3).allSatisfy { $0.hasPrefix("refused: ") })
        #expect(prints[3].hasSuffix("[cut here: too long]\n") && prints[3].utf8.count == 4096 + 22)
        #expect(prints[4] == "still here\n")
        #expect(run.calls(.run, of: "server").map(\.detail) == ["yes", "echo still here"])
    }

    @Test func leftover_answersAnOlderQuestion() throws {
        let run = try runLesson(6, "leftover")
        let numbers = (1...1000).map { "\($0)\n" }.joined()
        #expect(numbers.hasPrefix(run.prints(of: "client").joined()))
        #expect(run.has { if case .cut(_, 2869, .overtaken) = $0 { true } else { false } })
        #expect(run.prints(of: "server") == ["lost this client: ECONNRESET"])
    }

    /// More answers than all buffers hold; the lab's clock makes the time-out short.
    @Test func clientThatNeverReads_isDroppedAndTheNextIsServed() throws {
        let lesson = try #require(catalog.first { $0.folder.hasPrefix("06") })
        var scenario = try #require(lesson.scenario(named: "remote"))
        let rude: Participant = .client(named: "rude") { host in
            let socket = try host.socket(.tcp)
            try socket.connect(host.serverAddress)
            for _ in 1...20 {
                try socket.send("seq 1 10000")
                try host.sleep(seconds: 1)
            }
            try host.sleep(seconds: 60)
            try socket.close()
        }
        scenario.participants = [.server(RemoteCommands.server), rude]
            + [.client(named: "polite", start: .at(seconds: 1), input: ["echo hello"], RemoteCommands.client)]
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "polite") == ["hello\n"])
        #expect(run.prints(of: "server") == ["lost this client: EAGAIN"])
    }

    @Test func silent_isADeadlock() throws {
        let run = try runLesson(6, "silent")
        #expect(run.calls(.send, of: "server").map(\.count) == [0])
        #expect(run.has { if case .deadlock = $0 { true } else { false } })
    }

    @Test func encodings_matterToTheReader() throws {
        let gbk = try runLesson(6, "gbk")
        #expect(gbk.bytesSent(by: "server") == [0xC4, 0xE3, 0xBA, 0xC3, 0x0A])
        #expect(gbk.prints(of: "client") == ["你好\n"])
        let deaf = try runLesson(6, "not-utf-8")
        #expect(deaf.prints(of: "client") == ["cannot decode: not UTF-8 from byte 1 on", "\u{FFFD}\u{FFFD}\u{FFFD}\n"])
        let unnoticed = try runLesson(6, "unnoticed")
        #expect(unnoticed.prints(of: "server") == ["echo 浣犲ソ"])
        #expect(unnoticed.prints(of: "client") == ["你好\n"])
    }
}

@Suite struct AllowListTests {
    @Test(arguments: [
        ("", Refusal.empty), ("   ", .empty), ("rm -rf /", .unknown("rm")), ("/bin/echo", .unknown("/bin/echo")),
        ("echo a; id", .shell(";")), ("echo $(id)", .shell("$")), ("echo a | cat", .shell("|")), ("echo a > f", .shell(">")),
        ("seq 1 3 & id", .shell("&")), ("ls *", .shell("*")), ("ls ~", .shell("~")), ("echo `id`", .shell("`")),
        ("echo a\nid", .control), ("\n", .empty), ("true\n\n", .control), ("echo \u{1B}c", .control), ("echo \u{0}", .control),
        ("ls /etc", .otherFolder), ("ls ..", .otherFolder), ("ls a/../../b", .otherFolder), ("ls -I/", .otherFolder),
        ("date -s 12:00", .needsNoArguments("date")), ("pwd -P", .needsNoArguments("pwd")),
        ("seq -f %099999999f 1", .needsNumbers("seq")), ("seq 1 x", .needsNumbers("seq")),
    ])
    func refuses(_ command: String, _ refusal: Refusal) {
        #expect(throws: refusal) { try AllowList.words(of: Array(command.utf8)) }
    }

    @Test func allows() throws {
        #expect(try AllowList.words(of: Array("echo  你好 ".utf8)) == ["echo", "你好"])
        #expect(try AllowList.words(of: Array("ls -l .".utf8)) == ["ls", "-l", "."])
        #expect(try AllowList.words(of: Array("true".utf8)) == ["true"])
        #expect(try AllowList.words(of: Array("true\n".utf8)) == ["true"])
        #expect(try AllowList.words(of: Array("echo a\r\n".utf8)) == ["echo", "a"])
    }

    @Test func bytesThatAreNoText_AreRefused() {
        #expect(throws: Refusal.notText) { try AllowList.words(of: [0xC4, 0xE3]) }
    }

    @Test func longNames_areCutInTheAnswer() {
        let name = String(repeating: "x", count: 900)
        #expect("\(Refusal.unknown(name))".hasPrefix(String(repeating: "x", count: 40) + " is not one of date echo"))
    }
}
