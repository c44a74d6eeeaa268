import Transcripts

/// Writes transcripts for tests, call by call, and keeps the counts that a recorder keeps.
struct Story {
    private(set) var transcript: Transcript
    private var offsets: [Int: Int] = [:]
    private var clock: Nanoseconds = 0

    init(_ transport: String = "TCP", schedule: String = "lockstep", participants: [String] = ["server", "client"]) {
        transcript = Transcript(
            header: .init(
                lesson: "07-sticky-packets", scenario: "sticky",
                participants: participants.map { .init(name: $0, role: $0 == "server" ? .server : .client) },
                schedule: schedule, transport: transport, platform: "Linux", date: "2026-01-01T00:00:00Z"))
    }

    var findings: [Finding] { transcript.findings }
    /// The findings below one event.
    func findings(at event: Int) -> [Finding.Kind] { findings.filter { $0.event == event }.map(\.kind) }
    func event(_ number: Int) -> Event { transcript.events[number - 1] }

    // MARK: Any call

    /// A call that returns at once.
    @discardableResult
    mutating func call(
        _ participant: String, _ call: Call, _ result: Event.Result = .returned(0), _ fill: (inout Event) -> Void = { _ in }
    ) -> Int {
        var event = begin(participant, call, result, fill)
        event.ended = clock
        transcript.append(.completes(event))
        return event.number
    }

    private mutating func begin(
        _ participant: String, _ call: Call, _ result: Event.Result, _ fill: (inout Event) -> Void
    ) -> Event {
        clock += 1_000
        let parts = participant.split(separator: " ")
        var event = Event(
            number: transcript.events.count + 1, participant: String(parts[0]),
            thread: parts.count > 1 ? String(parts[1]) : nil, call: call,
            socket: SocketName(descriptor: 3, role: "socket", kernel: 12), began: clock, result: result)
        fill(&event)
        return event
    }

    /// A call that begins to wait; `returns` ends it.
    mutating func waits(_ participant: String, _ call: Call, _ fill: (inout Event) -> Void = { _ in }) -> Int {
        let event = begin(participant, call, .waiting, fill)
        transcript.append(.waits(event))
        return event.number
    }

    mutating func returns(
        _ number: Int, _ result: Event.Result, after duration: Nanoseconds = 1_000, _ fill: (inout Event) -> Void = { _ in }
    ) {
        var event = event(number)
        clock = max(clock, event.began + duration)
        event.ended = event.began + duration
        event.result = result
        fill(&event)
        transcript.append(.completes(event))
    }

    mutating func ends(_ participant: String, _ how: Transcript.How = .returned) {
        transcript.append(.ends(.init(participant: participant, at: clock, how: how)))
    }

    // MARK: One connection between server (descriptor 4) and client (descriptor 3)

    static func tcp() -> Story {
        var story = Story()
        story.call("server", .bind) { event in
            event.address = "127.0.0.1:0"
            event.local = "127.0.0.1:40213"
        }
        story.call("client", .connect) { event in
            event.address = "127.0.0.1:40213"
            event.local = "127.0.0.1:51544"
            event.onConnection("client")
        }
        story.call("server", .accept, .returned(4)) { event in
            event.connection = 1
            event.other = "client"
            event.peer = "127.0.0.1:51544"
            event.accepted = SocketName(descriptor: 4, role: "conn", kernel: 13)
        }
        return story
    }

    @discardableResult
    mutating func send(_ participant: String, _ text: String) -> Int { send(participant, Array(text.utf8)) }

    @discardableResult
    mutating func send(_ participant: String, _ bytes: [UInt8]) -> Int {
        let position = advance(flow(from: participant), by: bytes.count)
        return call(participant, .send, .returned(bytes.count)) { event in
            event.onConnection(participant)
            event.size = bytes.count
            event.payload = Payload(bytes)
            event.position = position
        }
    }

    /// Takes what is there of `bytes`, which the test says.
    @discardableResult
    mutating func recv(_ participant: String, _ size: Int, _ text: String, flags: [String] = []) -> Int {
        recv(participant, size, Array(text.utf8), flags: flags)
    }

    @discardableResult
    mutating func recv(_ participant: String, _ size: Int, _ bytes: [UInt8], flags: [String] = []) -> Int {
        let receiving = flow(from: participant) ^ 1
        let position = advance(receiving + 1_000, by: flags.contains("MSG_PEEK") ? 0 : bytes.count)
        return call(participant, .recv, .returned(bytes.count)) { event in
            event.onConnection(participant)
            event.size = size
            event.flags = flags
            event.payload = Payload(bytes)
            event.position = FlowPosition(flow: receiving, offset: position.offset)
        }
    }

    @discardableResult
    mutating func close(_ participant: String, _ detail: String? = nil, unread: Int? = nil) -> Int {
        call(participant, .close) { event in
            event.onConnection(participant)
            event.detail = detail
            event.unread = unread
        }
    }

    @discardableResult
    mutating func shutdown(_ participant: String, _ how: String) -> Int {
        call(participant, .shutdown) { event in
            event.onConnection(participant)
            event.detail = how
        }
    }

    @discardableResult
    mutating func fails(_ participant: String, _ call: Call, _ name: String, _ fill: (inout Event) -> Void = { _ in }) -> Int {
        self.call(participant, call, .failed(.init(errno: 1, name: name))) { event in
            event.onConnection(participant)
            fill(&event)
        }
    }

    /// The client is the one that connected.
    private func flow(from participant: String) -> Int { participant.hasPrefix("server") ? 3 : 2 }

    private mutating func advance(_ flow: Int, by count: Int) -> FlowPosition {
        let offset = offsets[flow, default: 0]
        offsets[flow] = offset + count
        return FlowPosition(flow: flow, offset: offset)
    }

    // MARK: Datagrams, on flow -1

    @discardableResult
    mutating func sendto(_ text: String, to address: RecordedAddress = "127.0.0.1:8081", other: String? = "server") -> Int {
        let position = other == nil ? nil : advance(-1, by: 1)
        return call("client", .sendto, .returned(text.utf8.count)) { event in
            event.address = address
            event.other = other
            event.payload = Payload(text)
            event.size = text.utf8.count
            event.position = position
        }
    }

    @discardableResult
    mutating func recvfrom(
        _ size: Int, _ text: String, number: Int, length: Int? = nil, lost: Int? = nil
    ) -> Int {
        call("server", .recvfrom, .returned(text.utf8.count)) { event in
            event.size = size
            event.payload = Payload(text)
            event.position = FlowPosition(flow: -1, offset: number)
            event.datagramLength = length
            event.lost = lost
        }
    }

    /// A datagram of a group, taken by one of its receivers.
    @discardableResult
    mutating func takes(_ participant: String, _ text: String, flow: Int, number: Int = 0) -> Int {
        call(participant, .recvfrom, .returned(text.utf8.count)) { event in
            event.size = 1024
            event.payload = Payload(text)
            event.position = FlowPosition(flow: flow, offset: number)
        }
    }
}

extension Event {
    /// The event is about the end of connection 1 that this participant has.
    mutating func onConnection(_ participant: String) {
        connection = 1
        let isServer = participant.hasPrefix("server")
        other = isServer ? "client" : "server"
        socket = SocketName(descriptor: isServer ? 4 : 3, role: "conn", kernel: 14)
    }
}
