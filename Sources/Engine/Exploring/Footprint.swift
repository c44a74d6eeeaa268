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

    // One for every waiting thread at every choice: the few accesses that nearly all calls have need no memory of their own.
    private var first: Access?
    private var second: Access?
    private var third: Access?
    private var more: [Access] = []
    /// An unknown call touches all there is.
    private(set) var isEverything = false

    static let nothing = Footprint()
    static let everything = Footprint(isEverything: true)

    private init(isEverything: Bool = false) { self.isEverything = isEverything }

    static func changing(_ thing: Thing) -> Footprint {
        var footprint = Footprint()
        footprint.first = Access(thing: thing, changes: true)
        return footprint
    }

    static func looking(at thing: Thing) -> Footprint { changing(thing).looking }

    var accesses: [Access] { [first, second, third].compactMap { $0 } + more }

    private mutating func append(_ access: Access) {
        if first == nil { return first = access }
        if second == nil { return second = access }
        if third == nil { return third = access }
        more.append(access)
    }

    @inline(__always)
    private func contains(where isWanted: (Access) -> Bool) -> Bool {
        guard let first else { return false }
        if isWanted(first) { return true }
        guard let second else { return false }
        if isWanted(second) { return true }
        guard let third else { return false }
        return isWanted(third) || !more.isEmpty && more.contains(where: isWanted)
    }

    func isDisjoint(with other: Footprint) -> Bool {
        if isEverything || other.isEverything { return false }
        return !contains { mine in other.contains { $0.thing == mine.thing && (mine.changes || $0.changes) } }
    }

    /// Whether a step with this footprint meets every step that changes one of these things.
    func meetsAllThatChange(_ things: [Thing]) -> Bool {
        isEverything || things.allSatisfy { thing in contains { $0.thing == thing } }
    }

    var thread: Int? {
        var found: Int?
        _ = contains { access in
            if access.thing.kind == .thread { found = access.thing.number }
            return found != nil
        }
        return found
    }

    /// The same, only looked at.
    var looking: Footprint {
        var footprint = self
        footprint.first?.changes = false
        footprint.second?.changes = false
        footprint.third?.changes = false
        for index in more.indices { footprint.more[index].changes = false }
        return footprint
    }

    static func + (a: Footprint, b: Footprint) -> Footprint {
        guard a.first != nil || a.isEverything else { return b }
        var sum = a
        sum.isEverything = a.isEverything || b.isEverything
        _ = b.contains { access in
            sum.append(access)
            return false
        }
        return sum
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
