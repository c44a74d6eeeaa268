import Transcripts

/// Takes the raw records of a run in the order in which they happen, and has them annotated.
final class Recorder: Sendable {
    private struct Fields {
        var transcript: Transcript
        var annotator: Annotator
        var isClosed = false
        var payloadLeft = Payload.budget
    }

    private let fields: Lock<Fields>
    private static let eventsOfASmallRun = 24
    private let clock: Clock
    /// Where the lines go as they happen.
    private let mailbox: Mailbox?
    /// Otherwise the transcript has only its header, and whoever wants the lines takes them from the mailbox.
    private let keepsEvents: Bool
    private let rawLines: RawLines?

    init(
        header: Transcript.Header, clock: Clock, mailbox: Mailbox?, keepsEvents: Bool = true, rawLines: RawLines? = nil
    ) {
        self.keepsEvents = keepsEvents
        self.rawLines = rawLines
        var transcript = Transcript(header: header)
        if keepsEvents {
            transcript.events.reserveCapacity(Self.eventsOfASmallRun)
            transcript.steps.reserveCapacity(Self.eventsOfASmallRun * 3 / 2)
        }
        fields = Lock(Fields(transcript: transcript, annotator: Annotator(header)))
        self.clock = clock
        self.mailbox = mailbox
        mailbox?.post(.line(.header(header)))
    }

    var transcript: Transcript { fields.withLock { $0.transcript } }

    func starts(_ thread: LabThread) {
        fields.withLock { fields in
            guard !fields.isClosed else { return }
            rawLines?.append(.starts(participant: thread.participant.name, thread: thread.name))
            fields.annotator.starts(thread.participant.name)
        }
    }

    /// A call begins and has to wait.
    func waits(_ record: inout RawRecord) {
        fields.withLock { fields in
            guard !fields.isClosed else { return }
            rawLines?.append(.waits(record))
            let event = fields.annotator.waits(&record)
            mailbox?.post(.line(.waits(event)))
            if keepsEvents { fields.transcript.waits(event) }
        }
        record.hasWaited = true
        waitForRoom()
    }

    /// A call has ended. Long payloads are cut.
    func completes(_ record: inout RawRecord) {
        fields.withLock { fields in
            guard !fields.isClosed else { return }
            if !keepsEvents { fields.payloadLeft = Payload.budget }
            record.payload?.spend(&fields.payloadLeft)
            rawLines?.append(.completes(record))
            guard let event = fields.annotator.completes(&record) else { return }
            mailbox?.post(.line(.completes(event)))
            if keepsEvents { fields.transcript.completes(event) }
        }
        waitForRoom()
    }

    func ends(_ ending: Transcript.Ending) {
        fields.withLock { fields in
            guard !fields.isClosed else { return }
            rawLines?.append(.ends(ending))
            let ending = fields.annotator.ends(ending)
            mailbox?.post(.line(.ends(ending)))
            if keepsEvents { fields.transcript.append(.ends(ending)) }
        }
    }

    /// The call that is about to be made, for whoever is asked whether it may be.
    func preview(_ record: RawRecord) -> Event { fields.withLock { $0.annotator.preview(record) } }

    /// Nothing is recorded from now on: the run is over, whatever an abandoned thread still does.
    func close() -> Transcript {
        fields.withLock { fields in
            fields.isClosed = true
            return fields.transcript
        }
    }

    /// The threads wait for whoever shows or saves their lines, so that these do not pile up.
    private func waitForRoom() { mailbox?.waitForRoom() }
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
