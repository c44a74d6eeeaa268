/// A program that shows whatever one recv brought as a line of its own, so that its lines depend on how the bytes came.
///
/// Only where nothing speaks for a reader that knows where its messages end. A program that once shows something else,
/// or nothing, does more with what it gets. One that looked first (MSG_PEEK), or waits for all (MSG_WAITALL), decided
/// how much to take. A receive that is full may have been asked for just so much, unless the same size is asked for
/// again and again, whatever came of it.
struct ChunkPrinter {
    private let reading: StreamReading
    private let isOne: Bool
    /// The size is that of a buffer: a receive that brought less was not completed.
    private let hasBuffer: Bool

    init(_ receives: Receives, _ reading: StreamReading) {
        self.reading = reading
        let taking = receives.lazy.filter { $0.kept > 0 }
        isOne = !reading.isPeeked(receives.first?.position?.flow) && taking.allSatisfy { event in
            reading.verbatimPrint(of: event) != nil && !event.flags.contains("MSG_WAITALL")
        }
        hasBuffer = taking.contains { !$0.isFull } && taking.allSatisfy { reading.onlySize(of: $0) != nil }
    }

    /// The print that shows this receive as one line, where it need not be one message.
    func print(of event: Event) -> Int? {
        guard isOne, hasBuffer || !event.isFull, let bytes = event.payload?.bytes, !bytes.mayBeOneMessage else { return nil }
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
