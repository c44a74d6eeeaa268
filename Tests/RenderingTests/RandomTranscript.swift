import Transcripts

/// Runs that no program would make: every field at random, so that no layout may rely on order or sense.
struct RandomTranscript {
    private var random: SplitMix
    private var transcript: Transcript
    private var waiting: [Int] = []

    static func make(seed: UInt64, events: Int) -> Transcript {
        var maker = RandomTranscript(seed: seed)
        for _ in 0..<events { maker.step() }
        maker.ending()
        return maker.transcript
    }

    private init(seed: UInt64) {
        random = SplitMix(state: seed)
        let all = ["server", "client", "client-2", "client-3", "甲", "peer", "ci\u{1B}[2J", "a name that goes on and on and on"]
        let names = all.prefix(Int.random(in: 1...all.count, using: &random))
        transcript = Transcript(header: Transcript.Header(
            lesson: "07-x\u{202E}", scenario: "sc\u{9B}enario", participants: names.map { .init(name: $0, role: .peer) },
            schedule: "lockstep", transport: Bool.random(using: &random) ? "TCP" : "UDP"))
        transcript.header.address = pick(["127.0.0.1:8080", "/tmp/a\u{7}b", nil])
    }

    private mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &random)! }
    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func step() {
        if chance(5), let number = waiting.popLast() {
            var event = transcript.events[number - 1]
            finish(&event)
            transcript.append(.completes(event))
            return
        }
        var event = Event(
            number: transcript.events.count + 1, participant: pick(transcript.header.participants).name,
            thread: chance(20) ? "t1" : nil, call: pick(Call.allCases), began: Int64(transcript.events.count) * 100_000_000)
        fill(&event)
        if chance(4) {
            waiting.append(event.number)
            transcript.append(.waits(event))
        } else {
            finish(&event)
            transcript.append(.completes(event))
        }
    }

    private mutating func fill(_ event: inout Event) {
        event.socket = chance(8) ? nil : SocketName(
            descriptor: Int.random(in: 3...6, using: &random), role: pick(["socket", "listener", "conn", "c1", "c\u{1B}2"]), kernel: 9)
        event.detail = pick([nil, "SHUT_WR", "reset", "tcp", "seq 1 1000\n", "> "])
        event.address = pick([nil, "127.0.0.1:80", "[::1]:8080", "/tmp/\u{1B}]0;x\u{7}.sock", "203.0.113.9:65535"])
        event.peer = pick([nil, "127.0.0.1:51544", "198.51.100.200:40000"])
        event.local = pick([nil, "127.0.0.1:51544"])
        event.size = pick([nil, 0, 4, 1024, 1_000_000])
        event.flags = chance(6) ? ["MSG_PEEK", "MSG_\u{8}X"] : []
        event.option = pick([nil, "SO_REUSEADDR"])
        event.value = pick([nil, "1", "a\tb"])
        event.seconds = pick([nil, 0.5, 1, 1e300])
        event.other = chance(2) ? pick(transcript.header.participants).name : nil
        event.connection = pick([nil, 1, 2])
        event.repeats = chance(20) ? 1000 : 1
        event.fault = chance(20) ? "short read" : nil
        event.lost = chance(20) ? 3 : nil
        event.unread = chance(20) ? 3 : nil
        event.jumped = chance(10) ? 1_000_000_000 : 0
        if !chance(3) { event.payload = payload() }
        if chance(2) {
            event.position = FlowPosition(
                flow: pick([2, 3, 4, 5, -1, -2]), offset: Int.random(in: 0...30, using: &random), isUncertain: chance(10))
        }
    }

    private mutating func payload() -> Payload {
        let texts = ["", "hello", "来自客户端1的消息:你好", "\u{1B}[31mred", "a\nb\\c\"d", "👩‍👩‍👧🇨🇳", String(repeating: "long line ", count: 60)]
        var bytes = Array(pick(texts).utf8)
        if chance(3) { bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) } }
        return Payload(bytes, length: chance(8) ? bytes.count + 100_000 : bytes.count)
    }

    private mutating func finish(_ event: inout Event) {
        event.ended = event.began + pick([0, 1000, 2_000_000_000])
        let errno = pick([(104, "ECONNRESET"), (111, "ECONNREFUSED"), (13, "EACCES"), (999, "EWHAT\u{1B}[2J")])
        let results: [Event.Result] = [
            .returned(event.payload?.length ?? 0), .returned(event.payload?.length ?? 0), .returned(0), .returned(-1),
            .failed(Event.Failure(errno: Int32(errno.0), name: errno.1)), .interrupted(pick([.deadlock, .cancelled, .spinning, .ended])),
        ]
        event.result = pick(results)
        if event.call == .accept { event.accepted = SocketName(descriptor: 5, role: pick(["conn", "c1"]), kernel: 8) }
        if event.result == .interrupted(.deadlock) { event.waitedFor = [pick(transcript.header.participants).name] }
    }

    private mutating func ending() {
        for participant in transcript.header.participants {
            let how: Transcript.How = pick([
                .returned, .uncaught(message: "bad\u{1B}[2J", call: nil, failure: nil), .exited(status: 1), .abandoned,
                .interrupted(.cancelled, number: 1), .uncaught(message: "", call: .recv, failure: .init(errno: 104, name: "ECONNRESET")),
            ])
            transcript.append(.ends(.init(participant: participant.name, at: 0, how: how)))
        }
    }
}

/// A small generator whose sequence never changes.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
