import Engine
import Lessons
import Sockets
import StructFormat
import Testing

/// What a served lesson says, to its clients and on its own screen, about what is wrong.
@Suite(.serialized) struct ServeWordsTests {
    private func say(_ text: String, to served: ServedLesson) throws -> String {
        String(decoding: try RawClient.converse(with: served, [Array(text.utf8)]).bytes, as: UTF8.self)
    }

    @Test func reset_isTheTroubleOfThatCallerAlone() throws {
        let served = try ServedLesson(3)
        defer { served.stop() }
        let client = try RawClient(served)
        client.send([97])
        #expect(try client.read(1) == [65])
        client.close(byReset: true)
        served.waitUntilPrinted("lost this caller: ECONNRESET")
        #expect(try say("hello", to: served) == "HELLO")
        #expect(served.gaveUp.isEmpty)
    }

    /// A program without the `catch` ends by it, says so, and is started again.
    @Test func reset_endsTheFragileServer_whichIsStartedAgain() throws {
        let served = try ServedLesson(3, "callers-fragile")
        defer { served.stop() }
        let client = try RawClient(served)
        client.send([97])
        #expect(try client.read(1) == [65])
        client.close(byReset: true)
        #expect(try say("hello", to: served) == "HELLO")
        #expect(served.gaveUp.map { $0.hasSuffix("(ECONNRESET)") } == [true])
    }

    /// Whoever goes in the middle of a message takes everybody with him, where nobody catches that error.
    @Test(arguments: [true, false]) func halfMessage_endsTheServerOfLesson18_forAll(byReset: Bool) throws {
        let served = try ServedLesson(18, "half-message")
        defer { served.stop() }
        let (bystander, goer) = (try RawClient(served), try RawClient(served))
        defer { bystander.close() }
        bystander.waitUntilRead(0)
        goer.send(Array("ap".utf8))
        goer.waitUntilRead(2)
        goer.close(byReset: byReset)
        #expect(bystander.readToEnd().bytes == [])
        #expect(try say("grape", to: served) == "GRAPE")
        #expect(served.gaveUp.count == 1)
    }

