/// Turns one line of a transcript file into what it tells.
enum LineReader {
    typealias Reason = TranscriptFileError.Reason

    static func line(of bytes: ArraySlice<UInt8>) throws(Reason) -> TranscriptLine {
        let json: JSON
        do { json = try JSONParser.parse(bytes) } catch { throw .brokenLine(column: error.at + 1) }
        guard case .object(let members) = json else { throw .unknownLine }
        if let version = members.first(where: { $0.name == "socketlab" }) {
            return .header(try header(members, version: version.value, bytes))
        }
        if members.contains(where: { $0.name == "event" }) { return try event(members, bytes) }
        if members.contains(where: { $0.name == "ended" }) { return .ends(try ending(members, bytes)) }
        throw .unknownLine
    }

    /// A field that this version does not know, as it stands in the file.
    fileprivate static func unknown(_ member: JSON.Member, _ bytes: ArraySlice<UInt8>) -> UnknownField {
        UnknownField(name: member.name, json: String(decoding: bytes[member.place], as: UTF8.self))
    }
}

// MARK: - Values

extension JSON {
    /// Counts and sizes stay below this, so that adding those of a million events never overflows.
    private static let largest = 1 << 42
    /// Nanoseconds: 36 years.
    private static let longest = 1 << 60

    fileprivate func string(_ field: String) throws(LineReader.Reason) -> String {
        guard case .string(let string) = self else { throw .wrong(field: field) }
        return string
    }

    fileprivate func integer(
        _ field: String, in range: ClosedRange<Int> = 0...JSON.largest
    ) throws(LineReader.Reason) -> Int {
        guard case .integer(let integer) = self, range.contains(integer) else { throw .wrong(field: field) }
        return integer
    }

    fileprivate func signed(_ field: String) throws(LineReader.Reason) -> Int {
        try integer(field, in: -JSON.largest...JSON.largest)
    }

    fileprivate func time(_ field: String) throws(LineReader.Reason) -> Nanoseconds {
        Nanoseconds(try integer(field, in: -JSON.longest...JSON.longest))
    }

    fileprivate func double(_ field: String) throws(LineReader.Reason) -> Double {
        switch self {
        case .integer(let integer): return Double(integer)
        case .number(let number): return number
        default: throw .wrong(field: field)
        }
    }

    fileprivate func bool(_ field: String) throws(LineReader.Reason) -> Bool {
        guard case .bool(let bool) = self else { throw .wrong(field: field) }
        return bool
    }

    fileprivate func array(_ field: String) throws(LineReader.Reason) -> [JSON] {
        guard case .array(let values) = self else { throw .wrong(field: field) }
        return values
    }

    fileprivate func strings(_ field: String) throws(LineReader.Reason) -> [String] {
        var strings: [String] = []
        for value in try array(field) { strings.append(try value.string(field)) }
        return strings
    }

    /// The member `name` of an object that is the value of `field`.
    fileprivate func member(_ name: String, of field: String) throws(LineReader.Reason) -> JSON {
        guard case .object(let members) = self else { throw .wrong(field: field) }
        guard let member = members.first(where: { $0.name == name }) else { throw .missing(field: "\(field).\(name)") }
        return member.value
    }

    /// One of the words that an enumeration knows.
    fileprivate func word<Word: RawRepresentable<String>>(
        _ field: String, as type: Word.Type
    ) throws(LineReader.Reason) -> Word {
        let text = try string(field)
        guard let word = Word(rawValue: text) else { throw .unknownValue(field: field, value: text) }
        return word
    }

    fileprivate func failure(_ field: String) throws(LineReader.Reason) -> Event.Failure {
        let errno = try member("errno", of: field).integer("errno", in: 0...Int(Int32.max))
        return Event.Failure(errno: Int32(errno), name: try member("name", of: field).string("name"))
    }

    fileprivate func socket(_ field: String) throws(LineReader.Reason) -> SocketName {
        SocketName(
            descriptor: try member("descriptor", of: field).signed("descriptor"),
            role: try member("role", of: field).string("role"), kernel: try member("kernel", of: field).signed("kernel"))
    }

