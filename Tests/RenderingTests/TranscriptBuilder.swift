import Transcripts

/// Makes transcripts by hand: each call is an event, positions and counts are kept as the engine keeps them.
struct TranscriptBuilder {
    private(set) var transcript: Transcript
    private var sent: [Int: Int] = [:]
    private var received: [Int: Int] = [:]
    private var clock: Nanoseconds = 0
    private var kernel = 10

    init(
        _ lesson: String = "07-sticky-packets", _ scenario: String = "sticky", _ names: [String] = ["server", "client"],
        transport: String = "TCP", address: RecordedAddress? = "127.0.0.1:40213"
    ) {
        let participants = names.map { Transcript.Participant(name: $0, role: $0 == "server" ? .server : .client) }
        var header = Transcript.Header(
            lesson: lesson, scenario: scenario, participants: participants, schedule: "lockstep", transport: transport)
        header.address = address
        transcript = Transcript(header: header)
    }

    /// A call that ends at once; returns its number.
    @discardableResult
    mutating func call(
        _ participant: String, _ call: Call, _ role: String? = nil, thread: String? = nil, returns value: Int = 0,
        _ change: (inout Event) -> Void = { _ in }
    ) -> Int {
        var event = new(participant, call, role, thread)
        event.result = .returned(value)
        change(&event)
        event.ended = event.ended ?? clock
        transcript.append(.completes(event))
        return event.number
    }

    /// A call that has to wait; `finish` ends it.
    @discardableResult
    mutating func waits(
        _ participant: String, _ call: Call, _ role: String? = nil, thread: String? = nil, _ change: (inout Event) -> Void = { _ in }
    ) -> Int {
        var event = new(participant, call, role, thread)
        change(&event)
        transcript.append(.waits(event))
        return event.number
    }

    mutating func finish(_ number: Int, returns value: Int = 0, _ change: (inout Event) -> Void = { _ in }) {
        var event = transcript.events[number - 1]
        event.result = .returned(value)
        clock += 1000
        change(&event)
        event.ended = event.ended ?? clock
        transcript.append(.completes(event))
    }

    mutating func ends(_ participant: String, thread: String? = nil, _ how: Transcript.How = .returned) {
        transcript.append(.ends(Transcript.Ending(participant: participant, thread: thread, at: clock, how: how)))
    }

    mutating func pass(seconds: Double) { clock += Nanoseconds(seconds * 1e9) }

    private mutating func new(_ participant: String, _ call: Call, _ role: String?, _ thread: String?) -> Event {
        clock += 1000
        let socket = role.map { role in
            SocketName(descriptor: 3 + (Int(role.filter(\.isNumber)) ?? (role == "conn" ? 1 : 0)), role: role, kernel: kernel)
        }
        return Event(
            number: transcript.events.count + 1, participant: participant, thread: thread, call: call, socket: socket, began: clock)
    }
}

// MARK: - Bytes

extension TranscriptBuilder {
    /// A stream send of the side that connected (`flow` even) or accepted (odd).
    @discardableResult
    mutating func send(
        _ participant: String, _ text: String, flow: Int, role: String = "socket", to other: String, thread: String? = nil
    ) -> Int { send(participant, Array(text.utf8), flow: flow, role: role, to: other, thread: thread) }

    @discardableResult
    mutating func send(
        _ participant: String, _ bytes: [UInt8], flow: Int, role: String = "socket", to other: String, thread: String? = nil
    ) -> Int {
        let offset = sent[flow, default: 0]
        sent[flow] = offset + bytes.count
        return call(participant, .send, role, thread: thread, returns: bytes.count) {
            $0.size = bytes.count
            $0.payload = Payload(bytes)
            $0.other = other
            $0.connection = flow / 2
            $0.position = FlowPosition(flow: flow, offset: offset)
        }
    }

    /// A receive of everything that is there, at most `size` bytes.
    @discardableResult
    mutating func recv(
        _ participant: String, _ size: Int = 1024, flow: Int, role: String = "socket", from other: String, thread: String? = nil
    ) -> Int {
        let (payload, offset) = take(size, flow)
        return call(participant, .recv, role, thread: thread, returns: payload.length) {
            Self.fill(&$0, size, payload, flow, offset, other)
        }
    }

