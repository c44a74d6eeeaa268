/// What was sent on one flow and not yet received.
///
/// What a reset or a drop destroyed is not on the way. Where the recording cannot tell how much the kernel holds,
/// `isAtMost` says so.
package struct OnTheWay: Sendable, Equatable {
    /// As in `FlowPosition`.
    package var flow: Int
    /// Who sends on this flow and who receives; nil where the lab does not run that end.
    package var sender: String?
    package var receiver: String?
    /// In the order in which they will be received.
    package var pieces: [Piece]
    /// The sender has closed or shut down this direction.
    package var senderClosed: Bool
    /// A reset has reached the receiver: nothing more comes after the pieces.
    package var isReset = false
    /// The count is the most that can be on the way; it may be less.
    package var isAtMost = false

    /// Pieces beyond those in `pieces`, where only so many were asked for or where nobody can say which send the
    /// bytes came from, and how many bytes they hold.
    package var morePieces = 0
    package var moreBytes = 0

    package init(flow: Int, sender: String? = nil, receiver: String? = nil, pieces: [Piece], senderClosed: Bool) {
        self.flow = flow
        self.sender = sender
        self.receiver = receiver
        self.pieces = pieces
        self.senderClosed = senderClosed
    }

    /// The bytes of one send that are still on the way.
    package struct Piece: Sendable, Equatable {
        /// The event that sent them.
        package var send: Int
        /// As many of them as the transcript kept.
        package var bytes: [UInt8]
        /// How many they really are.
        package var count: Int

        package init(send: Int, bytes: [UInt8], count: Int) {
            self.send = send
            self.bytes = bytes
            self.count = count
        }
    }

    /// All bytes on the way on this flow.
    package var count: Int { pieces.reduce(moreBytes) { $0 + $1.count } }
    /// How many datagrams are on the way; 0 for a stream.
    package var datagrams: Int { flow < 0 ? pieces.count + morePieces : 0 }
    package var isEmpty: Bool { pieces.isEmpty && morePieces == 0 && moreBytes == 0 }
}

extension Transcript {
    /// What is on the way after `steps[...step]`, a flow an element; -1 is before the first step. To walk through a
    /// run, give an `OnTheWayTracker` one step after the other instead.
    package func onTheWay(after step: Int) -> [OnTheWay] {
        var tracker = OnTheWayTracker(FlowIndex(self))
        for step in steps.prefix(max(0, step + 1)) { tracker.take(step) }
        return tracker.flows
    }
}
