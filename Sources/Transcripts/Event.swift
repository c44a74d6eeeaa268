/// A time or a duration in nanoseconds. Event times count from the start of the run.
package typealias Nanoseconds = Int64

/// The record of one call: who, what, when it began and ended, how it ended, the bytes.
///
/// What was asked for and what came back stand in flat fields; a field is nil where it has no meaning for the
/// call. The names are those of the transcript file.
package struct Event: Sendable, Equatable {
    // Who and when.

    /// 1 for the first call of the run to begin, and so on without gaps.
    package var number: Int
    /// The lane's name: `server`, `client`, `client-2` …
    package var participant: String
    /// `t1`, `t2` … for a thread that the participant started; nil for its first.
    package var thread: String?
    package var call: Call
    package var began: Nanoseconds
    /// nil while the call still waits.
    package var ended: Nanoseconds?

    // What was asked for.

    /// The socket the call was made on; for `socket`, the new one.
    package var socket: SocketName?
    /// `socket`: `tcp`, `udp`, `unix stream`, `unix datagram`. `shutdown`: `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`.
    /// `close`: `reset` for a close with SO_LINGER 0. `run`: the command. `input`: the prompt.
    package var detail: String?
    /// `bind`, `connect`, `sendto`: the address asked for: `127.0.0.1:8080`, `[::1]:8080`, a path.
    package var address: RecordedAddress?
    /// `recv`, `recvfrom`: the most bytes wanted. `send`, `sendto`: the bytes offered.
    package var size: Int?
    /// `MSG_PEEK` and the like.
    package var flags: [String] = []
    package var backlog: Int?
    /// `setsockopt`, `getsockopt`: `SO_REUSEADDR`, `TCP_NODELAY` …
    package var option: String?
    /// `setsockopt`: the value given. `getsockopt`: the value returned.
    package var value: String?
    /// `sleep`: seconds.
    package var seconds: Double?

    // What came back.

    package var result: Result
    /// The bytes that really moved (`send`: those the kernel took), what was printed, or the line of input.
    package var payload: Payload?
    /// `accept`: the new socket.
    package var accepted: SocketName?
    /// `accept`, `recvfrom`, `getpeername`: the address of the other side.
    package var peer: RecordedAddress?
    /// `bind`, `connect`, `getsockname`, a first `sendto`: the socket's own address afterwards.
    package var local: RecordedAddress?

    // What the recorder knows besides.

    /// The name of the participant at the other end, where the lab runs it.
    package var other: String?
    /// A number for each connection (stream) of the run, 1, 2, …; on every event of either end once it is connected.
    package var connection: Int?
    /// Where the bytes stand in their direction of the connection, or which datagram it is.
    package var position: FlowPosition?
    /// `sendto` to a group: where the same datagram stands in the flows of the further receivers.
    package var copies: [FlowPosition] = []
    /// `recvfrom`: the datagram's true length, when more came than fitted the buffer.
    package var datagramLength: Int?
    /// `recvfrom`: datagrams for this socket that the kernel dropped between the previous one and this one.
    package var lost: Int?
    /// `close`: received bytes that the program never read.
    package var unread: Int?
    /// Nanoseconds of the wait that the virtual clock jumped over; 0 for a wait in real time.
    package var jumped: Nanoseconds = 0
    /// A deadlocked call: the participants that could have ended its wait.
    package var waitedFor: [String] = []
    /// How many calls alike this event stands for (spinning): 1 normally.
    package var repeats: Int = 1
    /// The fault that the lab injected into this call: `short read`, `short write`, `delay`, `errno`, `reset`.
    package var fault: String?
    /// Fields of the file that this version does not know: name and JSON text, kept and written back.
    package var unknown: [UnknownField] = []

    package init(
        number: Int, participant: String, thread: String? = nil, call: Call, socket: SocketName? = nil,
        began: Nanoseconds, ended: Nanoseconds? = nil, result: Result = .waiting
    ) {
        self.number = number
        self.participant = participant
        self.thread = thread
        self.call = call
        self.socket = socket
        self.began = began
        self.ended = ended
        self.result = result
    }
}

extension Event {
    package enum Result: Sendable, Equatable {
        /// The call still waits.
        case waiting
        /// It succeeded. For `send` and `recv` the value is the number of bytes, otherwise what the call returned.
        case returned(Int)
        case failed(Failure)
        /// The lab ended the call.
        case interrupted(Interruption)
    }

    package struct Failure: Sendable, Equatable, Hashable {
        package var errno: Int32
        /// `ECONNREFUSED`.
        package var name: String

        package init(errno: Int32, name: String) {
            self.errno = errno
            self.name = name
        }
    }

    package enum Interruption: String, Sendable, Equatable {
        /// Nobody could move.
        case deadlock
        /// Ctrl-C, or the student left.
        case cancelled
        /// 1,000 calls in a row brought nothing.
        case spinning
        /// The run ended while this call still waited (a server's `accept` after the last client, say).
        case ended
        /// A program that talks with one, alone: somebody else has written.
        case newcomer
    }

    /// The bytes that moved, when the call succeeded.
    package var count: Int? {
        if case .returned(let value) = result { value } else { nil }
    }

    package var failure: Failure? {
        if case .failed(let failure) = result { failure } else { nil }
    }
}

/// How a socket is called in a transcript.
package struct SocketName: Sendable, Equatable, Hashable {
    /// The number that the participant's own process would see: the lowest free from 3.
    package var descriptor: Int
    /// `socket` before it has a part to play, then `listener`, `conn`, `c1`, `c2` …
    package var role: String
    /// The lab's real descriptor (`--raw`).
    package var kernel: Int

    package init(descriptor: Int, role: String, kernel: Int) {
        self.descriptor = descriptor
        self.role = role
        self.kernel = kernel
    }
}

/// A place in a flow: one direction of one connection, or the datagrams from one address to one socket.
package struct FlowPosition: Sendable, Equatable, Hashable {
    /// A number for each flow of the run. The two directions of connection c are 2c (from the side that
    /// connected) and 2c + 1 (from the side that accepted); datagram flows are negative.
    package var flow: Int
    /// Stream: bytes of this flow before these. Datagrams: datagrams sent before this one on this flow.
    package var offset: Int
    /// The lab could not tell for sure (several threads raced on one socket).
    package var isUncertain: Bool

    package init(flow: Int, offset: Int, isUncertain: Bool = false) {
        self.flow = flow
        self.offset = offset
        self.isUncertain = isUncertain
    }
}

/// A field that this version of the format does not know.
package struct UnknownField: Sendable, Equatable {
    package var name: String
    /// The value as JSON text.
    package var json: String

    package init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}
