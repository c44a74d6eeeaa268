/// A receive that holds bytes of several sends: TCP keeps no boundaries. That is how it should be; it weighs more
/// where the program shows them as one line.
func stickyFindings(in reading: StreamReading) -> [Finding] {
    reading.flows.flatMap { receives in
        let isOneLineEach = ChunkPrinter(receives, reading)
        return receives.compactMap { event -> Finding? in
            guard !reading.isRepeated(event), reading.isCertain(event) else { return nil }
            let sends = reading.index.sends(of: event)
            return sends.count > 1 ? event.finding(.sticky(sends: sends, printed: isOneLineEach.print(of: event))) : nil
        }
    }
}

/// A program that shows whatever one recv brought as a line of its own. Only where nothing speaks for a reader that
/// knows where its messages end: a program that once shows something else, or nothing, does more with what it gets.
private struct ChunkPrinter {
    private let reading: StreamReading
    private let isOne: Bool
    /// Where the program looked before it took (MSG_PEEK), it decided how much to take.
    private let peeks: Bool

    init(_ receives: [Event], _ reading: StreamReading) {
        self.reading = reading
        let taking = receives.filter { $0.kept > 0 }
        isOne = taking.allSatisfy { reading.verbatimPrint(of: $0) != nil }
        peeks = reading.isPeeked(receives.first?.position?.flow)
    }

    /// The print below which several sends stand as one line.
    func print(of event: Event) -> Int? {
        guard isOne, !peeks, !event.isFull, !event.flags.contains("MSG_WAITALL"), let bytes = event.payload?.bytes,
            !bytes.mayBeOneMessage
        else { return nil }
        return reading.verbatimPrint(of: event)?.number
    }
}

extension [UInt8] {
    /// Whether a reader may have taken just these bytes for one message because of what they say: the last of them
    /// stands nowhere else, as an end mark does, or they are one JSON value.
    fileprivate var mayBeOneMessage: Bool {
        guard let last else { return true }
        return !dropLast().contains(last) || isOneBracket
    }

    /// `{…}` or `[…]` whose first bracket closes with the last byte.
    private var isOneBracket: Bool {
        let brackets: [UInt8: Int] = [0x7B: 1, 0x5B: 1, 0x7D: -1, 0x5D: -1]
        var depth = 0
        for (place, byte) in enumerated() {
            depth += brackets[byte] ?? 0
            if depth <= 0 { return depth == 0 && place > 0 && place == count - 1 }
        }
        return false
    }
}

extension FlowIndex {
    /// The sends of the run that a receive has bytes of, each once, in the order of the bytes.
    func sends(of event: Event) -> [Int] { origins(of: event).compactMap(\.send).withoutRepeats }

    /// The sends that have bytes in a part of a stream flow.
    func sends(ofFlow flow: Int, in range: Range<Int>) -> [Int] {
        pieces(of: flow, in: range).map(\.event).withoutRepeats
    }
}

extension Array where Element: Hashable {
    var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
