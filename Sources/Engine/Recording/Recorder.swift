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
        fields = Lock(Fields(transcript: Transcript(header: header), annotator: Annotator(header)))
        self.clock = clock
        self.mailbox = mailbox
        mailbox?.post(.line(.header(header)))
    }

    var transcript: Transcript { fields.withLock { $0.transcript } }

    func starts(_ thread: LabThread) {
        fields.withLock { take(.starts(participant: thread.participant.name, thread: thread.name), &$0) }
    }

    /// A call begins and has to wait.
    func waits(_ record: inout RawRecord) {
        fields.withLock { [record] in take(.waits(record), &$0) }
        record.hasWaited = true
        waitForRoom()
    }

    /// A call has ended.
    func completes(_ record: RawRecord) {
        fields.withLock { fields in
            var record = record
            if !keepsEvents { fields.payloadLeft = Payload.budget }
            record.payload?.spend(&fields.payloadLeft)
            take(.completes(record), &fields)
        }
        waitForRoom()
    }

    func ends(_ ending: Transcript.Ending) {
        fields.withLock { take(.ends(ending), &$0) }
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

    private func take(_ raw: RawLine, _ fields: inout Fields) {
        guard !fields.isClosed else { return }
        rawLines?.append(raw)
        guard let line = fields.annotator.take(raw) else { return }
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
