/// A message that came in pieces: a receive brought less than the program wanted, and the rest was under way.
///
/// `recv(1024)` returns less than 1024 in nearly every program, and rightly. So one of four things must show that
/// just these bytes were wanted: the program asks next for exactly the rest; there was room, and yet the receive
/// ends inside a send; what was wanted ends where a send ends, and the receiver said nothing in between; or the
/// program took the piece for the whole and failed over it.
func shortReadFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    let failed = index.transcript.failedThreads
    return index.streamReceives.flatMap { receives in
        receives.indices.compactMap { place in
            guard !loops.repeated.contains(receives.numbers[place]) else { return nil }
            return ShortRead(receives, place, index, failed).finding
        }
    }
}

private struct ShortRead {
    let event: Event
    let previous: Event?
    let next: Event?
    let index: FlowIndex
    let failed: Set<ThreadName>
    let flow: Int
    let wanted: Range<Int>

    init(_ receives: Receives, _ place: Int, _ index: FlowIndex, _ failed: Set<ThreadName>) {
        event = receives[place]
        previous = place > 0 ? receives[place - 1] : nil
        next = place + 1 < receives.count ? receives[place + 1] : nil
        self.index = index
        self.failed = failed
        flow = event.position?.flow ?? 0
        let offset = event.position?.offset ?? 0
        wanted = offset..<(offset + max(0, event.size ?? 0))
    }

    var finding: Finding? {
        guard event.kept > 0, event.kept < wanted.count, index.total(ofFlow: flow) >= wanted.upperBound,
            !continuesAnother, asksForTheRest || endsInsideASend || wantsWholeSends || failsOverIt
        else { return nil }
        let read = wanted.clamped(to: 0..<endOfRead)
        let sends = index.sends(ofFlow: flow, in: read)
        return event.finding(
            .shortRead(wanted: wanted.count, got: event.kept, sends: sends, restCameTooLate: read.count == event.kept && restCameLater))
    }

    /// How far the receiver has read in the end.
    private var endOfRead: Int { index.furthest[flow] ?? 0 }

    private var restCameLater: Bool {
        index.sends(ofFlow: flow, in: (wanted.lowerBound + event.kept)..<wanted.upperBound)
            .contains { !index.precedes($0, event.number) }
    }

    /// Already said of the receive before: this one asked for the rest of it.
    private var continuesAnother: Bool {
        guard let previous, let size = previous.size, previous.kept > 0, previous.kept < size else { return false }
        return event.size == size - previous.kept
    }

    private var asksForTheRest: Bool { next?.size == wanted.count - event.kept }

    private var endsInsideASend: Bool {
        let end = wanted.lowerBound + event.kept
        return index.send(ofFlow: flow, at: end).map { $0.range.lowerBound < end } ?? false
    }

    private var wantsWholeSends: Bool {
        let pieces = index.pieces(of: flow, in: wanted)
        guard let first = pieces.first, let last = pieces.last, last.range.upperBound == wanted.upperBound,
            pieces.count <= 8, index.sends(of: event).count == 1
        else { return false }
        return !receiverSpoke(between: first.event, and: last.event)
    }

    /// The last receive of a program that then ended with an error of its own (`unpack` of too few bytes, say).
    private var failsOverIt: Bool {
        next == nil && failed.contains(ThreadName(event))
    }

    /// Sends of one message have no answer between them.
    private func receiverSpoke(between first: Int, and last: Int) -> Bool {
        let own = index.sent[flow ^ 1, default: []]
        let next = own.partition(from: { index.precedes(first, $0.event) })
        return next < own.endIndex && index.precedes(own[next].event, last)
    }
}

/// One thread of one participant.
struct ThreadName: Hashable {
    let participant: String
    let thread: String?

    init(participant: String, thread: String?) {
        self.participant = participant
        self.thread = thread
    }

    init(_ event: Event) { self.init(participant: event.participant, thread: event.thread) }
}

extension Transcript {
    /// The threads that ended with an error of the program's own.
    fileprivate var failedThreads: Set<ThreadName> {
        Set(endings.compactMap { ending in
            guard case .uncaught(_, nil, _) = ending.how else { return nil }
            return ThreadName(participant: ending.participant, thread: ending.thread)
        })
    }
}
