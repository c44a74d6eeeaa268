import Transcripts

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

/// Transcripts that no network ever made, with every field of the format in use.
struct RandomTranscript {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func make(events count: Int) -> Transcript {
        var transcript = Transcript(header: header())
        var waiting: [Event] = []
        while transcript.events.count < count {
            if !waiting.isEmpty, chance(3) {
                let begun = waiting.remove(at: Int.random(in: waiting.indices, using: &generator))
                var event = self.event(begun.number, begun.call)
                (event.participant, event.thread) = (begun.participant, begun.thread)
                transcript.append(.completes(event))
            } else if chance(4) {
                let event = self.event(transcript.events.count + 1, call()).asItWaited
                waiting.append(event)
                transcript.append(.waits(event))
            } else {
                transcript.append(.completes(event(transcript.events.count + 1, call())))
            }
            if chance(20) { transcript.append(.ends(ending())) }
        }
        return transcript
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
    private mutating func number() -> Int { Int.random(in: 0...100_000, using: &generator) }
    private mutating func maybe<Value>(_ value: Value) -> Value? { chance(3) ? value : nil }
    private mutating func call() -> Call { Call.allCases.randomElement(using: &generator) ?? .send }

    private mutating func text() -> String {
        let pieces = ["server", "client-2", "你好", "\u{1B}[2J", "\"\\", "\n\t", "é", "127.0.0.1:51544", "", "/tmp/s.sock", "\u{0}", "😀"]
        return (0..<Int.random(in: 0...3, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    private mutating func payload() -> Payload {
        let bytes = chance(2)
            ? Array(text().utf8) : (0..<Int.random(in: 0...20, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        return Payload(bytes, length: bytes.count + (chance(4) ? number() : 0))
    }

    private mutating func failure() -> Event.Failure { Event.Failure(errno: Int32(number()), name: text()) }
    private mutating func interruption() -> Event.Interruption {
        [.deadlock, .cancelled, .spinning, .ended].randomElement(using: &generator) ?? .ended
    }

    private mutating func result() -> Event.Result {
        switch Int.random(in: 0...5, using: &generator) {
        case 0: .failed(failure())
        case 1: .interrupted(interruption())
        default: .returned(number() - 10)
        }
    }

    private mutating func socket() -> SocketName { SocketName(descriptor: number(), role: text(), kernel: number() - 5) }

    private mutating func position() -> FlowPosition {
        FlowPosition(flow: Int.random(in: -4...8, using: &generator), offset: number() % 200, isUncertain: chance(5))
    }

    private mutating func unknown() -> [UnknownField] {
        chance(5) ? [UnknownField(name: "later", json: #"{"a":[1,2.5,"ü\n",null,true]}"#)] : []
    }

    private mutating func header() -> Transcript.Header {
        var header = Transcript.Header(
            lesson: text(), scenario: text(),
            participants: [.init(name: "server", role: .server), .init(name: text(), role: .peer)], schedule: "lockstep",
            transport: chance(2) ? "TCP" : "UDP", platform: text(), date: text())
        header.choices = "abba"
        header.address = maybe("127.0.0.1:40213")
        header.underneath = chance(2) ? ["TCP_NODELAY", text()] : []
        header.unknown = unknown()
        return header
    }

    private mutating func event(_ number: Int, _ call: Call) -> Event {
        var event = Event(
            number: number, participant: ["server", "client", text()].randomElement(using: &generator) ?? "", thread: maybe("t1"),
            call: call, socket: maybe(socket()), began: Nanoseconds(self.number()), ended: Nanoseconds(self.number()),
            result: result())
        ask(&event)
        answer(&event)
        event.unknown = unknown()
        return event
    }

    private mutating func ask(_ event: inout Event) {
        event.detail = maybe(text())
        event.address = maybe("127.0.0.1:\(number() % 65_536)")
        event.size = maybe(number())
        event.flags = chance(4) ? ["MSG_PEEK", text()] : []
        event.backlog = maybe(number())
        event.option = maybe("SO_REUSEADDR")
        event.value = maybe(text())
        event.seconds = maybe(Double(number()) / 7)
    }

    private mutating func answer(_ event: inout Event) {
        event.payload = maybe(payload())
        event.accepted = maybe(socket())
        event.peer = maybe(RecordedAddress(text()))
        event.local = maybe("127.0.0.1:51544")
        event.other = maybe(text())
        event.connection = maybe(number() % 5)
        event.position = maybe(position())
        event.copies = chance(4) ? [position(), position()] : []
        event.datagramLength = maybe(number())
        event.lost = maybe(number())
        event.unread = maybe(number())
        event.jumped = Nanoseconds(chance(4) ? number() : 0)
        event.waitedFor = chance(4) ? ["client", text()] : []
        event.repeats = chance(6) ? 1 + number() : 1
        event.fault = maybe("short read")
    }

    private mutating func ending() -> Transcript.Ending {
        let hows: [Transcript.How] = [
            .returned, .abandoned, .exited(status: -3), .uncaught(message: text(), call: .send, failure: failure()),
            .uncaught(message: text(), call: nil, failure: nil), .interrupted(.deadlock, number: 3), .interrupted(.cancelled, number: nil),
        ]
        var ending = Transcript.Ending(
            participant: "server", thread: maybe("t1"), at: Nanoseconds(number()), how: hows.randomElement(using: &generator) ?? .returned)
        ending.unknown = unknown()
        return ending
    }
}
