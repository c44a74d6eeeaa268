/// Makes the events of a run out of its raw records: gives them numbers, descriptors and roles, pairs the ends of
/// connections, counts bytes and datagrams, and knows whom a call waited for. It makes no system calls; the same records
/// always give the same events.
///
/// What happened long ago is forgotten, so that a server may be recorded for days. Not to be copied: copies would share
/// what they know of sockets.
package struct Annotator: Sendable {
    let isFree: Bool
    /// In the order of the lanes.
    let lanes: [String]
    /// Of more than one client each connection of a server has a number.
    let hasSeveralClients: Bool
    private var lastNumber = 0
    private var threads = SmallTable<ThreadName, ThreadState>()
    var participants = SmallTable<String, ParticipantState>()
    var sockets = SocketTable()
    var network = Network()

    package init(_ header: Transcript.Header) {
        isFree = header.schedule == "free"
        lanes = header.participants.map(\.name)
        hasSeveralClients = header.participants.count { $0.role != .server } > 1
    }

    struct ThreadName: Hashable {
        var participant: String
        var thread: String?
    }

    private struct ThreadState {
        /// The event that it waits in.
        var waiting: Begun?
        /// The event that the lab ended last.
        var interrupted: Int?
    }

    /// What is still wanted of the event of a call that has begun, when the call ends.
    struct Begun {
        var number: Int
        var other: String?
        var position: FlowPosition?
    }

    struct ParticipantState {
        /// For each descriptor whether it is in use, of a socket that is open.
        var descriptors: [Bool] = []
        var acceptedSockets = 0
        var liveThreads = 0
        var hasStarted = false
        /// The lab ended one of its threads because nobody could move.
        var wasDeadlocked = false

        var hasEnded: Bool { hasStarted && liveThreads == 0 && !wasDeadlocked }
    }

    /// The line that the transcript has for it, if it has one.
    package mutating func take(_ line: RawLine) -> TranscriptLine? {
        switch line {
        case .starts(let participant, _):
            starts(participant)
            return nil
        case .waits(var record): return .waits(waits(&record))
        case .completes(var record): return completes(&record).map { .completes($0) }
        case .ends(let ending): return .ends(ends(ending))
        }
    }

    /// The call as it is about to be made, for whoever is asked whether it may be: its event has no number yet.
    package func preview(_ record: RawRecord) -> Event {
        var record = record
        var event = Event.blank
        ask(&record, &event)
        event.result = record.result
        event.payload = record.payload
        return event
    }
}

// MARK: - Numbers

// Records go by address from here on (`inout`), and nobody changes them: they are large, and so is their number.
extension Annotator {
    /// A thread of the participant was started.
    package mutating func starts(_ participant: String) {
        participants[participant, default: .init()].liveThreads += 1
        participants[participant, default: .init()].hasStarted = true
    }

    /// A call begins and has to wait.
    package mutating func waits(_ record: inout RawRecord) -> Event {
        var event = Event.blank
        ask(&record, &event)
        lastNumber += 1
        event.number = lastNumber
        if let socket = record.socket { waits(&record, socket, &event) }
        threads[ThreadName(record.participant, record.thread), default: .init()].waiting = Begun(
            number: event.number, other: event.other, position: event.position)
        return event
    }

    /// A call has ended; nil where the transcript has no event for it.
    package mutating func completes(_ record: inout RawRecord) -> Event? {
        let begun = record.hasWaited ? waitIsOver(of: ThreadName(record.participant, record.thread)) : nil
        var event = Event.blank
        ask(&record, &event)
        answer(&record, &event)
        if let socket = record.socket { happens(&record, socket, waitedAs: begun, &event) }
        guard !record.isSilent else { return nil }
        event.number = begun?.number ?? lastNumber + 1
        lastNumber = max(lastNumber, event.number)
        if case .interrupted(let kind) = record.result { isInterrupted(&record, kind, &event) }
        return event
    }

    private mutating func waitIsOver(of thread: ThreadName) -> Begun? {
        defer { threads[thread, default: .init()].waiting = nil }
        return threads[thread]?.waiting
    }

    private mutating func isInterrupted(_ record: inout RawRecord, _ kind: Event.Interruption, _ event: inout Event) {
        if kind == .deadlock { event.waitedFor = whomItWaitedFor(&record, event.other) }
        if kind == .spinning { return }
        threads[ThreadName(record.participant, record.thread), default: .init()].interrupted = event.number
    }

    /// A thread has ended. Returns its ending with the event that it was interrupted in.
    package mutating func ends(_ ending: Transcript.Ending) -> Transcript.Ending {
        let name = ThreadName(ending.participant, ending.thread)
        let state = threads[name]
        threads[name] = nil
        var ending = ending
        if participants[ending.participant] != nil { participants[ending.participant, default: .init()].liveThreads -= 1 }
        if case .interrupted(let kind, nil) = ending.how, kind != .spinning {
            if kind == .deadlock { participants[ending.participant, default: .init()].wasDeadlocked = true }
            ending.how = .interrupted(kind, number: state?.interrupted)
        }
        return ending
    }

    /// The other end, or everybody who was still there.
    private func whomItWaitedFor(_ record: inout RawRecord, _ other: String?) -> [String] {
        if let other { return [other] }
        let others = record.watched.compactMap { sockets[$0]?.other }
        if !others.isEmpty, others.count == record.watched.count { return Array(Set(others)).sorted() }
        let participant = record.participant
        return lanes.filter { $0 != participant && participants[$0]?.hasEnded != true }
    }
}

// MARK: - Fields

extension Annotator {
    /// What was asked for, by names.
    private func ask(_ record: inout RawRecord, _ event: inout Event) {
        event.participant = record.participant
        event.thread = record.thread
        event.call = record.call
        event.began = record.began
        if let serial = record.socket?.serial, let state = sockets[serial] {
            event.socket = state.name
            event.other = state.other
            event.connection = state.connection
        }
        event.detail = record.call == .poll ? roles(record.watched) : record.detail
        event.address = record.address.map(RecordedAddress.init)
        event.size = record.size
        event.flags = record.flags
        event.backlog = record.backlog
        event.option = record.option
        event.value = record.value
        event.seconds = record.seconds
        event.fault = record.fault
    }

    /// What came back, as far as it stands in the record.
    private func answer(_ record: inout RawRecord, _ event: inout Event) {
        event.ended = record.ended
        event.result = record.result
        event.payload = record.payload
        event.peer = record.peer.map(RecordedAddress.init)
        event.datagramLength = record.datagramLength
        event.unread = record.unread
        event.jumped = record.jumped
        event.repeats = record.repeats
        switch record.call {
        case .bind, .connect, .getsockname, .sendto:
            if event.count != nil { event.local = record.local.map(RecordedAddress.init) }
        case .poll: if event.count != nil { event.value = roles(record.ready) }
        default: break
        }
    }

    private func roles(_ serials: [Int]) -> String {
        serials.map { sockets[$0]?.name.role ?? "socket" }.joined(separator: " ")
    }
}

extension Event {
    /// To copy this and fill in what there is takes half the time of making a new one.
    fileprivate static let blank = Event(number: 0, participant: "", call: .print, began: 0)
}

extension Annotator.ThreadName {
    fileprivate init(_ participant: String, _ thread: String?) {
        self.init(participant: participant, thread: thread)
    }
}