    fileprivate func position(_ field: String) throws(LineReader.Reason) -> FlowPosition {
        guard case .object(let members) = self else { throw .wrong(field: field) }
        let uncertain = try members.first { $0.name == "uncertain" }?.value.bool("uncertain") ?? false
        return FlowPosition(
            flow: try member("flow", of: field).signed("flow"), offset: try member("offset", of: field).integer("offset"),
            isUncertain: uncertain)
    }
}

// MARK: - Header

extension LineReader {
    private static func header(
        _ members: [JSON.Member], version: JSON, _ bytes: ArraySlice<UInt8>
    ) throws(Reason) -> Transcript.Header {
        guard case .integer(let number) = version, number > 0 else { throw .notATranscript }
        guard number <= TranscriptWriter.version else {
            throw .newerVersion(found: number, known: TranscriptWriter.version)
        }
        var header = Transcript.Header(
            lesson: "", scenario: "", participants: [], schedule: "", transport: "", platform: "", date: "")
        for member in members where member.name != "socketlab" {
            let isKnown = try read(member, into: &header)
            if !isKnown { header.unknown.append(unknown(member, bytes)) }
        }
        return header
    }

    private static func read(_ member: JSON.Member, into header: inout Transcript.Header) throws(Reason) -> Bool {
        let (name, value) = (member.name, member.value)
        switch name {
        case "lesson": header.lesson = try value.string(name)
        case "scenario": header.scenario = try value.string(name)
        case "participants": header.participants = try participants(value)
        case "schedule": header.schedule = try value.string(name)
        case "choices": header.choices = try value.string(name)
        case "transport": header.transport = try value.string(name)
        case "address": header.address = try value.string(name)
        case "underneath": header.underneath = try value.strings(name)
        case "platform": header.platform = try value.string(name)
        case "date": header.date = try value.string(name)
        default: return false
        }
        return true
    }

    private static func participants(_ value: JSON) throws(Reason) -> [Transcript.Participant] {
        var participants: [Transcript.Participant] = []
        for entry in try value.array("participants") {
            participants.append(
                Transcript.Participant(
                    name: try entry.member("name", of: "participants").string("name"),
                    role: try entry.member("role", of: "participants").word("role", as: Transcript.Role.self)))
        }
        return participants
    }
}

// MARK: - Ending

extension LineReader {
    private static let endingFields: Set<String> = [
        "ended", "thread", "at", "how", "message", "call", "failed", "status", "by", "in",
    ]

    private static func ending(_ members: [JSON.Member], _ bytes: ArraySlice<UInt8>) throws(Reason) -> Transcript.Ending {
        let fields = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
        var ending = Transcript.Ending(
            participant: try fields["ended"]?.string("ended") ?? "", thread: try fields["thread"]?.string("thread"),
            at: try fields["at"]?.time("at") ?? 0, how: try how(fields))
        ending.unknown = members.filter { !endingFields.contains($0.name) }.map { unknown($0, bytes) }
        return ending
    }

    private static func how(_ fields: [String: JSON]) throws(Reason) -> Transcript.How {
        guard let value = fields["how"] else { throw .missing(field: "how") }
        let how = try value.string("how")
        switch how {
        case "returned": return .returned
        case "abandoned": return .abandoned
        case "uncaught":
            return .uncaught(
                message: try fields["message"]?.string("message") ?? "",
                call: try fields["call"]?.word("call", as: Call.self), failure: try fields["failed"]?.failure("failed"))
        case "exited":
            guard let status = fields["status"] else { throw .missing(field: "status") }
            return .exited(status: Int32(try status.integer("status", in: Int(Int32.min)...Int(Int32.max))))
        case "interrupted":
            guard let by = fields["by"] else { throw .missing(field: "by") }
            return .interrupted(try by.word("by", as: Event.Interruption.self), number: try fields["in"]?.integer("in"))
        default: throw .unknownValue(field: "how", value: how)
        }
    }
}

