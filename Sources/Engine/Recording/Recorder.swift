import Transcripts

/// Takes the events of a run in the order in which they happen and gives them their numbers.
final class Recorder: Sendable {
    private struct Fields {
        var transcript: Transcript
        var isClosed = false
        var payloadLeft = Payload.budget
        var lastNumber = 0
    }

    private let fields: Lock<Fields>
    private let clock: Clock
    /// Where the lines go as they happen.
    private let mailbox: Mailbox?
    /// Otherwise the transcript has only its header, and whoever wants the lines takes them from the mailbox.
    private let keepsEvents: Bool

    init(header: Transcript.Header, clock: Clock, mailbox: Mailbox?, keepsEvents: Bool = true) {
        self.keepsEvents = keepsEvents
        fields = Lock(Fields(transcript: Transcript(header: header)))
        self.clock = clock
        self.mailbox = mailbox
        mailbox?.post(.line(.header(header)))
    }

    var transcript: Transcript { fields.withLock { $0.transcript } }

    /// A call begins and has to wait.
    func waits(_ event: inout Event) {
        event = fields.withLock { [event] fields in
            var event = event
            event.number = fields.lastNumber + 1
            append(.waits(event), to: &fields)
            return event
        }
        waitForRoom()
    }

    /// A call has ended. One that waited has its number already.
    func completes(_ event: Event) {
        fields.withLock { fields in
            var event = event
            if event.number == 0 { event.number = fields.lastNumber + 1 }
            if !keepsEvents { fields.payloadLeft = Payload.budget }
            event.payload?.spend(&fields.payloadLeft)
            append(.completes(event), to: &fields)
        }
        waitForRoom()
    }

    func ends(_ ending: Transcript.Ending) {
        fields.withLock { append(.ends(ending), to: &$0) }
    }

    /// Nothing is recorded from now on: the run is over, whatever an abandoned thread still does.
    func close() -> Transcript {
        fields.withLock { fields in
            fields.isClosed = true
            return fields.transcript
        }
    }

    /// The threads wait for whoever shows or saves their lines, so that these do not pile up.
    private func waitForRoom() { mailbox?.waitForRoom() }

    private func append(_ line: TranscriptLine, to fields: inout Fields) {
        guard !fields.isClosed else { return }
        switch line {
        case .waits(let event), .completes(let event): fields.lastNumber = max(fields.lastNumber, event.number)
        case .header, .ends: break
        }
        if keepsEvents { fields.transcript.append(line) }
        mailbox?.post(.line(line))
    }
}

extension Payload {
    /// Bytes of payload that a run keeps whole. What comes later is kept as a prefix.
    static let budget = 8 << 20
    /// The most bytes of one event that are kept whole.
    static let wholeLimit = 64 << 10
    static let prefix = 64

    /// Keeps the bytes whole while `left` allows, else their prefix.
    mutating func spend(_ left: inout Int) {
        if bytes.count > Self.wholeLimit || bytes.count > left {
            bytes = Array(bytes.prefix(Self.prefix))
        }
        left = max(0, left - bytes.count)
    }
}