    mutating func finishRecv(_ number: Int, _ size: Int = 1024, flow: Int, from other: String, _ change: (inout Event) -> Void = { _ in }) {
        let (payload, offset) = take(size, flow)
        finish(number, returns: payload.length) {
            Self.fill(&$0, size, payload, flow, offset, other)
            change(&$0)
        }
    }

    private static func fill(_ event: inout Event, _ size: Int, _ payload: Payload, _ flow: Int, _ offset: Int, _ other: String) {
        event.size = size
        event.payload = payload.length > 0 ? payload : nil
        event.other = other
        event.connection = flow / 2
        event.position = FlowPosition(flow: flow, offset: offset)
    }

    private mutating func take(_ size: Int, _ flow: Int) -> (Payload, Int) {
        let offset = received[flow, default: 0]
        let all = transcript.events.filter { $0.call == .send && $0.position?.flow == flow }.flatMap { $0.payload?.bytes ?? [] }
        let bytes = Array(all.dropFirst(offset).prefix(size))
        received[flow] = offset + bytes.count
        return (Payload(bytes), offset)
    }

    @discardableResult
    mutating func print(_ participant: String, _ text: String, thread: String? = nil) -> Int {
        call(participant, .print, thread: thread) { $0.payload = Payload(text) }
    }

    @discardableResult
    mutating func close(_ participant: String, _ role: String, connection: Int? = nil, reset: Bool = false) -> Int {
        call(participant, .close, role) {
            $0.connection = connection
            if reset { $0.detail = "reset" }
        }
    }
}

// MARK: - Set-up

extension TranscriptBuilder {
    /// `socket bind listen`, and `accept` that waits; returns its number.
    @discardableResult
    mutating func listening(_ participant: String = "server") -> Int {
        call(participant, .socket, "socket") { $0.detail = "tcp" }
        call(participant, .bind, "listener") {
            $0.address = "127.0.0.1:0"
            $0.local = "127.0.0.1:40213"
        }
        call(participant, .listen, "listener") { $0.backlog = 5 }
        return waits(participant, .accept, "listener")
    }

    @discardableResult
    mutating func connect(_ participant: String = "client", connection: Int = 1, port: Int = 51544) -> Int {
        call(participant, .socket, "socket") { $0.detail = "tcp" }
        return call(participant, .connect, "socket") {
            $0.address = "127.0.0.1:40213"
            $0.local = "127.0.0.1:\(port)"
            $0.other = "server"
            $0.connection = connection
        }
    }

    mutating func accepted(_ accept: Int, _ role: String = "conn", from other: String = "client", connection: Int = 1, port: Int = 51544) {
        finish(accept, returns: 4) {
            $0.accepted = SocketName(descriptor: 3 + (Int(role.filter(\.isNumber)) ?? 1), role: role, kernel: 12)
            $0.peer = "127.0.0.1:\(port)"
            $0.other = other
            $0.connection = connection
        }
    }
}

// MARK: - Datagrams

extension TranscriptBuilder {
    @discardableResult
    mutating func sendto(
        _ participant: String, _ text: String, flow: Int, to address: RecordedAddress, other: String? = nil
    ) -> Int {
        let number = sent[flow, default: 0]
        sent[flow] = number + 1
        let bytes = Array(text.utf8)
        return call(participant, .sendto, "socket", returns: bytes.count) {
            $0.size = bytes.count
            $0.payload = Payload(bytes)
            $0.address = address
            $0.other = other
            if other != nil { $0.position = FlowPosition(flow: flow, offset: number) }
        }
    }

    @discardableResult
    mutating func recvfrom(_ participant: String, _ size: Int = 1024, flow: Int, from other: String, peer: RecordedAddress) -> Int {
        let number = received[flow, default: 0]
        received[flow] = number + 1
        let send = transcript.events.first { $0.call == .sendto && $0.position == FlowPosition(flow: flow, offset: number) }
        let bytes = Array((send?.payload?.bytes ?? []).prefix(size))
        return call(participant, .recvfrom, "socket", returns: bytes.count) {
            $0.size = size
            $0.payload = Payload(bytes)
            $0.peer = peer
            $0.other = other
            $0.position = FlowPosition(flow: flow, offset: number)
            if let length = send?.payload?.length, length > size { $0.datagramLength = length }
        }
    }
}
