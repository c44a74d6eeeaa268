import Sockets
import Transcripts

/// Puts the logs of threads that raced into one order: cause before effect.
///
/// Successful sends, connects, shutdowns and closes stand where they began; everything else, failures included,
/// where it ended. A receive that began before its cause did has waited, and shows both ends.
struct FreeMerge {
    struct Item {
        var event: Event
        var time: Nanoseconds
    }

    let run: Run

    func transcript() -> Transcript {
        var transcript = Transcript(header: run.recorder.transcript.header)
        var items = run.threads.flatMap(logged)
        nameOthers(&items)
        items.sort { $0.time < $1.time }
        number(&items)
        transcript.events.reserveCapacity(items.count)
        transcript.steps.reserveCapacity(items.count)
        let waits = waitingSteps(items)
        append(items, waits, to: &transcript)
        for ending in run.threads.compactMap({ $0.log?.ending }) { transcript.append(.ends(ending)) }
        return transcript
    }

    private func logged(by thread: LabThread) -> [Item] {
        guard let log = thread.log else { return [] }
        var items: [Item] = []
        items.reserveCapacity(log.recordCount + log.events.count)
        log.forEachRecord { record in
            let event = event(record, of: thread, log)
            items.append(Item(event: event, time: Self.place(of: event)))
        }
        for event in log.events { items.append(Item(event: event, time: Self.place(of: event))) }
        return items
    }

    private func event(_ record: ThreadLog.Record, of thread: LabThread, _ log: ThreadLog) -> Event {
        let socket = record.socket.takeUnretainedValue()
        var event = Event(
            number: 0, participant: thread.participant.name, thread: thread.name, call: record.call,
            socket: socket.name, began: record.began, ended: record.ended, result: .returned(record.result))
        event.size = record.size
        event.flags = MessageFlags(rawValue: record.flags).names
        event.other = socket.other
        event.connection = socket.connection
        event.payload = log.payload(of: record)
        if record.flow >= 0 { event.position = FlowPosition(flow: record.flow, offset: record.offset) }
        return event
    }

    private static func place(of event: Event) -> Nanoseconds {
        guard case .returned = event.result else { return event.ended ?? event.began }
        switch event.call {
        case .send, .sendto, .connect, .shutdown, .close: return event.began
        default: return event.ended ?? event.began
        }
    }

    /// An `accept` may have returned before the other side's `connect` did: who it was is known only now.
    private func nameOthers(_ items: inout [Item]) {
        for index in items.indices {
            if items[index].event.other == nil { items[index].event.other = other(of: items[index].event) }
            if items[index].event.result == .interrupted(.deadlock) {
                items[index].event.waitedFor = whomItWaitedFor(items[index].event)
            }
        }
    }

    private func other(of event: Event) -> String? {
        guard let id = event.connection, let pair = run.registry.connection(id) else { return nil }
        return [pair.initiator, pair.acceptor].compactMap { $0?.lane.name }.first { $0 != event.participant }
    }

    /// The other end, or everybody who was still there.
    private func whomItWaitedFor(_ event: Event) -> [String] {
        if let other = event.other { return [other] }
        let left = Set(run.threads.compactMap { thread -> String? in
            if case .interrupted(.deadlock, _) = thread.log?.ending?.how { thread.participant.name } else { nil }
        })
        return run.lanes.map(\.name).filter { left.contains($0) && $0 != event.participant }
    }

    private func number(_ items: inout [Item]) {
        for index in items.indices { items[index].event.number = index + 1 }
    }

    /// For each event that waited, the index of the event before which its waiting stands.
    private func waitingSteps(_ items: [Item]) -> [Int: [Int]] {
        var waits: [Int: [Int]] = [:]
        var causes = CauseTracker()
        for (index, item) in items.enumerated() {
            let cause = causes.cause(of: item.event, at: index)
            let waited = cause.map { items[$0].time > item.event.began } ?? item.event.wasEndedByTheLab
            guard waited else { continue }
            // The first event that stands after the call began.
            var low = 0
            var high = index
            while low < high {
                let middle = (low + high) / 2
                if items[middle].time > item.event.began { high = middle } else { low = middle + 1 }
            }
            waits[low, default: []].append(index)
        }
        return waits
    }

    private func append(_ items: [Item], _ waits: [Int: [Int]], to transcript: inout Transcript) {
        var numbers = [Int](repeating: 0, count: items.count)
        var next = 1
        for index in items.indices {
            for waiting in waits[index] ?? [] where numbers[waiting] == 0 {
                numbers[waiting] = next
                next += 1
                var event = items[waiting].event
                event.number = numbers[waiting]
                let whole = event
                event.result = .waiting
                event.ended = nil
                event.payload = nil
                transcript.append(.waits(event))
                transcript.events[whole.number - 1] = whole
            }
            var event = items[index].event
            if numbers[index] == 0 {
                numbers[index] = next
                next += 1
            }
            event.number = numbers[index]
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
