/// A receive that brought less than the program wanted, although the rest was sent as well.
///
/// `recv(1024)` returns less than 1024 in nearly every program, and rightly. So one of these must show that
/// just these bytes were wanted: the program asks next for exactly the rest; there was room, and yet the receive
/// ends inside a send; what was wanted ends where a send ends, and the receiver said nothing in between; or the
/// program took the piece for the whole.
func shortReadFindings(in reading: StreamReading) -> [Finding] {
    reading.flows.flatMap { receives in
        receives.indices.compactMap { place -> Finding? in
            guard !reading.isRepeated(receives.numbers[place]) else { return nil }
            return ShortRead(receives, place, reading).finding
        }
    }
}

private struct ShortRead {
    let event: Event
    let previous: Event?
    let next: Event?
    let reading: StreamReading
    let flow: Int
    let wanted: Range<Int>

    private var index: FlowIndex { reading.index }
    /// How far the receiver has read in the end.
    private var endOfRead: Int { index.furthest[flow] ?? 0 }

    init(_ receives: Receives, _ place: Int, _ reading: StreamReading) {
        event = receives[place]
        previous = place > 0 ? receives[place - 1] : nil
        next = place + 1 < receives.count ? receives[place + 1] : nil
        self.reading = reading
        flow = event.position?.flow ?? 0
        let offset = event.position?.offset ?? 0
        wanted = offset..<(offset + max(0, event.size ?? 0))
    }

    var finding: Finding? {
        guard event.kept > 0, event.kept < wanted.count, index.total(ofFlow: flow) >= wanted.upperBound,
            !continuesAnother, reading.isCertain(event)
        else { return nil }
        let rest = rest
        guard rest.showsTheWish || asksForTheRest || endsInsideASend || wantsWholeSends else { return nil }
        let sends = index.sends(ofFlow: flow, in: wanted.clamped(to: 0..<max(0, endOfRead)))
        return event.finding(.shortRead(wanted: wanted.count, got: event.kept, sends: sends, rest: rest))
    }

    private var rest: Finding.ShortRest {
        if let other = misreading { return .misread(by: other) }
        if wanted.count <= Self.longestHeader, reading.failed(after: event) { return .failed }
        return endOfRead > event.end ? .taken : .notTaken(wasThere: !restCameLater)
    }

    private var restCameLater: Bool {
        index.sends(ofFlow: flow, in: event.end..<wanted.upperBound).contains { !index.precedes($0, event.number) }
    }

    /// Already said of the receive before: this one asked for the rest of it.
    private var continuesAnother: Bool {
        guard let previous, let size = previous.size, previous.kept > 0, previous.kept < size else { return false }
        return event.size == size - previous.kept
    }

    private var asksForTheRest: Bool { next?.size == wanted.count - event.kept }

    private var endsInsideASend: Bool {
        index.send(ofFlow: flow, at: event.end).map { $0.range.lowerBound < event.end } ?? false
    }

    private var wantsWholeSends: Bool {
        let pieces = index.pieces(of: flow, in: wanted)
        guard let first = pieces.first, let last = pieces.last, last.range.upperBound == wanted.upperBound,
            pieces.count <= 8, index.sends(of: event).count == 1
        else { return false }
        return !receiverSpoke(between: first.event, and: last.event)
    }

    /// Sends of one message have no answer between them.
    private func receiverSpoke(between first: Int, and last: Int) -> Bool {
        let own = index.sent[flow ^ 1, default: []]
        let next = own.partition(from: { index.precedes(first, $0.event) })
        return next < own.endIndex && index.precedes(own[next].event, last)
    }
}

// MARK: - A header that was trusted

extension ShortRead {
    /// Nobody who asks for so few bytes can do with fewer of them.
    private static let longestHeader = 16

    /// The next receive, when it asks for as many bytes as the piece says, read as a number: the program unpacked
    /// a header of which a part was missing.
    private var misreading: Int? {
        guard wanted.count <= Self.longestHeader, let bytes = event.payload?.bytes, bytes.count == event.kept,
            let next = reading.nextReceive(after: event), let size = next.size, size > 0,
            size != wanted.count, size != wanted.count - event.kept, bytes.numbers.contains(size)
        else { return nil }
        return next.number
    }
}

extension Finding.ShortRest {
    fileprivate var showsTheWish: Bool {
        switch self {
        case .misread, .failed: true
        case .taken, .notTaken: false
        }
    }
}

extension [UInt8] {
    /// What a header of these bytes may say: big-endian, little-endian, in digits.
    fileprivate var numbers: [Int] {
        let isShort = count < 8
        let big = isShort ? [reduce(0) { $0 << 8 | Int($1) }] : []
        let little = isShort ? [reversed().reduce(0) { $0 << 8 | Int($1) }] : []
        let digits = Int(String(decoding: self, as: UTF8.self).filter { $0 != " " })
        return big + little + (digits.map { [$0] } ?? [])
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
