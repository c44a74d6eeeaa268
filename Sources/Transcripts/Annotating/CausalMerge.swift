/// Puts the logs of threads that raced into one order, cause before effect, and annotates it.
///
/// Each call has an interval of time, within which the kernel served it. Where that was nobody has seen; but a thread's
/// own calls keep their order, a call that ended before another began stands before it, and what was needed for a result
/// stands before that result: bytes before who received them, `listen` before the `connect` that got through. Among what
/// is left, successful sends, connects, shutdowns and closes stand where they began, everything else, failures
/// included, where it ended. A receive that began before its cause did has waited, and shows both ends.
package struct CausalMerge<Log: IteratorProtocol<RawLine>> {
    private var logs: [Log]
    private var heads: [Head?]
    private var annotator: Annotator
    private let emit: (RawLine, TranscriptLine?) -> Void

    /// The next line of a log.
    private struct Head {
        var line: RawLine
        var began: Nanoseconds
        var ended: Nanoseconds
        /// Its waiting has been told.
        var waits = false

        var record: RawRecord? { if case .completes(let record) = line { record } else { nil } }
    }

    /// - Parameter logs: of each thread what it did, in its order: calls that ended, then how it ended.
    package init(_ header: Transcript.Header, _ logs: [Log], emit: @escaping (RawLine, TranscriptLine?) -> Void) {
        annotator = Annotator(header)
        self.logs = logs
        self.emit = emit
        heads = []
        heads = logs.indices.map { next(of: $0) }
    }

    package mutating func run() {
        while let place = nextPlace() {
            tellWhoWaits(before: place)
            take(place)
        }
    }

    private mutating func next(of log: Int) -> Head? {
        guard let line = logs[log].next() else { return nil }
        return switch line {
        case .completes(let record), .waits(let record):
            Head(line: line, began: record.began, ended: max(record.began, record.ended ?? record.began))
        case .ends(let ending): Head(line: line, began: ending.at, ended: ending.at)
        case .starts: Head(line: line, began: .min, ended: .min)
        }
    }

    private mutating func take(_ place: Int) {
        guard let head = heads[place] else { return }
        tell(head.line)
        heads[place] = next(of: place)
    }

    private mutating func tell(_ line: RawLine) { emit(line, annotator.take(line)) }

    // MARK: Order

    /// The thread that goes on: the earliest of those whose next call has its causes. One that has not waits for others,
    /// but for nobody who began after it had ended.
    private func nextPlace() -> Int? {
        guard let first = earliest(besides: [], beganBy: .max) else { return nil }
        if isCaused(first) { return first }
        var passed = [first]
        var limit = heads[first]?.ended ?? .max
        while let place = earliest(besides: passed, beganBy: limit) {
            if isCaused(place) { return place }
            passed.append(place)
            limit = min(limit, heads[place]?.ended ?? .max)
        }
        return first
    }

    private func earliest(besides passed: [Int], beganBy limit: Nanoseconds) -> Int? {
        var found: (place: Int, time: Nanoseconds)?
        for place in heads.indices {
            guard let head = heads[place], head.began <= limit, !passed.contains(place) else { continue }
            let time = time(of: head)
            if found.map({ time < $0.time }) ?? true { found = (place, time) }
        }
        return found?.place
    }

    private func time(of head: Head) -> Nanoseconds {
        guard case .completes(let record) = head.line else { return head.ended }
        return annotator.standsWhereItBegan(record) ? head.began : head.ended
    }

    private func isCaused(_ place: Int) -> Bool {
        guard let head = heads[place], case .completes(let record) = head.line else { return true }
        return annotator.isCaused(record)
    }

    // MARK: Waiting

    /// Whoever began before `next` happened and needs something that has not happened yet is seen to wait.
    private mutating func tellWhoWaits(before next: Int) {
        guard let time = heads[next].map(time) else { return }
        let waiting = heads.indices.filter { isSeenToWait($0, before: next, time) }
        for place in waiting.sorted(by: { (heads[$0]?.began ?? 0) < (heads[$1]?.began ?? 0) }) { tellThatItWaits(place) }
    }

    private func isSeenToWait(_ place: Int, before next: Int, _ time: Nanoseconds) -> Bool {
        guard let head = heads[place], !head.waits, case .completes(let record) = head.line, !record.isSilent else { return false }
        if record.wasEndedByTheLab { return place == next || head.began < time }
        return place != next && record.call.receives && head.began < time && !annotator.isCaused(record)
    }

    private mutating func tellThatItWaits(_ place: Int) {
        guard var head = heads[place], case .completes(var record) = head.line else { return }
        tell(.waits(record.asItWaited))
        record.hasWaited = true
        head.line = .completes(record)
        head.waits = true
        heads[place] = head
    }
}

extension RawRecord {
    /// The call was still waiting when the lab ended it.
    fileprivate var wasEndedByTheLab: Bool {
        switch result {
        case .interrupted(.deadlock), .interrupted(.cancelled), .interrupted(.ended): true
        default: false
        }
    }

    /// The record as it would have been made when the call began to wait: nothing of what came back.
    package var asItWaited: RawRecord {
        var record = self
        (record.ended, record.result) = (nil, .waiting)
        (record.payload, record.accepted, record.peer, record.datagramLength) = (nil, nil, nil, nil)
        (record.dropped, record.unread, record.jumped, record.repeats, record.ready) = (nil, nil, 0, 1, [])
        if record.call != .connect { record.local = nil }
        return record
    }
}
