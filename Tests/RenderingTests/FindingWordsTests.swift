import Messages
import Testing
import Transcripts

/// The sentences of findings, of errnos and of broken files, in both languages.
@Suite struct FindingWordsTests {
    private static let waits = [
        Finding.Wait(participant: "server", call: .recv, event: 9, waitsFor: ["client"]),
        Finding.Wait(participant: "client", call: .recv, event: 8, waitsFor: ["server"]),
    ]

    /// Every kind, with and without what may be unknown.
    private static let kinds: [Finding.Kind] = [
        .sticky(sends: [7, 8, 9]), .shortRead(wanted: 4, got: 2, sends: [7, 8]),
        .shortRead(wanted: 4, got: 2, sends: [7], restCameTooLate: true), .cut(send: 12, left: 2_869), .cut(send: 7, left: 1),
        .cutCharacter(sends: [7]), .endOfStream(other: "client", cause: 10), .endOfStream(other: nil, cause: nil),
        .reset(other: "client-2", cause: 17), .reset(other: nil, cause: nil), .brokenPipe(other: "client", cause: 4),
        .brokenPipe(other: nil, cause: nil), .refused(address: "127.0.0.1:8080"), .addressInUse(address: "127.0.0.1:8080"),
        .notPermitted(address: "127.0.0.1:80"), .notPermitted(address: "/tmp/s.sock"), .addressNotAvailable(address: "192.0.2.1:80"),
        .notConnected, .truncatedDatagram(send: 2, kept: 3, length: 5), .truncatedDatagram(send: nil, kept: 3, length: 5),
        .datagramLost(count: 2, sends: [3, 4]), .datagramLost(count: 1, sends: []), .nobodyThere(address: "127.0.0.1:8081"),
        .deadlock(waits: waits), .deadlock(waits: []), .spinning(calls: 1_000, returnedEndOfStream: true),
        .spinning(calls: 1_000, returnedEndOfStream: false), .nothingSent, .emptyDatagram(send: 5),
        .unreadAtClose(count: 5, sends: [3]), .waited(1_000_000_000, virtual: true, cause: 10),
        .waited(250_000_000, virtual: false, cause: nil), .timedOut(2_000_000_000),
        .timedOut(2_000_000_000, isDatagram: true), .injected(fault: "short read"),
        .injected(fault: "delay"), .injected(fault: "short write"), .injected(fault: "errno"), .injected(fault: "reset"),
    ]

    private static let empty = Transcript(
        header: .init(lesson: "", scenario: "", participants: [], schedule: "lockstep", transport: "TCP"))

    private func text(_ kind: Finding.Kind, _ language: Language, _ transcript: Transcript = empty) -> FindingText {
        language.words.text(for: Finding(event: 11, participant: "server", kind: kind), in: transcript)
    }

    @Test(arguments: kinds) func everyKind_HasWords_InBothLanguages(kind: Finding.Kind) {
        let english = text(kind, .english)
        let chinese = text(kind, .simplifiedChinese)
        for text in [english.word, english.sentence, chinese.word, chinese.sentence] {
            #expect(!text.isEmpty && !text.hasUnfinishedPlaces)
        }
        #expect(!english.word.hasHan && !english.sentence.hasHan && english.word == english.word.uppercased())
        #expect(chinese.word.hasHan && chinese.sentence.hasHan && !chinese.sentence.hasHalfWidthPunctuation)
        #expect(english.sentence.last == "." && chinese.sentence.last == "。")
        #expect(english.word != "NOTE")
    }

