/// Puts the logs of threads that raced into one order, cause before effect, and annotates it.
///
/// Each call has an interval of time, within which the kernel served it. Where that was nobody has seen; but a thread's
/// own calls keep their order, a call that ended before another began stands before it, and what was needed for a result
/// stands before that result: bytes before who received them, `listen` before the `connect` that got through. Among what
/// is left, successful sends, connects, shutdowns and closes stand where they began, everything else, failures
/// included, where it ended. A receive that began before its cause did has waited, and shows both ends.
package struct CausalMerge {
    private var logs: [any IteratorProtocol<RawLine>]
    /// The next line of each log: a record (they are many, and lie where they are), or something else.
    private var records: [RawRecord] = []
    private var others: [RawLine?] = []
    /// What the choice among them goes by.
    private var marks: [Mark] = []
    private var annotator: Annotator
    private let rawLines: ((RawLine) -> Void)?
    private let emit: (consuming TranscriptLine) -> Void

    /// A few plain numbers: they are looked at for every line, and a record is large.
    private struct Mark {
        var began: Nanoseconds = .max
        var ended: Nanoseconds = .max
        /// Where it stands, when nothing else is known.
        var time: Nanoseconds = .max
        var isOver = true
        var isRecord = false
        /// Something else may have to stand before it.
        var needsCause = false
        /// Its waiting is shown, where it waited: as long as what it needs has not come, or in any case.
        var mayWait = false
        var waits = false
        var isClose = false
    }

    /// - Parameters:
    ///   - logs: of each thread what it did, in its order: calls that ended, then how it ended.
    ///   - rawLines: is told all that was taken in, in order.
    ///   - emit: is told the lines of the transcript.
    package init(
        _ header: Transcript.Header, _ logs: [some IteratorProtocol<RawLine>], rawLines: ((RawLine) -> Void)? = nil,
        emit: @escaping (consuming TranscriptLine) -> Void
    ) {
        annotator = Annotator(header)
        self.logs = logs
        self.rawLines = rawLines
        self.emit = emit
        records = logs.map { _ in RawRecord(participant: "", call: .print, began: 0) }
        others = logs.map { _ in nil }
        marks = logs.map { _ in Mark() }
        for place in logs.indices { load(place) }
    }

    package mutating func run() {
        while let place = nextPlace() {
            tellWhoWaits(before: place)
            tell(place)
            load(place)
        }
    }

    private mutating func load(_ place: Int) {
        switch logs[place].next() {
        case nil: marks[place] = Mark()
        case .completes(var record)?:
            // Not of `records[place]`: whoever lends a part of itself out is copied whole.
            marks[place] = mark(&record)
            records[place] = record
        case .ends(let ending)?:
            marks[place] = Mark(began: ending.at, ended: ending.at, time: ending.at, isOver: false)
            others[place] = .ends(ending)
        case let line?:
            marks[place] = Mark(began: .min, ended: .min, time: .min, isOver: false)
            others[place] = line
        }
    }

    private func mark(_ record: inout RawRecord) -> Mark {
        let ended = max(record.began, record.ended ?? record.began)
        var mark = Mark(began: record.began, ended: ended, isOver: false, isRecord: true)
        mark.time = annotator.standsWhereItBegan(&record) ? record.began : ended
        mark.needsCause = record.mayNeedCause
        mark.mayWait = !record.isSilent && (record.wasEndedByTheLab || (record.call.receives && mark.needsCause))
        mark.waits = record.hasWaited
        mark.isClose = record.call == .close
        return mark
    }

    private mutating func tell(_ place: Int) {
        if marks[place].isRecord {
            rawLines?(.completes(records[place]))
            if let event = annotator.completes(&records[place]) { emit(.completes(event)) }
        } else if let line = others[place] {
            rawLines?(line)
            if let line = annotator.take(line) { emit(line) }
        }
    }

    // MARK: Order

    /// The thread that goes on: the earliest of those whose next call has its causes. One that has not waits for others,
    /// but for nobody who began after it had ended.
    private mutating func nextPlace() -> Int? {
        guard let first = earliest(besides: [], beganBy: .max) else { return nil }
        if isCaused(first) { return first }
        var passed = [first]
        var limit = marks[first].ended
        while let place = earliest(besides: passed, beganBy: limit) {
            if isCaused(place) { return place }
            passed.append(place)
            limit = min(limit, marks[place].ended)
        }
        return first
    }

    private func earliest(besides passed: [Int], beganBy limit: Nanoseconds) -> Int? {
        var found: Int?
        for place in marks.indices where !marks[place].isOver && marks[place].began <= limit && !passed.contains(place) {
            if found.map({ marks[place].time < marks[$0].time }) ?? true { found = place }
        }
        return found
    }

    private mutating func isCaused(_ place: Int) -> Bool {
        guard marks[place].needsCause else { return true }
        if marks[place].isClose { return !isInUse(records[place].socket, by: place, until: marks[place].ended) }
        return annotator.isCaused(&records[place])
    }

    /// What another thread did with a socket it did before the socket was closed.
    private func isInUse(_ socket: RawSocket?, by closing: Int, until end: Nanoseconds) -> Bool {
        marks.indices.contains { place in
            guard place != closing, marks[place].isRecord, marks[place].began <= end, !marks[place].isClose else { return false }
            return records[place].socket == socket && records[place].hasSucceeded
        }
    }

    // MARK: Waiting

    /// Whoever began before `next` happened and needs something that has not happened yet is seen to wait.
    private mutating func tellWhoWaits(before next: Int) {
        let time = marks[next].time
        var waiting: [Int] = []
        for place in marks.indices where isSeenToWait(place, before: next, time) { waiting.append(place) }
        if waiting.count > 1 { waiting.sort { marks[$0].began < marks[$1].began } }
        for place in waiting { tellThatItWaits(place) }
    }

    private mutating func isSeenToWait(_ place: Int, before next: Int, _ time: Nanoseconds) -> Bool {
        guard marks[place].mayWait, !marks[place].waits, !marks[place].isOver, place == next || marks[place].began < time else {
            return false
        }
        if !marks[place].needsCause { return true }
        return place != next && !isCaused(place)
    }

    private mutating func tellThatItWaits(_ place: Int) {
        var waiting = records[place].asItWaited
        rawLines?(.waits(waiting))
        emit(.waits(annotator.waits(&waiting)))
        records[place].hasWaited = true
        marks[place].waits = true
    }
}

extension RawRecord {
    fileprivate var hasSucceeded: Bool { if case .returned = result { true } else { false } }

    /// Whether the annotator may say that something has to stand before it.
    fileprivate var mayNeedCause: Bool {
        switch (call, result) {
        case (.connect, .returned), (.accept, .returned), (.recv, .returned), (.recvfrom, .returned), (.sendto, .returned),
            (.close, .returned):
            !isSilent
        case (.connect, .failed), (.recv, .failed), (.send, .failed): true
        default: false
        }
    }

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
