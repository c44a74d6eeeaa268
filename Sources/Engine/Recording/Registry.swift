import Sockets

/// Who listens where and which ends belong together, for as long as the run lasts: what schedules need to know. What
/// stands in events the annotator finds out by itself.
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
        /// Connects that are not through.
        var pending: [Ends: RecordedSocket] = [:]
        /// The first address that each participant had.
        var firstAddresses: [String: Address] = [:]
        var serverAddress: Address?
    }

    private let fields = Lock(Fields())

    // MARK: Connections

    /// Called by each end once it knows both addresses. The first call makes the connection.
    func pair(initiator: RecordedSocket? = nil, acceptor: RecordedSocket? = nil, from: Address, to: Address) -> Connection {
        fields.withLock { fields in
            // A listener on [::] sees an IPv4 client as ::ffff:127.0.0.1; the client itself knows nothing of that.
            let ends = Ends(initiator: from.unmapped, listener: to.unmapped)
            let index = fields.index(ends, initiator)
            if let initiator { fields.connections[index].initiator = initiator }
            if let acceptor { fields.connections[index].acceptor = acceptor }
            if fields.connections[index].listener == nil {
                fields.connections[index].listener = fields.find(to, in: fields.listeners)
            }
            return fields.connections[index]
        }
    }

    /// The kernel goes on with a connect that has not returned: its acceptor may come first.
    func connects(_ initiator: RecordedSocket, from: Address, to: Address) {
        fields.withLock { $0.pending[Ends(initiator: from.unmapped, listener: to.unmapped)] = initiator }
    }

    func connectingEnded(_ initiator: RecordedSocket) {
        fields.withLock { fields in
            for (ends, socket) in fields.pending where socket === initiator { fields.pending[ends] = nil }
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

    /// A datagram socket has an address now.
    func receives(_ socket: RecordedSocket, at address: Address) {
        fields.withLock { fields in
            if fields.firstAddresses[socket.lane.name] == nil { fields.firstAddresses[socket.lane.name] = address }
        }
    }

    /// Where another participant's first datagram socket is.
    func firstAddress(of participant: String) -> Address? { fields.withLock { $0.firstAddresses[participant] } }

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

    func forget(_ socket: RecordedSocket) {
        fields.withLock { fields in
            fields.listeners = fields.listeners.filter { $0.value !== socket }
        }
    }

    /// The sockets know the run and the registry knows the sockets: ends that.
    func clear() {
        fields.withLock { $0 = Fields() }
    }
}

extension Registry.Fields {
    mutating func index(_ ends: Registry.Ends, _ initiator: RecordedSocket?) -> Int {
        if case .unix(let path) = ends.listener { return unixIndex(path, isInitiator: initiator != nil) }
        if let index = byEnds[ends] {
            let known = connections[index].initiator
            if initiator == nil || known == nil || known === initiator { return index }
        }
        let index = newConnection()
        connections[index].initiator = pending.removeValue(forKey: ends)
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
