/// An event of which some fields have been read.
struct EventDraft {
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
        case "address": event.address = RecordedAddress(try value.string(name))
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
        case "peer": event.peer = RecordedAddress(try value.string(name))
        case "local": event.local = RecordedAddress(try value.string(name))
        default: return false
        }
        return true
    }

    mutating func readRecord(_ name: String, _ value: JSON) throws(Reason) -> Bool {
        switch name {
        case "other": event.other = try value.string(name)
        case "connection": event.connection = try value.integer(name, in: 0...(1 << 40))
        case "position": event.position = try value.position(name)
        case "copies": event.copies = try value.positions(name)
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
