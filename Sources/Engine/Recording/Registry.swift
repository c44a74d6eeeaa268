import Sockets

/// Who listens where and which ends belong together: what the recorder needs to know where bytes come from.
///
/// The two ends of a TCP connection are paired by `getsockname` after `connect` and `accept` plus the address that
/// `accept` returned, never by `getpeername`, which fails after a reset. Unix sockets pair in the order of connects.
final class Registry: Sendable {
    struct Connection {
        var id: Int
        var initiator: RecordedSocket?
        var acceptor: RecordedSocket?
        var listener: RecordedSocket?
    }

    fileprivate struct Ends: Hashable {
        var initiator: Address
        var listener: Address
    }

    fileprivate struct Fields {
        var connections: [Connection] = []
        var byEnds: [Ends: Int] = [:]
        /// Connects to a Unix listener that it has not accepted yet, by path.
        var queued: [String: [Int]] = [:]
        var listeners: [Address: RecordedSocket] = [:]
        var receivers: [Address: RecordedSocket] = [:]
        var receiverCount = 0
        var allReceivers: [RecordedSocket] = []
        /// Who is in which multicast group.
        var groups: [IPv4Host: [RecordedSocket]] = [:]
        /// The first address that each participant had.
        var firstAddresses: [String: Address] = [:]
        /// Who had which datagram address, also after it was closed.
        var senders: [Address: String] = [:]
        var serverAddress: Address?
        var arrivals: [Int: Int] = [:]
    }

    private let fields = Lock(Fields())

    // MARK: Connections

    /// Called by each end once it knows both addresses. The first call makes the connection.
    func pair(initiator: RecordedSocket? = nil, acceptor: RecordedSocket? = nil, from: Address, to: Address) -> Connection {
        fields.withLock { fields in
            // A listener on [::] sees an IPv4 client as ::ffff:127.0.0.1; the client itself knows nothing of that.
            let index = fields.index(from: from.unmapped, to: to.unmapped, isInitiator: initiator != nil)
            if let initiator { fields.connections[index].initiator = initiator }
            if let acceptor { fields.connections[index].acceptor = acceptor }
            if fields.connections[index].listener == nil {
                fields.connections[index].listener = fields.find(to, in: fields.listeners)
            }
            return fields.connections[index]
        }
    }

    func connection(_ id: Int) -> Connection? {
        fields.withLock { $0.connections.indices.contains(id - 1) ? $0.connections[id - 1] : nil }
    }

    /// The connections that wait in that listener's queue.
    func unaccepted(at listener: RecordedSocket) -> [Int] {
        fields.withLock { $0.connections.filter { $0.listener === listener && $0.acceptor == nil }.map(\.id) }
    }

    func listens(_ socket: RecordedSocket, at address: Address) {
        fields.withLock { fields in
            fields.listeners[address] = socket
            if fields.serverAddress == nil { fields.serverAddress = address }
        }
    }

    func listener(at address: Address) -> RecordedSocket? {
        fields.withLock { $0.find(address, in: $0.listeners) }
    }

    /// The first address that a server of this run was bound to.
    var serverAddress: Address? { fields.withLock { $0.serverAddress } }

    func serverIsBound(at address: Address) {
        fields.withLock { if $0.serverAddress == nil { $0.serverAddress = address } }
    }

    // MARK: Datagrams

    /// A datagram socket has an address now. Returns its number among the receivers, 1 for the first.
    func receives(_ socket: RecordedSocket, at address: Address) -> Int {
        fields.withLock { fields in
            fields.receiverCount += 1
            fields.receivers[address] = socket
            fields.allReceivers.append(socket)
            if fields.firstAddresses[socket.lane.name] == nil { fields.firstAddresses[socket.lane.name] = address }
            fields.senders[address] = socket.lane.name
            return fields.receiverCount
        }
    }

    func receiver(at address: Address) -> RecordedSocket? {
        fields.withLock { $0.find(address, in: $0.receivers) }
    }

    /// The participant whose datagrams come from that address.
    func sender(at address: Address) -> String? {
        fields.withLock { $0.find(address, in: $0.senders) }
    }

    /// Where another participant's first datagram socket is.
    func firstAddress(of participant: String) -> Address? { fields.withLock { $0.firstAddresses[participant] } }

    func joins(_ socket: RecordedSocket, _ group: IPv4Host) {
        fields.withLock { $0.groups[group, default: []].append(socket) }
    }

    /// The two ends of a `socketpair`.
    func pairUp(_ left: RecordedSocket, _ right: RecordedSocket) {
        let id = fields.withLock { fields in
            fields.connections.append(Connection(id: fields.connections.count + 1, initiator: left, acceptor: right))
            return fields.connections.count
        }
        for end in [left, right] {
            end.connection = id
            end.other = left.lane.name
        }
        left.isInitiator = true
    }

    /// Every socket of the run that a datagram to that address reaches.
    func receivers(at address: Address) -> [RecordedSocket] {
        fields.withLock { fields in
            guard case .ipv4(let host, let port) = address, host.isMulticast || host.isBroadcast else {
                return fields.find(address, in: fields.receivers).map { [$0] } ?? []
            }
            // Linux: once a socket of this machine is in the group, it goes to every socket that is bound to the group's
            // address or to all (IP_MULTICAST_ALL, ip(7)). A broadcast goes to those bound to its address or to all.
            if host.isMulticast, fields.groups[host, default: []].isEmpty { return [] }
            return fields.allReceivers.filter { $0.local == address || $0.local == .any(port: port) }
        }
    }

    /// A datagram is on its way to that receiver: which one, counted from 0.
    func arrival(atReceiver number: Int) -> Int {
        fields.withLock { fields in
            defer { fields.arrivals[number, default: 0] += 1 }
            return fields.arrivals[number, default: 0]
        }
    }

    func forget(_ socket: RecordedSocket) {
        fields.withLock { fields in
            fields.listeners = fields.listeners.filter { $0.value !== socket }
            fields.receivers = fields.receivers.filter { $0.value !== socket }
            fields.allReceivers.removeAll { $0 === socket }
            fields.groups = fields.groups.mapValues { $0.filter { $0 !== socket } }
        }
    }

    /// The sockets know the run and the registry knows the sockets: ends that.
    func clear() {
        fields.withLock { $0 = Fields() }
    }
}

extension Registry.Fields {
    mutating func index(from: Address, to: Address, isInitiator: Bool) -> Int {
        if case .unix(let path) = to { return unixIndex(path, isInitiator: isInitiator) }
        let ends = Registry.Ends(initiator: from, listener: to)
        if let index = byEnds[ends], isInitiator == (connections[index].initiator == nil) || !isInitiator { return index }
        let index = newConnection()
        byEnds[ends] = index
        return index
    }

    private mutating func unixIndex(_ path: String, isInitiator: Bool) -> Int {
        guard !isInitiator, let first = queued[path]?.first else {
            let index = newConnection()
            if isInitiator { queued[path, default: []].append(index) }
            return index
        }
        queued[path]?.removeFirst()
        return first
    }

    private mutating func newConnection() -> Int {
        connections.append(Registry.Connection(id: connections.count + 1))
        return connections.count - 1
    }

    /// The socket bound to that address, or to its port on every address.
    func find<Value>(_ address: Address, in table: [Address: Value]) -> Value? {
        if let exact = table[address] { return exact }
        guard let port = address.port else { return nil }
        if let all = table[.any(port: port)] { return all }
        return table[.ipv6(.any, port: port)]
    }
}
