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
        case "address": header.address = RecordedAddress(try value.string(name))
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
