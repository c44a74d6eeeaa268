/// Writes the lines of a transcript file: JSON, the fields always in the same order.
package enum TranscriptWriter {
    /// The version of the format.
    package static let version = 1

    /// One line, without its newline.
    package static func line(_ line: TranscriptLine) -> String { String(decoding: bytes(line), as: UTF8.self) }

    /// One line as UTF-8, without its newline.
    package static func bytes(_ line: TranscriptLine) -> [UInt8] {
        var writer = JSONWriter()
        writer.begin()
        switch line {
        case .header(let header): writer.write(header)
        case .waits(let event): writer.write(event, waits: true)
        case .completes(let event): writer.write(event, waits: false)
        case .ends(let ending): writer.write(ending)
        }
        writer.end()
        return writer.bytes
    }

    /// A whole file.
    package static func file(_ transcript: Transcript) -> [UInt8] {
        var file: [UInt8] = []
        for line in transcript.lines {
            file += bytes(line)
            file.append(UInt8(ascii: "\n"))
        }
        return file
    }
}

extension Transcript {
    /// The lines that tell this run: what `append` took in.
    package var lines: [TranscriptLine] {
        [.header(header)] + steps.compactMap { step in
            switch step {
            case .waits(let number): event(number).map { .waits($0.asItWaited) }
            case .completes(let number): event(number).map { .completes($0) }
            case .ends(let index): endings.indices.contains(index) ? .ends(endings[index]) : nil
            }
        }
    }
}

extension Event {
    /// The event as it was when the call began to wait: what was asked for, and nothing of what came back.
    package var asItWaited: Event {
        guard result != .waiting else { return self }
        var event = self
        event.ended = nil
        event.result = .waiting
        (event.payload, event.accepted, event.peer, event.local) = (nil, nil, nil, nil)
        (event.position, event.datagramLength, event.lost, event.unread) = (nil, nil, nil, nil)
        event.copies = []
        (event.jumped, event.waitedFor, event.repeats, event.unknown) = (0, [], 1, [])
        if call == .accept { (event.connection, event.other) = (nil, nil) }
        return event
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ header: Transcript.Header) {
        field("socketlab", TranscriptWriter.version)
        field("lesson", header.lesson)
        field("scenario", header.scenario)
        objects("participants", header.participants) { writer, participant in
            writer.field("name", participant.name)
            writer.field("role", participant.role.rawValue)
        }
        field("schedule", header.schedule)
        field("choices", header.choices)
        field("transport", header.transport)
        field("address", header.address?.description)
        list("underneath", header.underneath)
        field("platform", header.platform)
        field("date", header.date)
        header.unknown.forEach { unknown($0) }
    }

    fileprivate mutating func write(_ event: Event, waits: Bool) {
        field("event", event.number)
        flag("waits", waits)
        field("participant", event.participant)
        field("thread", event.thread)
        field("call", event.call.rawValue)
        socket("socket", event.socket)
        field("began", event.began)
        field("ended", event.ended)
        writeQuestion(event)
        writeAnswer(event)
        writeRecord(event)
        event.unknown.forEach { unknown($0) }
    }

    /// What was asked for.
    private mutating func writeQuestion(_ event: Event) {
        field("detail", event.detail)
        field("address", event.address?.description)
        field("size", event.size)
        list("flags", event.flags)
        field("backlog", event.backlog)
        field("option", event.option)
        field("value", event.value)
        field("seconds", event.seconds)
    }

    /// What came back.
    private mutating func writeAnswer(_ event: Event) {
        switch event.result {
        case .waiting: break
        case .returned(let value): field("returned", value)
        case .failed(let failure): write(failure)
        case .interrupted(let why): field("interrupted", why.rawValue)
        }
        if let payload = event.payload { write(payload) }
        socket("accepted", event.accepted)
        field("peer", event.peer?.description)
        field("local", event.local?.description)
    }

    /// What the recorder knows besides.
    private mutating func writeRecord(_ event: Event) {
        field("other", event.other)
        field("connection", event.connection)
        if let position = event.position { object("position") { $0.write(position) } }
        if !event.copies.isEmpty { objects("copies", event.copies) { writer, position in writer.write(position) } }
        field("datagramLength", event.datagramLength)
        field("lost", event.lost)
        field("unread", event.unread)
        if event.jumped != 0 { field("jumped", event.jumped) }
        list("waitedFor", event.waitedFor)
        if event.repeats != 1 { field("repeats", event.repeats) }
        field("fault", event.fault)
    }

    fileprivate mutating func write(_ position: FlowPosition) {
        field("flow", position.flow)
        field("offset", position.offset)
        flag("uncertain", position.isUncertain)
    }

    private mutating func write(_ failure: Event.Failure) {
        object("failed") { writer in
            writer.field("errno", failure.errno)
            writer.field("name", failure.name)
        }
    }

    private mutating func write(_ payload: Payload) {
        if payload.isPrintable { text("text", payload.bytes) } else { base64("base64", payload.bytes) }
        if !payload.isWhole { field("length", payload.length) }
    }

    private mutating func socket(_ name: StaticString, _ socket: SocketName?) {
        guard let socket else { return }
        object(name) { writer in
            writer.field("descriptor", socket.descriptor)
            writer.field("role", socket.role)
            writer.field("kernel", socket.kernel)
        }
    }

    fileprivate mutating func write(_ ending: Transcript.Ending) {
        field("ended", ending.participant)
        field("thread", ending.thread)
        field("at", ending.at)
        switch ending.how {
        case .returned: field("how", "returned")
        case .uncaught(let message, let call, let failure):
            field("how", "uncaught")
            field("message", message)
            field("call", call?.rawValue)
            if let failure { write(failure) }
        case .exited(let status):
            field("how", "exited")
            field("status", status)
        case .interrupted(let why, let number):
            field("how", "interrupted")
            field("by", why.rawValue)
            field("in", number)
        case .abandoned: field("how", "abandoned")
        }
        ending.unknown.forEach { unknown($0) }
    }
}