    @Test func sentences_SayWhatTheScreensShow() {
        #expect(text(.sticky(sends: [7, 8, 9]), .english)
            == FindingText("STICKY", "one recv returned the bytes of 3 sends (#7 #8 #9)."))
        #expect(text(.sticky(sends: [7, 8, 9]), .simplifiedChinese)
            == FindingText("粘包", "一次 recv 取走了 3 次 send 的字节（#7 #8 #9）。"))
        var transcript = Self.empty
        for number in 1...10 {
            transcript.append(.completes(Event(number: number, participant: "client", call: .close, began: 0, ended: 0, result: .returned(0))))
        }
        #expect(text(.endOfStream(other: "client", cause: 10), .english, transcript)
            == FindingText("END OF STREAM", "the client closed (#10). This is not an empty message."))
        #expect(text(.endOfStream(other: "client", cause: 10), .simplifiedChinese, transcript)
            == FindingText("流结束", "客户端已关闭（#10）。这不是一条空消息。"))
        #expect(text(.brokenPipe(other: nil, cause: nil), .english).sentence
            == "the other side has closed, or this side itself has shut down sending. What is sent here now, nobody will ever read.")
        #expect(text(.deadlock(waits: Self.waits), .english).sentence
            == "the server waits in recv (#9) for the client, the client waits in recv (#8) for the server, and nothing is on the way. "
            + "The lab has ended both calls; outside the lab both programs would hang for ever.")
    }

    @Test func shortReads_NameOnlyWhatWasReceived_AndGroupThousands() {
        #expect(text(.shortRead(wanted: 4, got: 1, sends: [10], restCameTooLate: true), .english).sentence
            .hasPrefix("recv(4) returned 1 (#10): the rest was not there yet. recv may return"))
        #expect(text(.shortRead(wanted: 200_000, got: 65_536, sends: [7, 8]), .simplifiedChinese).sentence
            == "recv(200000) 只返回了 65,536 字节：一条消息分几段到达（#7 #8）。recv 返回 1 字节以上都算正常，要循环接收，直到收满 200,000 字节。")
    }

    @Test func timeOuts_SpeakOfAConnectionOnlyWhereThereIsOne() {
        #expect(text(.timedOut(2_000_000_000), .english).sentence.hasSuffix("The connection itself is still good."))
        #expect(text(.timedOut(2_000_000_000, isDatagram: true), .english).sentence.hasSuffix("The socket itself is still good."))
        #expect(text(.timedOut(2_000_000_000, isDatagram: true), .simplifiedChinese).sentence.hasSuffix("套接字本身仍然可用。"))
    }

    @Test func cut_AndLoss_HaveDifferentWordsInChinese() {
        #expect(text(.cut(send: 7, left: 1), .simplifiedChinese)
            == FindingText("没取完", "#7 还有 1 字节留给下一次 recv，会排在后面的数据之前。"))
        #expect(text(.truncatedDatagram(send: 2, kept: 3, length: 5), .simplifiedChinese).word == "数据报被截断")
    }

    @Test func longLists_KeepTheirEnds() {
        #expect(text(.sticky(sends: Array(1...100)), .english).sentence == "one recv returned the bytes of 100 sends (#1 #2 #3 … #100).")
    }

    @Test func endOfStream_SaysWhatTheOtherSideDid() {
        var transcript = Self.empty
        var shutdown = Event(number: 1, participant: "client", call: .shutdown, began: 0, ended: 0, result: .returned(0))
        shutdown.detail = "SHUT_WR"
        transcript.append(.completes(shutdown))
        var exit = Event(number: 2, participant: "client", call: .close, began: 0, ended: 0, result: .returned(0))
        exit.detail = "exit"
        transcript.append(.completes(exit))
        #expect(text(.endOfStream(other: "client", cause: 1), .english, transcript).sentence.hasPrefix("the client shut down sending (#1)."))
        #expect(text(.endOfStream(other: "client", cause: 2), .english, transcript).sentence
            .hasPrefix("the client ended, and its kernel closed (#2)."))
    }

    /// At a path permissions are those of a file, and who binds it makes one.
    @Test func paths_HaveTheirOwnWords() {
        let address: RecordedAddress = "/tmp/s.sock"
        var transcript = Self.empty
        for number in 1...11 {
            transcript.append(.completes(Event(number: number, participant: "server", call: .connect, began: 0, ended: 0, result: .returned(0))))
        }
        #expect(text(.notPermitted(address: address), .english, transcript).sentence.contains("write to that file and to enter its folder"))
        #expect(text(.notPermitted(address: address), .simplifiedChinese, transcript).sentence.contains("也能写这个文件"))
        #expect(text(.notPermitted(address: "127.0.0.1:80"), .english, transcript).sentence.contains("SO_BROADCAST"))
        let failure = Event.Failure(errno: 2, name: "ENOENT")
        #expect(English().meaning(of: failure, in: .bind, address: address).contains("lies in a folder that does not exist"))
        #expect(English().meaning(of: failure, in: .connect, address: address).contains("There is no socket at"))
        #expect(SimplifiedChinese().meaning(of: failure, in: .bind, address: address).contains("所在的目录不存在"))
    }

    @Test func participants_HaveNames() {
        #expect(English().name(ofParticipant: "server") == "the server")
        #expect(English().name(ofParticipant: "client-2") == "client-2")
        #expect(English().name(ofParticipant: nil) == "the other side")
        #expect(SimplifiedChinese().name(ofParticipant: "server") == "服务端")
        #expect(SimplifiedChinese().name(ofParticipant: "client-2") == "客户端2")
        #expect(SimplifiedChinese().name(ofParticipant: "甲") == "甲")
    }
}

