extension OnTheWayTracker {
    /// One flow so far.
    struct State {
        var sender: String?
        var receiver: String?
        /// The sends from `first` on are on the way, the first of them perhaps only in part.
        private(set) var sends: [Item] = []
        private(set) var first = 0
        /// Streams: bytes handed over to the kernel. They tell how much is on the way where the order does not.
        private(set) var handedOver = 0
        /// Streams: bytes received. Datagrams: datagrams received or lost.
        private(set) var taken = 0
        /// The sends that wait: the kernel has a part of their bytes, nobody knows how many.
        var waiting: Set<Int> = []
        var senderClosed = false
        var receiverClosed = false
        /// The receiver has shut down both directions: what comes now is answered with a reset.
        var refuses = false
        /// The receiver itself has shut down receiving.
        var stoppedReceiving = false
        var isReset = false
        /// Something was destroyed, and nothing tells how much.
        var isCutSomewhere = false
        /// Several threads send: which bytes are whose is not known.
        let isMixed: Bool
        private var hasSeveralSenders = false

        init(sender: String?, receiver: String?, isMixed: Bool) {
            self.sender = sender
            self.receiver = receiver
            self.isMixed = isMixed
        }

        /// A send: its bytes in the flow, or its number in a datagram flow.
        struct Item {
            var event: Int
            var range: Range<Int>
        }

        var isEmpty: Bool { isMixed ? handedOver <= taken : first == sends.count }
        var isAtMost: Bool { (!waiting.isEmpty || isCutSomewhere) && !isEmpty }
        var onTheWay: ArraySlice<Item> { sends[first...] }

        /// One datagram socket may hear several senders; then no one of them is the sender of the flow.
        mutating func knows(sender name: String?) {
            guard let name, name != sender, !hasSeveralSenders else { return }
            hasSeveralSenders = sender != nil
            sender = hasSeveralSenders ? nil : name
        }

        mutating func add(_ event: Int, _ range: Range<Int>) {
            handedOver += range.count
            if !isMixed, range.upperBound > taken { sends.append(Item(event: event, range: range)) }
        }

        /// What a send that waited has handed over in the end.
        mutating func settle(_ event: Int, _ range: Range<Int>, expected: Int) {
            handedOver += range.count - expected
            guard let place = sends[first...].lastIndex(where: { $0.event == event }) else { return }
            sends[place].range = range
            drop()
        }

        mutating func take(upTo end: Int, count: Int) {
            taken = isMixed ? taken + count : max(taken, end)
            drop()
        }

        private mutating func drop() {
            while first < sends.count, sends[first].range.upperBound <= taken { first += 1 }
        }

        /// Nobody will receive from the byte at `end` on.
        mutating func cut(at end: Int) {
            handedOver = min(handedOver, max(end, taken))
            while sends.count > first, sends[sends.count - 1].range.lowerBound >= end { sends.removeLast() }
            guard sends.count > first, sends[sends.count - 1].range.upperBound > end else { return }
            sends[sends.count - 1].range = sends[sends.count - 1].range.lowerBound..<end
            drop()
        }

        mutating func clear() {
            handedOver = min(handedOver, taken)
            sends = []
            first = 0
            isCutSomewhere = false
        }
    }
}
