/// An explanation that the lab computed from a transcript. The words are in Messages.
package struct Finding: Sendable, Equatable {
    /// The event below which the finding stands.
    package var event: Int
    /// Whose view it is: the participant of that event.
    package var participant: String
    package var kind: Kind

    package init(event: Int, participant: String, kind: Kind) {
        self.event = event
        self.participant = participant
        self.kind = kind
    }

    package enum Kind: Sendable, Equatable {
        /// A receive holds bytes of several sends.
        case sticky(sends: [Int])
        /// A message came in pieces: `wanted` bytes were asked for and were under way in the end, `got` came. `sends`
        /// are the pieces that were received; `restCameTooLate` where the rest was sent later and nobody read it.
        case shortRead(wanted: Int, got: Int, sends: [Int], restCameTooLate: Bool = false)
        /// The receive ends inside a send: `left` bytes of it are left for the next one.
        case cut(send: Int, left: Int)
        /// The receive ends inside a UTF-8 character.
        case cutCharacter(sends: [Int])
        /// `recv` returned 0: the other side closed or shut down its sending direction in event `cause`.
        case endOfStream(other: String?, cause: Int?)
        case reset(other: String?, cause: Int?)
        case brokenPipe(other: String?, cause: Int?)
        case refused(address: RecordedAddress?)
        case addressInUse(address: RecordedAddress?)
        case notPermitted(address: RecordedAddress?)
        case addressNotAvailable(address: RecordedAddress?)
        case notConnected
        /// `recvfrom(size)` kept `kept` of the datagram's `length` bytes; the rest is gone.
        case truncatedDatagram(send: Int?, kept: Int, length: Int)
        /// The kernel dropped `count` datagrams before this one (`sends`), the receiver's buffer was full.
        case datagramLost(count: Int, sends: [Int])
        /// Nobody was bound where this datagram went.
        case nobodyThere(address: RecordedAddress?)
        /// Nobody can move. `waits`: each waiting call and the participants it waits for.
        case deadlock(waits: [Wait])
        /// `calls` calls in a row brought nothing.
        case spinning(calls: Int, returnedEndOfStream: Bool)
        /// A stream `send` of 0 bytes puts nothing on the way.
        case nothingSent
        /// An empty datagram was received: it is a message, and no end of anything.
        case emptyDatagram(send: Int?)
        /// `close` threw away `count` bytes that had arrived and were never read: the kernel answers with a reset.
        case unreadAtClose(count: Int, sends: [Int])
        /// The call waited this long; `virtual` where the lab's clock jumped.
        case waited(Nanoseconds, virtual: Bool, cause: Int?)
        /// The call's own time-out passed.
        case timedOut(Nanoseconds, isDatagram: Bool = false)
        /// The lab injected this fault.
        case injected(fault: String)
    }

    package struct Wait: Sendable, Equatable {
        package var participant: String
        package var call: Call
        package var event: Int
        package var waitsFor: [String]

        package init(participant: String, call: Call, event: Int, waitsFor: [String]) {
            self.participant = participant
            self.call = call
            self.event = event
            self.waitsFor = waitsFor
        }
    }
}

/// Bytes of a receive and the send they came from.
package struct Origin: Sendable, Equatable {
    /// The event that sent them; nil for bytes from outside the run.
    package var send: Int?
    /// Which bytes of the received payload these are.
    package var received: Range<Int>
    /// Which bytes of the send's payload these are.
    package var sent: Range<Int>
    package var isUncertain: Bool

    package init(send: Int?, received: Range<Int>, sent: Range<Int>, isUncertain: Bool = false) {
        self.send = send
        self.received = received
        self.sent = sent
        self.isUncertain = isUncertain
    }
}
