import Sockets
import Transcripts

/// Puts the logs of threads that raced into one order: cause before effect.
///
/// Successful sends, connects, shutdowns and closes stand where they began; everything else, failures included,
/// where it ended. A receive that began before its cause did has waited, and shows both ends.
struct FreeMerge {
    /// One logged call, by its place in the log of its thread: an event is large, and there may be many.
    private struct Place {
        var time: Nanoseconds
        var thread: Int32
        /// A fixed-size record, or where negative the event at `-1 - index`.
        var index: Int32
    }

    private let run: Run
    private let threads: [LabThread]

    init(run: Run) {
        self.run = run
        threads = run.threads
    }

    func transcript() -> Transcript {
        var transcript = Transcript(header: run.recorder.transcript.header)
        var places = threads.indices.flatMap(loggedCalls)
        places.sort { $0.time < $1.time }
        transcript.events.reserveCapacity(places.count)
        transcript.steps.reserveCapacity(places.count)
        append(places, waits: waitingSteps(places), to: &transcript)
        for ending in threads.compactMap({ $0.log?.ending }) { transcript.append(.ends(ending)) }
        return transcript
    }

    // MARK: Events

    private func loggedCalls(ofThread thread: Int) -> [Place] {
        guard let log = threads[thread].log else { return [] }
        let records = (0..<log.recordCount).map { index in
            let record = log.record(at: index)
            let time = record.call == .send ? record.began : record.ended
            return Place(time: time, thread: Int32(thread), index: Int32(index))
        }
        return records + log.events.indices.map { index in
            Place(time: Self.time(of: log.events[index]), thread: Int32(thread), index: Int32(-1 - index))
        }
    }

    private static func time(of event: Event) -> Nanoseconds {
        guard case .returned = event.result else { return event.ended ?? event.began }
        switch event.call {
        case .send, .sendto, .connect, .shutdown, .close: return event.began
        default: return event.ended ?? event.began
        }
    }

    /// The event at that place, without its number; without its payload unless asked for.
    private func event(at place: Place, withPayload: Bool = false) -> Event {
        let thread = threads[Int(place.thread)]
        guard let log = thread.log else { preconditionFailure("a place in a log that is not there") }
        var event = place.index < 0 ? log.events[Int(-1 - place.index)] : Self.event(log.record(at: Int(place.index)), thread)
        if withPayload, place.index >= 0 {
            let record = log.record(at: Int(place.index))
            event.payload = log.payload(of: record)
            log.releaseBlocks(before: record)
        }
        if event.other == nil { event.other = other(of: event) }
        if event.result == .interrupted(.deadlock) { event.waitedFor = whomItWaitedFor(event) }
        return event
    }

    private static func event(_ record: ThreadLog.Record, _ thread: LabThread) -> Event {
        let socket = record.socket.takeUnretainedValue()
        var event = Event(
            number: 0, participant: thread.participant.name, thread: thread.name, call: record.call,
            socket: socket.name, began: record.began, ended: record.ended, result: .returned(record.result))
        event.size = record.size
        if record.flags != 0 { event.flags = MessageFlags(rawValue: record.flags).names }
        event.other = socket.other
        event.connection = socket.connection
        if record.flow >= 0 { event.position = FlowPosition(flow: record.flow, offset: record.offset) }
        return event
    }

    /// An `accept` may have returned before the other side's `connect` did: who it was is known only now.
    private func other(of event: Event) -> String? {
        guard let id = event.connection, let pair = run.registry.connection(id) else { return nil }
        return [pair.initiator, pair.acceptor].compactMap { $0?.lane.name }.first { $0 != event.participant }
    }

    /// The other end, or everybody who was still there.
    private func whomItWaitedFor(_ event: Event) -> [String] {
        if let other = event.other { return [other] }
        let left = Set(threads.compactMap { thread -> String? in
            if case .interrupted(.deadlock, _) = thread.log?.ending?.how { thread.participant.name } else { nil }
        })
        return run.lanes.map(\.name).filter { left.contains($0) && $0 != event.participant }
    }

    // MARK: Waiting

    /// The calls that waited, by the index of the call before which their waiting stands.
    private func waitingSteps(_ places: [Place]) -> [Int: [Int]] {
        var waits: [Int: [Int]] = [:]
        var causes = CauseTracker()
        for (index, place) in places.enumerated() {
            let event = event(at: place)
            let cause = causes.cause(of: event, at: index)
            guard cause.map({ places[$0].time > event.began }) ?? event.wasEndedByTheLab else { continue }
            waits[firstIndex(after: event.began, in: places[..<index]), default: []].append(index)
        }
        return waits
    }

    private func firstIndex(after time: Nanoseconds, in places: ArraySlice<Place>) -> Int {
        var low = places.startIndex
        var high = places.endIndex
        while low < high {
            let middle = (low + high) / 2
            if places[middle].time > time { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Order

    private func append(_ places: [Place], waits: [Int: [Int]], to transcript: inout Transcript) {
        var numbers: [Int: Int] = [:]
        for index in places.indices {
            for waiting in waits[index] ?? [] {
                var event = event(at: places[waiting])
                event.number = transcript.events.count + 1
                numbers[waiting] = event.number
                transcript.append(.waits(event.asItWaited))
            }
            var event = event(at: places[index], withPayload: true)
            event.number = numbers.removeValue(forKey: index) ?? transcript.events.count + 1
            transcript.append(.completes(event))
        }
    }
}

extension Event {
    /// The call was still waiting when the lab ended it.
    fileprivate var wasEndedByTheLab: Bool {
        switch result {
        case .interrupted(.deadlock), .interrupted(.cancelled), .interrupted(.ended): true
        default: false
        }
    }
}

/// Finds the event that made another one possible.
private struct CauseTracker {
    private var sends: [Int: [(end: Int, index: Int)]] = [:]
    private var connects: [Int: Int] = [:]
    private var closes: [Int: Int] = [:]
    private var cursor: [Int: Int] = [:]

    /// Events come in order. Returns the index of the send, connect or close that this receive waited for.
    mutating func cause(of event: Event, at index: Int) -> Int? {
        switch event.call {
        case .send where event.position != nil:
            guard let position = event.position, let count = event.count else { return nil }
            sends[position.flow, default: []].append((position.offset + count, index))
        case .connect:
            if let connection = event.connection { connects[connection] = index }
        case .close, .shutdown:
            if let connection = event.connection { closes[connection] = index }
        case .accept:
            return event.connection.flatMap { connects[$0] }
        case .recv:
            guard event.count != 0, let position = event.position else { return event.connection.flatMap { closes[$0] } }
            return send(holding: position)
        default: break
        }
        return nil
    }

    private mutating func send(holding position: FlowPosition) -> Int? {
        guard let flow = sends[position.flow] else { return nil }
        var at = cursor[position.flow, default: 0]
        while at < flow.count, flow[at].end <= position.offset { at += 1 }
        cursor[position.flow] = at
        return at < flow.count ? flow[at].index : nil
    }
}
