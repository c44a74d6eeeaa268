/// What the annotator knows of one socket. A class, for it is looked at several times a call and is too large to copy.
///
/// Unchecked: it belongs to one annotator, which nobody copies.
final class SocketState: @unchecked Sendable {
    var participant: String
    var name: SocketName
    var isStream: Bool
    var local: Address?
    /// Where a datagram socket was connected to.
    var target: Address?
    var connection: Int?
    var isInitiator = false
    /// The participant at the other end.
    var other: String?

    // Streams.

    /// Bytes so far; of the sends that have ended.
    var sent = 0
    var received = 0
    /// The sends that wait at this moment.
    var openSends = 0
    /// It has closed or shut down its sending direction, its receiving one.
    var endedSending = false
    var endedReceiving = false

    // Datagrams.

    /// Its number among the receivers of the run, 1 for the first; once it has an address.
    var receiver: Int?
    var arrived = 0
    var taken = 0
    var dropped = 0

    /// The program has closed it; the kernel has let go of it.
    var isClosed = false
    var isReleased = false

    init(participant: String, name: SocketName, isStream: Bool) {
        self.participant = participant
        self.name = name
        self.isStream = isStream
    }

    /// The flow of what this end sends, and of what it receives.
    var sendFlow: Int? { connection.map { 2 * $0 + (isInitiator ? 0 : 1) } }
    var receiveFlow: Int? { connection.map { 2 * $0 + (isInitiator ? 1 : 0) } }
}

/// The sockets of a run by their serial numbers. Those that were closed are remembered for a while: a program may go on
/// with them, and a thread may still be in a call on one.
struct SocketTable: Sendable {
    /// The first ones stand at their numbers, later ones are looked up: a server may run for days.
    private var first: [SocketState?] = []
    private var later: [Int: SocketState] = [:]
    private var closed: [Int] = []
    private var firstClosed = 0
    private static let mostFirst = 1_024
    private static let mostClosed = 4_096

    subscript(serial: Int) -> SocketState? {
        get { first.indices.contains(serial) ? first[serial] : later[serial] }
        set {
            guard (0..<Self.mostFirst).contains(serial) else { return later[serial] = newValue }
            while first.count <= serial { first.append(nil) }
            first[serial] = newValue
        }
    }

    /// Returns a socket that is forgotten from now on, if there are too many.
    mutating func close(_ serial: Int) -> SocketState? {
        closed.append(serial)
        guard closed.count - firstClosed > Self.mostClosed else { return nil }
        let forgotten = self[closed[firstClosed]]
        self[closed[firstClosed]] = nil
        firstClosed += 1
        if firstClosed > Self.mostClosed {
            closed.removeFirst(firstClosed)
            firstClosed = 0
        }
        return forgotten
    }
}