@Suite struct ErrnoWordsTests {
    private static let names = [
        "EPERM", "ENOENT", "EINTR", "EIO", "EBADF", "EAGAIN", "EWOULDBLOCK", "ENOMEM", "EACCES", "EFAULT", "ENOTDIR", "ENODEV", "EINVAL",
        "ENFILE", "EMFILE", "EROFS", "EPIPE", "EDOM", "ENAMETOOLONG", "ENOSYS", "ELOOP", "ENOSR", "EPROTO", "ENOTSOCK",
        "EDESTADDRREQ", "EMSGSIZE", "EPROTOTYPE", "ENOPROTOOPT", "EPROTONOSUPPORT", "ESOCKTNOSUPPORT", "EOPNOTSUPP", "EAFNOSUPPORT",
        "EADDRINUSE", "EADDRNOTAVAIL", "ENETDOWN", "ENETUNREACH", "ENETRESET", "ECONNABORTED", "ECONNRESET", "ENOBUFS", "EISCONN",
        "ENOTCONN", "ESHUTDOWN", "ETIMEDOUT", "ECONNREFUSED", "EHOSTDOWN", "EHOSTUNREACH", "EALREADY", "EINPROGRESS",
    ]

    @Test(arguments: names) func everyErrno_HasAMeaning_InBothLanguages(name: String) {
        for call in [Call.bind, .connect, .send, .recv, .accept] {
            for address: RecordedAddress? in [nil, "127.0.0.1:80", "/tmp/s.sock"] {
                let failure = Event.Failure(errno: 1, name: name)
                let english = English().meaning(of: failure, in: call, address: address)
                let chinese = SimplifiedChinese().meaning(of: failure, in: call, address: address)
                #expect(english.last == "." && !english.hasHan && !english.hasUnfinishedPlaces)
                #expect(chinese.last == "。" && chinese.hasHan && !chinese.hasUnfinishedPlaces && !chinese.hasHalfWidthPunctuation)
                // The general answer names the errno; these have their own.
                #expect(!english.contains("man 2") && !chinese.contains("man 2"))
            }
        }
    }

    @Test func anUnknownErrno_HasAGeneralMeaning() {
        let failure = Event.Failure(errno: 133, name: "EHWPOISON")
        let english = English().meaning(of: failure, in: .recv, address: nil)
        #expect(english == "recv failed: EHWPOISON (error number 133). The manual page of recv lists what it may mean: man 2 recv.")
        #expect(SimplifiedChinese().meaning(of: failure, in: .recv, address: nil).contains("EHWPOISON"))
    }
}

@Suite struct TranscriptFileWordsTests {
    private static let reasons: [TranscriptFileError.Reason] = [
        .unreadable, .empty, .notATranscript, .newerVersion(found: 2, known: 1), .brokenLine(column: 7), .unknownLine,
        .missing(field: "call"), .wrong(field: "size"), .unknownValue(field: "call", value: "teleport"),
        .numberJumps(found: 9, expected: 3), .numberRepeats(3), .callChanges(3),
    ]

    @Test(arguments: reasons) func everyReason_HasWords_WithFileAndLine(reason: TranscriptFileError.Reason) {
        let error = TranscriptFileError(file: "run.jsonl", line: 12, reason: reason)
        let english = English().text(for: error)
        let chinese = SimplifiedChinese().text(for: error)
        #expect(english.hasPrefix("run.jsonl:12: ") && !english.hasHan && english.last == ".")
        #expect(chinese.hasPrefix("run.jsonl:12：") && chinese.hasHan && chinese.last == "。")
    }

    @Test func aTornLine_HasWords() {
        for language in Language.allCases {
            #expect(language.words.text(for: .tornLine(line: 12), file: "run.jsonl").contains("run.jsonl:12"))
        }
    }
}

extension String {
    fileprivate var hasHan: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

    /// Left over from filling in: an empty place, a Swift `Optional`, two spaces.
    fileprivate var hasUnfinishedPlaces: Bool {
        ["Optional(", "nil", "  ", "()", "（）", " .", " ,", "%@", "{", "}"].contains { contains($0) }
    }

    /// A comma, colon or stop of the other script beside a Chinese character.
    fileprivate var hasHalfWidthPunctuation: Bool {
        let letters = Array(unicodeScalars)
        return letters.indices.dropFirst().contains { place in
            ",;:?!.".unicodeScalars.contains(letters[place]) && (0x4E00...0x9FFF).contains(letters[place - 1].value)
        }
    }
}
