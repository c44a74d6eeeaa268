/// Who listens where, which ends belong together, and who gets a datagram.
///
/// The two ends of a TCP connection are paired by `getsockname` after `connect` and `accept` plus the address that
/// `accept` returned, never by `getpeername`, which fails after a reset. Unix sockets pair in the order of connects.
struct Network: Sendable {
    struct Connection: Sendable {
        var initiator: Int?
        var acceptor: Int?
        /// The socket that listened, and whose it is.
        var listener: Listener?
        var ends: Ends?
    }

    struct Listener: Sendable {
        var socket: Int
        var participant: String
    }

    struct Ends: Hashable, Sendable {
        var initiator: Address
        var listener: Address
    }

    private(set) var connections = SmallTable<Int, Connection>()
    private var lastConnection = 0
    private var byEnds = SmallTable<Ends, Int>()
    /// Connects to a Unix listener that it has not accepted yet, by path.
    private var queued = SmallTable<String, [Int]>()
    /// Connects that have begun and are not through: who makes them, by both addresses.
    private var pending = SmallTable<Ends, Int>()

    var listeners = SmallTable<Address, Int>()
    private var receivers = SmallTable<Address, Int>()
    private var allReceivers: [(serial: Int, address: Address)] = []
    private var lastReceiver = 0
    /// Who had which datagram address, also after it was closed.
    private var senders = SmallTable<Address, String>()
    /// Who is in which multicast group.
    private var groups = SmallTable<IPv4Host, [Int]>()

    // MARK: Connections

    mutating func connecting(_ socket: Int, from: Address, to: Address) {
        pending[Ends(from, to)] = socket
    }

    /// The connect has failed after all.
    mutating func connectingEnded(from: Address, to: Address) {
        pending[Ends(from, to)] = nil
    }

    /// `connect` has returned. The first end that is known makes the connection.
    mutating func connected(_ socket: Int, from: Address, to: Address, listener: Listener?) -> Int {
        let ends = Ends(from, to)
        pending[ends] = nil
        if case .unix(let path) = to {
            let id = add(Connection(initiator: socket, listener: listener))
            queued[path, default: []].append(id)
            return id
        }
        if let known = byEnds[ends], let connection = connections[known], connection.initiator == nil || connection.initiator == socket {
            connections[known]?.initiator = socket
            connections[known]?.listener = connection.listener ?? listener
            return known
        }
        let id = add(Connection(initiator: socket, listener: listener, ends: ends))
        byEnds[ends] = id
        return id
    }

    /// `accept` has returned a socket.
    mutating func accepted(_ socket: Int, from: Address, to: Address, listener: Listener) -> Int {
        let id = unaccepted(from: from, to: to, takes: true) ?? newlyAccepted(Ends(from, to), listener)
        connections[id]?.acceptor = socket
        return id
    }

    private mutating func newlyAccepted(_ ends: Ends, _ listener: Listener) -> Int {
        let isUnix = if case .unix = ends.listener { true } else { false }
        let id = add(Connection(initiator: pending[ends], listener: listener, ends: isUnix ? nil : ends))
        if !isUnix { byEnds[ends] = id }
        return id
    }

    /// The connection that `accept` would find there, if its connect is known.
    func unaccepted(from: Address, to: Address) -> Int? {
        if case .unix(let path) = to { return queued[path]?.first }
        return byEnds[Ends(from, to)].flatMap { connections[$0]?.acceptor == nil ? $0 : nil }
    }

    private mutating func unaccepted(from: Address, to: Address, takes: Bool) -> Int? {
        guard let id = unaccepted(from: from, to: to) else { return nil }
        if case .unix(let path) = to { queued[path]?.removeFirst() }
        return id
    }

    /// Whether a connect is known that this accept may have taken.
    func isCalling(from: Address, to: Address) -> Bool {
        unaccepted(from: from, to: to) != nil || pending[Ends(from, to)] != nil
    }

    /// The two ends of a `socketpair`.
    mutating func pair(_ left: Int, _ right: Int) -> Int { add(Connection(initiator: left, acceptor: right)) }

    private mutating func add(_ connection: Connection) -> Int {
        lastConnection += 1
        connections[lastConnection] = connection
        return lastConnection
    }

    /// A socket is forgotten, and its connection with it when nobody is left at the other end.
    mutating func forget(_ socket: SocketState, isAlive: (Int) -> Bool) {
        guard let id = socket.connection, let connection = connections[id] else { return }
        if let other = socket.isInitiator ? connection.acceptor : connection.initiator, isAlive(other) { return }
        if let ends = connection.ends, byEnds[ends] == id { byEnds[ends] = nil }
        connections[id] = nil
    }

    // MARK: Addresses

    mutating func closed(_ socket: Int, _ state: SocketState) {
        if let local = state.local {
            if listeners[local] == socket {
                listeners[local] = nil
                if case .unix(let path) = local { queued[path] = nil }
            }
            if receivers[local] == socket { receivers[local] = nil }
        }
        guard !state.isStream else { return }
        allReceivers.removeAll { $0.serial == socket }
        groups.changeAll { $0.removeAll { $0 == socket } }
    }

    func listener(at address: Address) -> Int? { Self.find(address, in: listeners) }

    /// A datagram socket has an address now. Returns its number among the receivers, 1 for the first.
    mutating func receives(_ socket: Int, of participant: String, at address: Address) -> Int {
        lastReceiver += 1
        receivers[address] = socket
        allReceivers.append((socket, address))
        senders[address] = participant
        return lastReceiver
    }

    mutating func renamed(_ socket: Int, _ address: Address) {
        guard let place = allReceivers.firstIndex(where: { $0.serial == socket }) else { return }
        allReceivers[place].address = address
    }

    /// The participant whose datagrams come from that address.
    func sender(at address: Address) -> String? { Self.find(address, in: senders) }

    func receiver(at address: Address) -> Int? { Self.find(address, in: receivers) }

    mutating func joins(_ socket: Int, _ group: IPv4Host) { groups[group, default: []].append(socket) }

    /// Every socket of the run that a datagram to that address reaches.
    func receivers(at address: Address) -> [Int] {
        guard case .ipv4(let host, let port) = address, host.isMulticast || host.isBroadcast else {
            return receiver(at: address).map { [$0] } ?? []
        }
        // Linux: once a socket of this machine is in the group, it goes to every socket that is bound to the group's
        // address or to all (IP_MULTICAST_ALL, ip(7)). A broadcast goes to those bound to its address or to all.
        if host.isMulticast, groups[host, default: []].isEmpty { return [] }
        return allReceivers.filter { $0.address == address || $0.address == .any(port: port) }.map(\.serial)
    }

    /// The socket bound to that address, or to its port on every address.
    private static func find<Value: Sendable>(_ address: Address, in table: SmallTable<Address, Value>) -> Value? {
        if let exact = table[address] { return exact }
        guard let port = address.port else { return nil }
        return table[.any(port: port)] ?? table[.ipv6(.any, port: port)]
    }
}

extension Network.Ends {
    /// A listener on [::] sees an IPv4 client as ::ffff:127.0.0.1; the client itself knows nothing of that.
    init(_ from: Address, _ to: Address) { self.init(initiator: from.unmapped, listener: to.unmapped) }
}
