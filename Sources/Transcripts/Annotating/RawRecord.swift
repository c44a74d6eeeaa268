/// A call as the seam saw it: who asked for what, and what the kernel said. Nothing in it was worked out.
///
/// The fields that an `Event` has too mean the same here. Sockets have numbers of the run in place of names.
package struct RawRecord: Sendable, Equatable {
    // Who and when.

    package var participant: String
    /// `t1`, `t2` … for a thread that the participant started; nil for its first.
    package var thread: String?
    package var call: Call
    package var socket: RawSocket?
    package var began: Nanoseconds
    /// nil while the call still waits.
    package var ended: Nanoseconds?

    // What was asked for.

    package var detail: String?
    package var address: Address?
    package var size: Int?
    package var flags: [String] = []
    package var backlog: Int?
    package var option: String?
    package var value: String?
    package var seconds: Double?
    /// `poll`: the sockets that are looked at, and those that were ready.
    package var watched: [Int] = []
    package var ready: [Int] = []
    /// `setsockopt` with IP_ADD_MEMBERSHIP.
    package var group: IPv4Host?

    // What came back.

    package var result: Event.Result
    package var payload: Payload?
    /// `accept`, `socketpair`: the new socket, the second of the two.
    package var accepted: RawSocket?
    /// `accept`, `recvfrom`, `getpeername`: the address of the other side.
    package var peer: Address?
    /// What `getsockname` said after the call: of the new socket after `accept`.
    package var local: Address?
    package var datagramLength: Int?
    /// `recvfrom`: how many datagrams the kernel has dropped at this socket so far (SO_RXQ_OVFL).
    package var dropped: Int?
    package var unread: Int?

    // What the seam did.

    package var jumped: Nanoseconds = 0
    package var repeats: Int = 1
    package var fault: String?
    /// The waiting of this call has a record of its own before this one.
    package var hasWaited = false
    /// Under `free`: another thread was inside the same call on the same socket, and nobody knows who was served first.
    package var raced = false
    /// `close`: another thread waits inside a call at the socket, and until then the kernel keeps it.
    package var isKept = false
    /// The kernel let go of a socket, and nobody could notice: no event.
    package var isSilent = false

    package init(
        participant: String, thread: String? = nil, call: Call, socket: RawSocket? = nil, began: Nanoseconds,
        ended: Nanoseconds? = nil, result: Event.Result = .waiting
    ) {
        self.participant = participant
        self.thread = thread
        self.call = call
        self.socket = socket
        self.began = began
        self.ended = ended
        self.result = result
    }
}

/// A socket as the seam knows it.
package struct RawSocket: Sendable, Equatable, Hashable {
    /// A number of the run, never given twice.
    package var serial: Int
    /// The lab's real descriptor.
    package var kernel: Int
    /// What kind it is: streams have connections, datagrams have senders.
    package var isStream: Bool

    package init(serial: Int, kernel: Int, isStream: Bool) {
        self.serial = serial
        self.kernel = kernel
        self.isStream = isStream
    }
}

/// What the engine tells of a run, in order: cause before effect.
package enum RawLine: Sendable, Equatable {
    /// A thread of a participant was started: `t1`, or its first.
    case starts(participant: String, thread: String?)
    /// A call begins and has to wait.
    case waits(RawRecord)
    case completes(RawRecord)
    /// A thread ended. Which event it was interrupted in is for the annotator to say.
    case ends(Transcript.Ending)
}
