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
        /// A receive holds bytes of several sends; `printed` is the event that shows them as one line, just as they came.
        case sticky(sends: [Int], printed: Int? = nil)
        /// A receive brought `got` of `wanted` bytes, and the others were sent as well. `sends` are the pieces that were
        /// received.
        case shortRead(wanted: Int, got: Int, sends: [Int], rest: ShortRest = .taken)
        /// A full receive ends inside a send: `left` bytes of it are not in it.
        case cut(send: Int, left: Int, rest: CutRest)
        /// A receive ends inside a UTF-8 character, and the program used it so.
        case cutCharacter(sends: [Int], use: CutUse)
        /// `recv` returned 0: the other side closed or shut down its sending direction in event `cause`.
        case endOfStream(other: String?, cause: Int?)
        case reset(other: String?, cause: Int?)
        case brokenPipe(other: String?, cause: Int?)
        case refused(address: RecordedAddress?)
        case addressInUse(address: RecordedAddress?)
        case notPermitted(address: RecordedAddress?)
        case addressNotAvailable(address: RecordedAddress?)
        case notConnected
        /// `recvfrom(size)` kept `kept` of the datagram's `length` bytes; the rest is gone. `wasAsked`: the program had
        /// the length told to it (MSG_TRUNC), so it knows.
        case truncatedDatagram(send: Int?, kept: Int, length: Int, wasAsked: Bool = false)
        /// `count` datagrams (`sends`, as far as the run shows which) were sent to this socket before and can no longer come.
        case datagramLost(count: Int, sends: [Int], proof: LossProof = .laterCame)
        /// The socket was closed, and these datagrams to it were never received.
        case neverReceived(sends: [Int])
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
        /// The call's own time-out passed; `jumped` where the lab's clock did, and the lab answered instead of the kernel.
        case timedOut(Nanoseconds, isDatagram: Bool = false, jumped: Bool = false)
        /// The lab injected this fault.
        case injected(fault: String)
    }

    /// What became of the bytes that a short receive did not bring.
    package enum ShortRest: Sendable, Equatable {
        /// A later receive took the next of them.
        case taken
        /// No later receive did; `wasThere` where they had been sent before this one returned.
        case notTaken(wasThere: Bool)
        /// The program took the piece for the whole number: event `by` asks for as many bytes as it seemed to say.
        case misread(by: Int)
        /// The program ended with an error of its own, and received nothing more.
        case failed
    }

    /// What became of the bytes of a send that a full receive left.
    package enum CutRest: Sendable, Equatable {
        /// Event `by` took the next of them.
        case taken(by: Int)
        /// No later receive did.
        case notTaken
        /// The receive was shown as it was, and the program sent something else (event `by`) before it took the rest.
        case overtaken(by: Int)
        /// Event `by` shows the receive as one line, as the program does with whatever one recv brings.
        case shown(by: Int)
    }

    /// What a program did with half a character.
    package enum CutUse: Sendable, Equatable {
        case printed(Int)
        /// It decoded the half, and this print says that it failed.
        case refused(Int)
        /// It ended with an error of its own about text.
        case failed
    }

    /// How the run shows that a datagram is lost.
    package enum LossProof: Sendable, Equatable {
        /// One that was sent later came, or the kernel counted the losses.
        case laterCame
        /// This receive found nothing, although they had been sent before it began.
        case nothingThere
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