// MARK: - Event

extension LineReader {
    private static func event(_ members: [JSON.Member], _ bytes: ArraySlice<UInt8>) throws(Reason) -> TranscriptLine {
        var draft = EventDraft()
        for member in members {
            if try draft.readWho(member.name, member.value) { continue }
            if try draft.readQuestion(member.name, member.value) { continue }
            if try draft.readAnswer(member.name, member.value) { continue }
            if try draft.readRecord(member.name, member.value) { continue }
            draft.event.unknown.append(unknown(member, bytes))
        }
        let event = try draft.finished()
        return draft.waits ? .waits(event) : .completes(event)
    }
}

/// An event of which some fields have been read.
private struct EventDraft {
    typealias Reason = LineReader.Reason

    var event = Event(number: 0, participant: "", call: .socket, began: 0)
    var waits = false
    private var required: Set<String> = ["participant", "call", "began"]
    private var bytes: [UInt8]?
    private var length: Int?

    mutating func finished() throws(Reason) -> Event {
        if let missing = required.min() { throw .missing(field: missing) }
        if let bytes {
            guard length ?? bytes.count >= bytes.count else { throw .wrong(field: "length") }
            event.payload = Payload(bytes, length: length)
        } else if length != nil {
            throw .missing(field: "text")
        }
        return event
    }

    mutating func readWho(_ name: String, _ value: JSON) throws(Reason) -> Bool {
        switch name {
        case "event": event.number = try value.integer(name, in: 1...(1 << 40))
        case "waits": waits = try value.bool(name)
        case "participant": event.participant = try value.string(name)
        case "thread": event.thread = try value.string(name)
        case "call": event.call = try value.word(name, as: Call.self)
        case "began": event.began = try value.time(name)
        case "ended": event.ended = try value.time(name)
        case "socket": event.socket = try value.socket(name)
        default: return false
        }
        required.remove(name)
        return true
    }

    mutating func readQuestion(_ name: String, _ value: JSON) throws(Reason) -> Bool {
        switch name {
        case "detail": event.detail = try value.string(name)
        case "address": event.address = try value.string(name)
        case "size": event.size = try value.signed(name)
        case "flags": event.flags = try value.strings(name)
        case "backlog": event.backlog = try value.signed(name)
        case "option": event.option = try value.string(name)
        case "value": event.value = try value.string(name)
        case "seconds": event.seconds = try value.double(name)
        default: return false
        }
        return true
    }

    mutating func readAnswer(_ name: String, _ value: JSON) throws(Reason) -> Bool {
        switch name {
        case "returned": event.result = .returned(try value.signed(name))
        case "failed": event.result = .failed(try value.failure(name))
        case "interrupted": event.result = .interrupted(try value.word(name, as: Event.Interruption.self))
        case "text": bytes = Array(try value.string(name).utf8)
        case "base64":
            guard let decoded = Base64.decode(try value.string(name)) else { throw .wrong(field: name) }
            bytes = decoded
        case "length": length = try value.integer(name)
        case "accepted": event.accepted = try value.socket(name)
        case "peer": event.peer = try value.string(name)
        case "local": event.local = try value.string(name)
        default: return false
        }
        return true
    }

    mutating func readRecord(_ name: String, _ value: JSON) throws(Reason) -> Bool {
        switch name {
        case "other": event.other = try value.string(name)
        case "connection": event.connection = try value.integer(name, in: 0...(1 << 40))
        case "position": event.position = try value.position(name)
        case "datagramLength": event.datagramLength = try value.integer(name)
        case "lost": event.lost = try value.integer(name)
        case "unread": event.unread = try value.integer(name)
        case "jumped": event.jumped = try value.time(name)
        case "waitedFor": event.waitedFor = try value.strings(name)
        case "repeats": event.repeats = try value.integer(name, in: 1...(1 << 40))
        case "fault": event.fault = try value.string(name)
        default: return false
        }
        return true
    }
}
