/// Makes the events of a run out of its raw records: gives them numbers, descriptors and roles, pairs the ends of
/// connections, counts bytes and datagrams, and knows whom a call waited for. It makes no system calls; the same records
/// always give the same events.
///
/// What happened long ago is forgotten, so that a server may be recorded for days.
package struct Annotator: Sendable {
    let isFree: Bool
    /// In the order of the lanes.
    let lanes: [String]
    /// Of more than one client each connection of a server has a number.
    let hasSeveralClients: Bool
    private var lastNumber = 0
    private var threads: [ThreadName: ThreadState] = [:]
    var participants: [String: ParticipantState] = [:]
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
        var waiting: Event?
        /// The event that the lab ended last.
        var interrupted: Int?
    }

    struct ParticipantState {
        /// Descriptors in use, of sockets that are open.
        var descriptors: Set<Int> = []
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
            participants[participant, default: .init()].liveThreads += 1
            participants[participant, default: .init()].hasStarted = true
            return nil
        case .waits(let record): return .waits(begin(record))
        case .completes(let record): return complete(record).map { .completes($0) }
        case .ends(let ending): return .ends(end(ending))
        }
    }

    /// The call as it is about to be made, for whoever is asked whether it may be: its event has no number yet.
    package func preview(_ record: RawRecord) -> Event {
        var event = question(record)
        event.result = record.result
        event.payload = record.payload
        return event
    }
}

// MARK: - Numbers

extension Annotator {
    private mutating func begin(_ record: RawRecord) -> Event {
        var event = question(record)
        lastNumber += 1
        event.number = lastNumber
        if let socket = record.socket { waits(record, socket, &event) }
        threads[ThreadName(record), default: .init()].waiting = event
        return event
    }

    private mutating func complete(_ record: RawRecord) -> Event? {
        let begun = record.hasWaited ? threads[ThreadName(record)]?.waiting : nil
        if record.hasWaited { threads[ThreadName(record)]?.waiting = nil }
        var event = question(record)
        answer(record, &event)
        if let socket = record.socket { happens(record, socket, waitedAs: begun, &event) }
        guard !record.isSilent else { return nil }
        if record.result == .interrupted(.deadlock) { event.waitedFor = whomItWaitedFor(record, event) }
        event.number = begun?.number ?? lastNumber + 1
        lastNumber = max(lastNumber, event.number)
        if case .interrupted(let kind) = record.result, kind != .spinning {
            threads[ThreadName(record), default: .init()].interrupted = event.number
        }
        return event
    }

    private mutating func end(_ ending: Transcript.Ending) -> Transcript.Ending {
        let state = threads.removeValue(forKey: ThreadName(participant: ending.participant, thread: ending.thread))
        var ending = ending
        participants[ending.participant]?.liveThreads -= 1
        if case .interrupted(let kind, nil) = ending.how, kind != .spinning {
            if kind == .deadlock { participants[ending.participant]?.wasDeadlocked = true }
            ending.how = .interrupted(kind, number: state?.interrupted)
        }
        return ending
    }

    /// The other end, or everybody who was still there.
    private func whomItWaitedFor(_ record: RawRecord, _ event: Event) -> [String] {
        if let other = event.other { return [other] }
        let others = record.watched.compactMap { sockets[$0]?.other }
        if !others.isEmpty, others.count == record.watched.count { return Array(Set(others)).sorted() }
        return lanes.filter { $0 != record.participant && participants[$0]?.hasEnded != true }
    }
}

// MARK: - Fields

extension Annotator {
    /// What was asked for, by names.
    private func question(_ record: RawRecord) -> Event {
        let state = record.socket.flatMap { sockets[$0.serial] }
        var event = Event(
            number: 0, participant: record.participant, thread: record.thread, call: record.call, socket: state?.name,
            began: record.began)
        event.detail = record.call == .poll ? roles(record.watched) : record.detail
        event.address = record.address.map(RecordedAddress.init)
        event.size = record.size
        event.flags = record.flags
        event.backlog = record.backlog
        event.option = record.option
        event.value = record.value
        event.seconds = record.seconds
        event.fault = record.fault
        event.other = state?.other
        event.connection = state?.connection
        return event
    }

    /// What came back, as far as it stands in the record.
    private func answer(_ record: RawRecord, _ event: inout Event) {
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

extension Annotator.ThreadName {
    fileprivate init(_ record: RawRecord) {
        self.init(participant: record.participant, thread: record.thread)
    }
}
