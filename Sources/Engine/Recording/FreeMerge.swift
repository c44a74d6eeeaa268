import Sockets
import Transcripts

/// Puts the logs of threads that raced into one order, and has them annotated.
struct FreeMerge {
    private let run: Run
    private let threads: [LabThread]

    init(run: Run) {
        self.run = run
        threads = run.threads
    }

    func transcript() -> Transcript {
        var transcript = Transcript(header: run.recorder.transcript.header)
        let raced = overlaps.raced
        let logs = threads.enumerated().compactMap { place, thread in LogReader(thread, place, raced: raced) }
        let calls = threads.reduce(0) { $0 + ($1.log.map { $0.recordCount + $0.events.count } ?? 0) }
        transcript.events.reserveCapacity(calls)
        transcript.steps.reserveCapacity(calls + calls / 2)
        let rawLines = run.options.rawLines.map { lines in { (line: RawLine) in lines.append(line) } }
        var merge = CausalMerge(transcript.header, logs, rawLines: rawLines) { transcript.append($0) }
        merge.run()
        return transcript
    }

    // MARK: Several threads at one socket

    private struct Direction: Hashable {
        var socket: Int
        var call: Call
    }

    private var overlaps: Overlaps {
        var overlaps = Overlaps()
        let shared = sharedDirections
        if shared.isEmpty { return overlaps }
        for (place, thread) in threads.enumerated() {
            thread.log?.eachRecord { index, record in
                let socket = record.socket.takeUnretainedValue().serial
                guard shared.contains(Direction(socket: socket, call: record.call)) else { return }
                overlaps.add(
                    .init(thread: place, index: index), socket: socket, sends: record.call == .send, began: record.began,
                    ended: record.ended)
            }
        }
        return overlaps
    }

    /// The sockets that more than one thread sent on, and those that more than one received from.
    private var sharedDirections: Set<Direction> {
        var users: [Direction: Int] = [:]
        var shared: Set<Direction> = []
        for (place, thread) in threads.enumerated() {
            // Most threads send on one socket and receive on one: these are not looked up again.
            var lastSend: Direction?
            var lastReceive: Direction?
            thread.log?.eachRecord { _, record in
                let direction = Direction(socket: record.socket._withUnsafeGuaranteedRef { $0.serial }, call: record.call)
                if direction == lastSend || direction == lastReceive { return }
                if record.call == .send { lastSend = direction } else { lastReceive = direction }
                if users.updateValue(place, forKey: direction).map({ $0 != place }) ?? false { shared.insert(direction) }
            }
        }
        return shared
    }
}

/// The log of one thread, a line at a time, in the thread's order.
private struct LogReader: IteratorProtocol {
    private let thread: LabThread
    private let log: ThreadLog
    private let place: Int
    private let raced: Set<Overlaps.Place>
    private var nextRecord = 0
    private var nextEvent = 0
    private var hasStarted = false
    private var hasEnded = false

    init?(_ thread: LabThread, _ place: Int, raced: Set<Overlaps.Place>) {
        guard let log = thread.log else { return nil }
        self.thread = thread
        self.log = log
        self.place = place
        self.raced = raced
    }

    mutating func next() -> RawLine? {
        if !hasStarted {
            hasStarted = true
            return .starts(participant: thread.participant.name, thread: thread.name)
        }
        let record = nextRecord < log.recordCount ? log.record(at: nextRecord) : nil
        let event = nextEvent < log.events.count ? log.events[nextEvent] : nil
        if let ending = log.ending, !hasEnded, isLate(record?.began, ending), isLate(event?.began, ending) {
            hasEnded = true
            return .ends(ending)
        }
        guard let record, record.began <= event?.began ?? .max else {
            nextEvent += 1
            return event.map { .completes($0) }
        }
        nextRecord += 1
        return .completes(raw(record))
    }

    private func isLate(_ began: Nanoseconds?, _ ending: Transcript.Ending) -> Bool { began.map { $0 >= ending.at } ?? true }

    private func raw(_ record: ThreadLog.Record) -> RawRecord {
        var raw = RawRecord(
            participant: thread.participant.name, thread: thread.name, call: record.call,
            socket: record.socket.takeUnretainedValue().name, began: record.began, ended: record.ended,
            result: .returned(record.result))
        raw.size = record.size
        if record.flags != 0 { raw.flags = MessageFlags(rawValue: record.flags).names }
        raw.payload = log.payload(of: record)
        log.releaseBlocks(before: record)
        if !raced.isEmpty { raw.raced = raced.contains(.init(thread: place, index: nextRecord - 1)) }
        return raw
    }
}

extension ThreadLog {
    fileprivate func eachRecord(_ body: (Int, Record) -> Void) {
        for index in 0..<recordCount { body(index, record(at: index)) }
    }
}
