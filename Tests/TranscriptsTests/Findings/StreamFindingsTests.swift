import Testing
import Transcripts

/// What becomes of messages on a stream: sticky, short read, cut, cut character, nothing sent.
@Suite struct StreamFindingsTests {
    // MARK: Sticky

    @Test func sticky_WhenARecvHoldsSeveralSends() {
        var story = Story.tcp()
        let sends = ["hello", "big", "pig"].map { story.send("client", $0) }
        let recv = story.recv("server", 1024, "hellobigpig")
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .sticky(sends: sends))])
    }

    @Test func nothing_WhenEachRecvHoldsOneSend() {
        var story = Story.tcp()
        for text in ["hello", "big"] {
            story.send("client", text)
            story.recv("server", 1024, text)
        }
        #expect(story.findings.isEmpty)
    }

    @Test func nothing_ForAPeek() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.send("client", "big")
        story.recv("server", 1024, "hellobig", flags: ["MSG_PEEK"])
        #expect(story.findings.isEmpty)
    }

    @Test func sticky_IsSaidOnce_InALoopThatCollectsAStream() {
        var story = Story.tcp()
        let sends = (0..<16).map { _ in story.send("client", "abc") }
        for _ in 0..<8 { story.recv("server", 6, "abcabc") }
        #expect(story.findings.map(\.kind) == [.sticky(sends: Array(sends.prefix(2)))])
    }

    @Test func sticky_IsACaution_WherePrintShowsTheSendsAsOne() {
        var story = Story.tcp()
        let sends = ["hello", "big", "pig"].map { story.send("client", $0) }
        let recv = story.recv("server", 1024, "hellobigpig")
        let print = story.call("server", .print) { $0.payload = Payload("hellobigpig") }
        #expect(story.findings(at: recv) == [.sticky(sends: sends, printed: print)])
        #expect(story.findings.map(\.degree) == [.caution])
    }

    @Test(arguments: [["hel", "lo\n"], ["{\"a\": ", "{\"b\": 1}}"], ["one", "two!"]])
    func sticky_IsAFact_WhereTheBytesMayBeOneMessage(texts: [String]) {
        var story = Story.tcp()
        for text in texts { story.send("client", text) }
        story.recv("server", 1024, texts.joined())
        story.call("server", .print) { $0.payload = Payload(texts.joined()) }
        #expect(story.findings.map(\.degree) == [.fact])
    }

    @Test func sticky_IsAFact_WhereTheProgramLookedFirst() {
        var story = Story.tcp()
        for text in ["A", "A"] { story.send("client", text) }
        story.recv("server", 100, "AA", flags: ["MSG_PEEK"])
        story.call("server", .print) { $0.payload = Payload("AA") }
        story.recv("server", 100, "AA")
        story.call("server", .print) { $0.payload = Payload("AA") }
        #expect(story.findings.map(\.degree) == [.fact])
    }

    @Test func nothing_IsSaidOfMessages_WhereTheOriginIsUncertain() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.send("client", "big")
        let recv = story.recv("server", 6, "hellob")
        var transcript = story.transcript
        transcript.events[recv - 1].position?.isUncertain = true
        #expect(transcript.findings.isEmpty)
        transcript = story.transcript
        transcript.events[recv - 2].position?.isUncertain = true
        #expect(transcript.findings.isEmpty)
    }

    // MARK: Cut

    @Test func cut_SaysOfNothingThatItIsLeft_AfterAReset() {
        var story = Story.tcp()
        let send = story.send("client", "hello")
        let recv = story.recv("server", 3, "hel")
        story.close("client", "reset")
        story.fails("server", .recv, "ECONNRESET")
        #expect(story.findings(at: recv) == [.cut(send: send, left: 2, rest: .notTaken)])
    }

    @Test func cut_IsACaution_WhereABufferOfOneSizeIsShownLineByLine() {
        var story = Story.tcp()
        let sends = ["hello", "big", "pig"].map { story.send("client", $0) }
        var recvs: [Int] = []
        var prints: [Int] = []
        for text in ["hell", "obig", "pig"] {
            recvs.append(story.recv("server", 4, text))
            prints.append(story.call("server", .print) { $0.payload = Payload(text) })
        }
        #expect(story.findings(at: recvs[0]) == [.cut(send: sends[0], left: 1, rest: .shown(by: prints[0]))])
    }

    @Test func cut_IsACaution_WhereSomethingElseIsSentBeforeTheRestIsRead() {
        var story = Story.tcp()
        let answer = story.send("server", "one two three")
        let recv = story.recv("client", 4, "one ")
        story.call("client", .print) { $0.payload = Payload("one ") }
        let next = story.send("client", "next, please")
        story.recv("client", 4, "two ")
        #expect(story.findings(at: recv) == [.cut(send: answer, left: 9, rest: .overtaken(by: next))])
        #expect(story.findings.map(\.degree) == [.caution])
    }

    @Test func cut_WhenAFullRecvEndsInsideASend() {
        var story = Story.tcp()
        let send = story.send("client", "hello")
        let recv = story.recv("server", 3, "hel")
        story.call("server", .print) { $0.payload = Payload("hel") }
        let rest = story.recv("server", 3, "lo")
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .cut(send: send, left: 2, rest: .taken(by: rest)))])
        #expect(story.findings.map(\.degree) == [.fact])
    }

    @Test func cut_IsSaidOnceForASend() {
        var story = Story.tcp()
        let send = story.send("client", "hellobig")
        let recvs = ["hel", "lob", "ig"].map { story.recv("server", 3, $0) }
        #expect(story.findings.map(\.kind) == [.cut(send: send, left: 5, rest: .taken(by: recvs[1]))])
    }

    @Test func cutAndSticky_WhenARecvHoldsASendAndAPartOfTheNext() {
        var story = Story.tcp()
        let sends = [story.send("client", "hello"), story.send("client", "big")]
        let recv = story.recv("server", 6, "hellob")
        #expect(story.findings(at: recv) == [.sticky(sends: sends), .cut(send: sends[1], left: 2, rest: .notTaken)])
    }

    @Test func nothing_WhenHeaderAndBodyAreReadByParts() {
        var story = Story.tcp()
        story.send("client", [0, 0, 0, 5] + Array("hello".utf8))
        story.recv("server", 4, [0, 0, 0, 5])
        story.recv("server", 5, "hello")
        #expect(story.findings.isEmpty)
    }

    @Test func nothing_WhenARecvEndsWhereTheSendEnds() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.recv("server", 5, "hello")
        story.send("client", "big")
        #expect(story.findings.isEmpty)
    }

    // MARK: Cut character

    @Test func cutCharacter_WhenAPrintShowsHalfOfIt() {
        for shown in [[0xE4, 0xBD, 0xA0, 0xE5], Array("你\u{FFFD}".utf8), Array("got 你\u{FFFD}".utf8)] as [[UInt8]] {
            var story = Story.tcp()
            let text = Array("你好".utf8)
            let send = story.send("client", text)
            let recv = story.recv("server", 4, Array(text[..<4]))
            let print = story.call("server", .print) { $0.payload = Payload(shown) }
            #expect(story.findings(at: recv) == [
                .cut(send: send, left: 2, rest: .notTaken), .cutCharacter(sends: [send], use: .printed(print)),
            ])
            #expect(story.findings.map(\.degree) == [.fact, .caution])
        }
    }

    @Test func cutCharacter_WhenAnErrorAboutTextEndedTheProgram() {
        for (message, isSaid) in [("not UTF-8 from byte 3 on", true), ("bad header", false)] {
            var story = Story.tcp()
            let text = Array("你好".utf8)
            let send = story.send("client", text)
            let recv = story.recv("server", 4, Array(text[..<4]))
            story.ends("server", .uncaught(message: message, call: nil, failure: nil))
            #expect(story.findings(at: recv).contains(.cutCharacter(sends: [send], use: .failed)) == isSaid)
            #expect(story.findings.contains { $0.degree == .fault } == isSaid)
        }
    }

    @Test func nothing_OfACutCharacter_WhereTheProgramJoinsTheBytes() {
        var story = Story.tcp()
        let text = Array("你好".utf8)
        story.send("client", text)
        story.recv("server", 4, Array(text[..<4]))
        story.call("server", .print) { $0.payload = Payload("你") }
        story.recv("server", 4, Array(text[4...]))
        story.call("server", .print) { $0.payload = Payload("好") }
        #expect(story.findings.allSatisfy { $0.degree == .fact })
    }

    @Test func cutCharacter_AlsoWhenTheRecvBeginsInsideOne() {
        var story = Story.tcp()
        let text = Array("你好吗".utf8)
        let send = story.send("client", text)
        story.recv("server", 4, Array(text[..<4]))
        story.call("server", .print)
        let second = story.recv("server", 4, Array(text[4..<8]))
        let print = story.call("server", .print) { $0.payload = Payload(Array(text[4..<8])) }
        #expect(story.findings(at: second) == [.cutCharacter(sends: [send], use: .printed(print))])
    }

    @Test func cutCharacter_AcrossTwoSends() {
        var story = Story.tcp()
        let text = Array("好".utf8)
        let sends = [story.send("client", Array(text[..<1])), story.send("client", Array(text[1...]))]
        let recv = story.recv("server", 1024, Array(text[..<1]))
        let print = story.call("server", .print) { $0.payload = Payload("\u{FFFD}") }
        #expect(story.findings(at: recv) == [.cutCharacter(sends: sends, use: .printed(print))])
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0xE4, 0xBD, 0x00, 0x00],
        [0x61, 0x62, 0xC3, 0x28, 0x00, 0x00],
        [0x80, 0x80, 0x80, 0xE4, 0xBD, 0xA0],
    ] as [[UInt8]])
    func nothing_WhenTheBytesAreNoText(bytes: [UInt8]) {
        var story = Story.tcp()
        story.send("client", bytes)
        let recv = story.recv("server", 4, Array(bytes[..<4]))
        #expect(!story.findings(at: recv).contains { if case .cutCharacter = $0 { true } else { false } })
    }

    @Test func nothing_WhenTheRestOfTheCharacterNeverComes() {
        var story = Story.tcp()
        story.send("client", [0x61, 0xE4, 0xBD])
        let recv = story.recv("server", 3, [0x61, 0xE4, 0xBD])
        #expect(story.findings(at: recv).isEmpty)
    }

    // MARK: Short read

    @Test func shortRead_WhenAHeaderCameInPieces() {
        var story = Story.tcp()
        let sends = [story.send("client", [0, 0])]
        let recv = story.recv("server", 4, [0, 0])
        let rest = story.send("client", [0, 5])
        story.recv("server", 2, [0, 5])
        #expect(story.findings == [
            Finding(event: recv, participant: "server", kind: .shortRead(wanted: 4, got: 2, sends: sends + [rest], rest: .taken))
        ])
    }

    @Test func shortRead_IsSaidOnce_WhenTheMessageCameInMoreThanTwoPieces() {
        var story = Story.tcp()
        for byte in 0..<4 as Range<UInt8> { story.send("client", [byte]) }
        let recv = story.recv("server", 4, [0])
        story.recv("server", 3, [1])
        story.recv("server", 2, [2])
        story.recv("server", 1, [3])
        #expect(story.findings.map(\.event) == [recv])
    }

    @Test func shortRead_WhenTheProgramTookAPieceForTheWhole() {
        var story = Story.tcp()
        let sends = [story.send("client", [0, 0])]
        let recv = story.recv("server", 4, [0, 0])
        story.send("client", [0, 5])
        story.ends("server", .uncaught(message: "short", call: nil, failure: nil))
        #expect(story.findings(at: recv) == [.shortRead(wanted: 4, got: 2, sends: sends, rest: .failed)])
    }

    @Test func shortRead_WhenTheProgramFailedOverAPiece() {
        for (how, isSaid) in [(Transcript.How.uncaught(message: "unpack", call: nil, failure: nil), true), (.returned, false)] {
            var story = Story.tcp()
            let first = story.send("client", [0])
            let recv = story.recv("server", 4, [0])
            story.ends("server", how)
            story.send("client", [0, 0, 5] + Array("hello".utf8))
            let kind = Finding.Kind.shortRead(wanted: 4, got: 1, sends: [first], rest: .failed)
            #expect(story.findings(at: recv) == (isSaid ? [kind] : []))
        }
    }

    @Test func shortRead_IsACaution_WhereThePieceWasReadAsANumber() {
        var story = Story.tcp()
        story.send("client", [0, 0])
        let recv = story.recv("server", 4, [0, 7])
        story.send("client", [0, 0] + Array("hello".utf8))
        let next = story.recv("server", 7, [0, 0] + Array("hello".utf8))
        #expect(story.findings(at: recv) == [.shortRead(wanted: 4, got: 2, sends: [4, 6], rest: .misread(by: next))])
        #expect(story.findings.first?.degree == .caution)
    }

    @Test func shortRead_IsNoFault_WhereTheProgramFailedOverALongPiece() {
        var story = Story.tcp()
        story.send("client", [UInt8](repeating: 97, count: 3000))
        story.recv("server", 4096, [UInt8](repeating: 97, count: 2000))
        story.send("client", [UInt8](repeating: 97, count: 3000))
        story.ends("server", .uncaught(message: "no such command", call: nil, failure: nil))
        #expect(story.findings.allSatisfy { $0.degree == .fact })
    }

    @Test func nothingSent_IsNotRepeated_ForEmptySendsInARow() {
        var story = Story.tcp()
        let first = story.send("client", "")
        story.send("client", "")
        story.send("client", "x")
        let again = story.send("client", "")
        #expect(story.findings.map(\.event) == [first, again])
    }

    @Test func shortRead_WhenThereWasRoomAndYetTheRecvEndsInsideASend() {
        var story = Story.tcp()
        let send = story.send("client", "hello, big pig")
        let recv = story.recv("server", 10, "hello")
        story.recv("server", 10, ", big pig")
        #expect(story.findings(at: recv) == [.shortRead(wanted: 10, got: 5, sends: [send])])
    }

    @Test func nothing_WhenAConversationGoesOnInMessages() {
        var story = Story.tcp()
        for _ in 0..<300 {
            story.send("client", "hello")
            story.recv("server", 1024, "hello")
            story.send("server", "HELLO")
            story.recv("client", 1024, "HELLO")
        }
        #expect(story.findings.isEmpty)
    }

    @Test func nothing_WhenFewerBytesCameInTheWholeRun() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.recv("server", 1024, "hello")
        story.close("client")
        #expect(story.findings.isEmpty)
    }

    // MARK: Nothing sent

    @Test func nothingSent_WhenAStreamSendIsEmpty() {
        var story = Story.tcp()
        let send = story.send("client", "")
        #expect(story.findings == [Finding(event: send, participant: "client", kind: .nothingSent)])
    }

    @Test func emptyDatagram_IsAMessage() {
        var story = Story("UDP")
        let send = story.sendto("")
        let recv = story.recvfrom(1024, "", number: 0)
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .emptyDatagram(send: send))])
    }
}