    @Test func commands_mayComeFromNC_orTelnet() throws {
        let six = try ServedLesson(6)
        defer { six.stop() }
        for end in ["", "\n", "\r\n"] { #expect(try say("echo hello" + end, to: six) == "hello\n") }
        #expect(try say("echo a\necho b\n", to: six) == "refused: one line of text, please\n")
        #expect(try say("\n", to: six) == "refused: there is no command\n")
        let eight = try ServedLesson(8, "leftover")
        defer { eight.stop() }
        for end in ["", "\n", "\r\n"] { #expect(try say("echo done" + end, to: eight) == "done\n") }
    }

    @Test func gbkServer_refusesWhatIsNotGBK() throws {
        let served = try ServedLesson(6, "gbk")
        defer { served.stop() }
        #expect(try RawClient.converse(with: served, [[0xff, 0xff]]).bytes == Array("refused: not GBK\n".utf8))
        #expect(try RawClient.converse(with: served, [[UInt8]("echo ".utf8) + [0xc4, 0xe3]]).bytes == [0xc4, 0xe3, 10])
        #expect(served.gaveUp.isEmpty)
    }

    /// The one of tutorials where the student says nothing, the lesson's own when asked for.
    @Test(arguments: [("native", "i"), ("network", "!i")])
    func header_isTheOneOfTutorials_orTheLessons(order: String, format: String) throws {
        let served = try ServedLesson(8, nil, ["order": .choice(order)])
        defer { served.stop() }
        for command in ["echo done", "seq 1 1000", "true", "rm -rf /; echo", String(repeating: "x", count: 900)] {
            let answer = try RawClient.converse(with: served, [Array(command.utf8)]).bytes
            #expect(try Struct.unpack(format, Array(answer.prefix(4)))[0].int == answer.count - 4, "\(command)")
        }
        #expect(try lesson(8).settingsAlone["order"] == .choice("native"))
    }

    @Test func missingFiles_andNamesThatLeaveTheFolder_areRefusedInWords() throws {
        let served = try ServedLesson(9)
        defer { served.stop() }
        for (name, error) in [
            ("nothing.txt", "there is no file nothing.txt here"), ("../secret", "../secret is not a plain file name"),
            ("/etc/passwd", "/etc/passwd is not a plain file name"), ("get ../x", "../x is not a plain file name"),
            (".part-1", ".part-1 is not a plain file name"),
        ] {
            let reply = try say(name + "\n", to: served)
            #expect(reply.contains(#""error":"\#(error)""#) && reply.hasSuffix(#""file_size":0}"#), "\(reply)")
        }
        #expect(served.gaveUp.isEmpty)
    }

    /// A server waits so long for a name. One that was impatient with a client whom the machine held up says nothing about
    /// the lesson: then another one, with twice the patience, is asked.
    private func withEnoughPatience(_ wasInTime: (ServedLesson) throws -> Bool) throws -> Bool {
        for doublings in 0...10 {
            let served = try ServedLesson(9, nil, ["patience": .duration(0.05 * Double(1 << doublings))])
            defer { served.stop() }
            if try wasInTime(served) { return true }
        }
        return false
    }

    @Test(arguments: [("numbers.bin", "numbers.bin"), ("get numbers.bin", "numbers.bin"), ("", "notes.txt")])
    func namesOfTutorials_endWithTheClientsSilence(sent: String, file: String) throws {
        let isAnswered = try withEnoughPatience { served in
            let client = try RawClient(served)
            defer { client.close() }
            client.send(Array(sent.utf8))
            let length = try #require(try Struct.unpack("i", try client.read(4))[0].int)
            let json = String(decoding: try client.read(length), as: UTF8.self)
            return json.contains(#""file_name":"\#(file)""#)
        }
        #expect(isAnswered)
    }

    /// It is given up while it still holds the line, so that the next one is served.
    @Test func downloadThatNobodyTakes_isGivenUp() throws {
        let isGivenUp = try withEnoughPatience { served in
            let deaf = try RawClient(served, room: 4096)
            defer { deaf.close() }
            deaf.send(Array(String(repeating: "numbers.bin\n", count: 5_000).utf8))
            deaf.waitUntilOver()
            #expect(try say("notes.txt\n", to: served).contains(#""file_size":715"#))
            return served.prints.contains { $0.hasPrefix("lost this caller: ") && $0.contains("EAGAIN") }
        }
        #expect(isGivenUp)
    }

    /// It sleeps for a second in the middle of its header, and finds nobody there afterwards.
    @Test func stammeringServer_serves_whoeverIsStillThere() throws {
        let served = try ServedLesson(8, "short-header")
        defer { served.stop() }
        try RawClient(served).close(byReset: true)
        let reply = try RawClient.converse(with: served, [[97]], isRead: false)
        #expect(Answers.framed(Array("done\n".utf8)).starts(with: reply.bytes) && (reply.isReset || reply.bytes.count == 9))
        let quiet = try RawClient(served)
        #expect(try quiet.read(9) == Answers.framed(Array("done\n".utf8)))
        quiet.close()
    }

    /// Six lies, and then the first again: its program has ended in between.
    @Test func lies_beginAnew() throws {
        let served = try ServedLesson(9, "lies")
        defer { served.stop() }
        let lies = try (1...6).map { _ in try say("x\n", to: served) }
        #expect(Set(lies).count == 6 && lies[0].contains("../../x") && lies[1].contains("I am no JSON"))
        #expect(try say("x\n", to: served) == lies[0])
    }

    /// It takes the end of the stream for a message, and goes on talking until that fails.
    @Test func serverThatDoesNotLook_endsWhenItCannotSend() throws {
        let served = try ServedLesson(13, "no-check")
        defer { served.stop() }
        for _ in 1...3 {
            let client = try RawClient(served)
            client.send(Array("hello".utf8))
            #expect(try client.read(14) == Array("Hello yourself".utf8))
            client.close()
        }
        #expect(served.gaveUp.allSatisfy { $0.hasPrefix("send: ") || $0.hasPrefix("recv: ") })
    }
}
