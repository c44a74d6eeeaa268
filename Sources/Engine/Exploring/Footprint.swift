import Sockets
import Transcripts

/// What a call may affect, or be affected by. Two calls are independent only when neither changes what the other touches:
/// then their order cannot matter.
package struct Footprint: Equatable, Sendable {
    /// Something that calls of several threads can meet at.
    struct Thing: Hashable, Sendable {
        enum Kind: UInt8 {
            /// One direction of a connection.
            case flow
            /// A TCP port, a UDP port, a Unix socket's path: its queue.
            case tcpPort, udpPort, path
            /// Who has a TCP port, in whatever state: what `bind` asks.
            case tcpPortHolders
            /// A thread's end.
            case thread
            /// What a participant's threads share besides sockets.
            case screen, keyboard, threadNumbers
            /// A descriptor of a participant with several threads.
            case descriptor
            /// Where a participant's first datagram socket is, and where the first server is.
            case firstAddress, serverAddress
            /// A cell of `host.shared`.
            case cell
            /// The file system, as commands and Unix sockets use it.
            case files
        }

        var kind: Kind
        var number: Int
    }

    struct Access: Equatable, Sendable {
        var thing: Thing
        var changes: Bool
    }

    /// One way in which two calls can meet. A test takes each away and shows that an outcome is then lost.
    package enum Rule: String, CaseIterable, Sendable {
        /// `send` and `recv` of one direction.
        case streams
        /// A large `send` feels room and acknowledgements, which the other direction carries as well.
        case room
        /// An error that one thread draws shows in the call of another on the same socket.
        case errors
        /// The end of a connection is felt in both directions.
        case closing
        /// `accept`, `connect`, `listen` at one port or path.
        case listening
        /// A listener takes the connections down that nobody has accepted.
        case queued
        /// Datagrams to one port or path.
        case datagrams
        /// Who may bind a port.
        case binding
        /// `poll` looks at what others change.
        case polling
        /// `getsockopt`, `getpeername` ask for what others change.
        case asking
        case joining
        /// Threads of one participant write to one screen, and read from one keyboard.
        case printing, typing
        /// The numbers of threads are given in the order of their starts.
        case numbering
        /// Where somebody's socket is.
        case addresses
        /// A descriptor that one thread closes or sets while another uses it.
        case descriptors
        case cells
        /// A time-out that passes early.
        case timeOuts
        /// Commands change files, paths of sockets among them.
        case commands
        /// What ends with a participant.
        case exiting
    }

    private(set) var accesses: [Access] = []
    /// An unknown call touches all there is.
    private(set) var isEverything = false

    static let nothing = Footprint()
    static let everything = Footprint(accesses: [], isEverything: true)

    static func changing(_ things: Thing...) -> Footprint {
        Footprint(accesses: things.map { Access(thing: $0, changes: true) })
    }

    static func looking(at things: Thing...) -> Footprint {
        Footprint(accesses: things.map { Access(thing: $0, changes: false) })
    }

    func isDisjoint(with other: Footprint) -> Bool {
        if isEverything || other.isEverything { return false }
        for mine in accesses {
            for access in other.accesses where access.thing == mine.thing && (mine.changes || access.changes) { return false }
        }
        return true
    }

    /// Whether a step with this footprint meets every step that changes one of these things.
    func meetsAllThatChange(_ things: [Thing]) -> Bool {
        isEverything || things.allSatisfy { thing in accesses.contains { $0.thing == thing } }
    }

    var thread: Int? { accesses.first { $0.thing.kind == .thread }?.thing.number }

    /// The same, only looked at.
    var looking: Footprint {
        Footprint(accesses: accesses.map { Access(thing: $0.thing, changes: false) }, isEverything: isEverything)
    }

    static func + (a: Footprint, b: Footprint) -> Footprint {
        if a.accesses.isEmpty, !a.isEverything { return b }
        if b.accesses.isEmpty, !b.isEverything { return a }
        return Footprint(accesses: a.accesses + b.accesses, isEverything: a.isEverything || b.isEverything)
    }
}

extension Footprint.Thing {
    static func of(_ kind: Kind, _ number: Int) -> Self { Self(kind: kind, number: number) }

    /// Two things that fall together by chance are taken for one: that costs a run and loses nothing.
    static func of(_ kind: Kind, _ value: some Hashable) -> Self { Self(kind: kind, number: value.hashValue) }

    static func of(_ kind: Kind, _ object: AnyObject) -> Self { of(kind, ObjectIdentifier(object).hashValue) }

    static let serverAddress = of(.serverAddress, 0)
    static let files = of(.files, 0)
}
