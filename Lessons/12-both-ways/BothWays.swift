import Engine
import Exercises
import Sockets
import TextEncodings
import Transcripts

/// Lesson 12: speaking and listening at the same time, and in which letters.
enum BothWays {
    static func first(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        let (hello, friend) = try socket.recvfrom(1024)
        host.print(hello)
        try talk(host, socket, friend)
    }

    static func second(_ host: Host) throws {
        let socket = try host.socket(.udp)
        let friend = try host.serverAddress
        try socket.sendto("hello", friend)
        try talk(host, socket, friend)
    }

    static func talk(_ host: Host, _ socket: RecordedSocket,
                     _ friend: Address) throws {
        let listening = try host.thread { host in try listen(host, socket) }
        let speaking = try host.thread { host in try speak(host, socket, friend) }
        try speaking.join()
        try listening.join()
        try socket.close()
    }

    static func listen(_ host: Host, _ socket: RecordedSocket) throws {
        while true {
            let (data, _) = try socket.recvfrom(1024)
            host.print(data)
            if data.line == "bye" { break }
        }
    }

    static func speak(_ host: Host, _ socket: RecordedSocket,
                      _ friend: Address) throws {
        while let line = try host.input("> "), line != "bye" {
            try socket.sendto(line, friend)
            try host.sleep(seconds: host.seconds("pause"))
        }
        try socket.sendto("bye", friend)
    }

    static func oneThread(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        let (hello, friend) = try socket.recvfrom(1024)
        host.print(hello)
        try speak(host, socket, friend)
        try listen(host, socket)
        try socket.close()
    }

    static func writer(_ host: Host) throws {
        let socket = try host.socket(.udp)
        let text = host.texts("text").joined(separator: ",")
        for encoding in [TextEncoding.utf8, .gbk] {
            do {
                try socket.sendto(try encode(text, encoding), host.serverAddress)
            } catch let problem as TextEncodingError {
                let reason = words(for: problem)
                host.print("cannot write it in \(encoding.name): \(reason)")
            }
        }
        try socket.close()
    }

    static func reader(_ host: Host) throws {
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        while true {
            let (data, _) = try socket.recvfrom(1024)
            for encoding in [TextEncoding.utf8, .gbk] {
                host.print("as \(encoding.name): " + reading(data, encoding))
            }
        }
    }

    static func reading(_ data: [UInt8], _ encoding: TextEncoding) -> String {
        do {
            return try decode(data, encoding)
        } catch {
            let repaired = (try? decodeReplacing(data, encoding)) ?? ""
            return "\(words(for: error)), with marks: \(repaired)"
        }
    }

    static func counting(_ host: Host) throws {
        let text = host.texts("text").joined(separator: ",")
        for encoding in [TextEncoding.utf8, .gb2312, .gbk, .gb18030] {
            do {
                let bytes = try encode(text, encoding)
                host.print("\(encoding.name): \(bytes.count) bytes, \(hex(bytes))")
            } catch {
                host.print("\(encoding.name): \(words(for: error))")
            }
        }
    }

    /// `c4 e3 ba c3`.
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
    }

    private static func words(for problem: TextEncodingError) -> String {
        switch problem {
        case .illegal(_, _, let offset): "cannot decode byte \(offset + 1)"
        case .cutOff(_, let offset): "cut off in the character at byte \(offset + 1)"
        case .cannotEncode(_, let character, _): "no bytes for \(character)"
        case .noConverter(let encoding): "no converter for \(encoding.name) on this machine"
        }
    }
}

extension BothWays {
    static let lesson = LessonPrograms(
        folder: "12-both-ways",
        scenarios: [
            chat("duplex", first),
            chat("one-thread", oneThread),
            Scenario("encodings", transport: .udp, server: reader, client: writer, knobs: [text("你好")]),
            Scenario(
                "letters", transport: .udp,
                participants: [Participant("program", role: .peer, start: .atOnce, program: counting)],
                knobs: [text("你镕😀")]),
        ],
        questions: [
            Question("before-the-first-answer", scenario: "duplex") { $0.datagramsBeforeTheFirstOfTheOther },
            Question("when-does-it-hear", scenario: "one-thread") { $0.datagramsWaitingAtTheFirstLook },
            Question("bytes-in-gbk", scenario: "encodings") { $0.bytesReturned(to: "client", from: .sendto, 2) },
        ])

    private static func chat(_ name: String, _ program: @escaping Program) -> Scenario {
        var scenario = Scenario(
            name, transport: .udp,
            participants: [
                Participant(
                    "peer-1", role: .server, start: .atOnce, input: ["Nice weather", "Shall we go out?", "bye"], program: program),
                .client(named: "peer-2", input: ["It is raining here", "你在哪里?", "bye"], second),
            ],
            knobs: [
                Knob(
                    "pause", .duration(0.1), .durations(0...10),
                    help: ["en": "seconds after each line", "zh-Hans": "每句话之后停几秒"])
            ])
        scenario.talksWithOne = true
        return scenario
    }

    private static func text(_ standard: String) -> Knob {
        Knob("text", .texts([standard]), .texts(atMost: 20), help: ["en": "the text", "zh-Hans": "要写的文字"])
    }
}

extension Transcript {
    /// How many datagrams peer-2 had sent when it received the first one.
    fileprivate var datagramsBeforeTheFirstOfTheOther: Answer? {
        guard let first = call(.recvfrom, of: "peer-2"), let end = steps.firstIndex(of: .completes(first.number)) else { return nil }
        let sent = steps[..<end].filter { step in
            guard case .completes(let number) = step, let event = event(number) else { return false }
            return event.call == .sendto && event.participant == "peer-2"
        }
        return Answer("\(sent.count)", event: first.number)
    }

    /// How many datagrams lay there when peer-1 had said everything and looked for the first time.
    fileprivate var datagramsWaitingAtTheFirstLook: Answer? {
        guard let bye = events.last(where: { $0.call == .sendto && $0.participant == "peer-1" }),
            let step = steps.firstIndex(of: .completes(bye.number))
        else { return nil }
        let waiting = onTheWay(after: step).first { $0.receiver == "peer-1" }
        return Answer("\(waiting?.pieces.count ?? 0)", event: bye.number)
    }
}
