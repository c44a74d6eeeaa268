import Sockets
import Synchronization
import SystemPackage
import Transcripts

/// A socket of a participant: BSD's calls, each one recorded.
///
/// Unchecked: the plain fields are written by the calls that set a socket up (`bind`, `connect`, `accept`), before it
/// carries data or is given to another thread, and under a stage only by the holder of the baton. Counters and the
/// closed mark, which racing threads share under `free`, are atomics.
package final class RecordedSocket: @unchecked Sendable {
    let raw: Socket
    package let kind: SocketKind
    let run: Run
    let lane: Lane
    /// Its number in the run, never given twice.
    let serial: Int
    /// `listener`, once it listens.
    var role = "socket"
    var local: Address?
    /// Where it was connected to.
    var target: Address?
    /// The name of the participant at the other end.
    var other: String?
    var connection: Int?
    var isInitiator = false
    /// The program has closed it.
    let isClosed = Atomic<Bool>(false)
    /// Threads that wait inside a call at it: as with Linux, it lives on under them when it is closed.
    private let uses = Atomic<Int>(0)
    private let released = Atomic<Bool>(false)
    var hasShutDownSending = false

    let sentBytes = Atomic<Int>(0)
    let receivedBytes = Atomic<Int>(0)

    // What the program asked for, where the lab does something else underneath.
    var receiveTimeout: Double?
    var sendTimeout: Double?
    var isNonblocking = false
    var own = OwnOptions()
    private var nextLimit: Int?

    init(_ raw: Socket, _ kind: SocketKind, run: Run, lane: Lane) {
        self.raw = raw
        self.kind = kind
        self.run = run
        self.lane = lane
        serial = run.lastSocket.add(1, ordering: .relaxed).newValue
        lane.adopt(self)
        if run.isFree, !run.isLive { run.sockets.withLock { $0.append(self) } }
    }

    /// What raw records call it.
    package var name: RawSocket { RawSocket(serial: serial, kernel: Int(raw.descriptor), isStream: kind.isStream) }

    /// Whether a call that finds nothing waits for it.
    func waits(_ flags: MessageFlags = []) -> Bool { !isNonblocking && !flags.contains(.dontWait) }

    func limitNextCall(to most: Int) { nextLimit = max(1, most) }

    /// The size of the next receive or send, cut down by a fault.
    func limited(_ size: Int) -> Int {
        guard let limit = nextLimit else { return size }
        nextLimit = nil
        return min(size, limit)
    }

    /// A call that was waiting already when another thread closed the socket goes on.
    func checkOpen(_ call: Call) throws(SocketError) {
        guard isClosed.load(ordering: .sequentiallyConsistent) else { return }
        if let thread = try? LabThread.current(), thread.isInside { return }
        throw SocketError(call.rawValue, .badFileDescriptor)
    }

    /// The kernel has let go of it.
    var isReleased: Bool { released.load(ordering: .acquiring) }

    func isUsed() { uses.add(1, ordering: .sequentiallyConsistent) }

    func isUsedNoMore() {
        let left = uses.subtract(1, ordering: .sequentiallyConsistent).newValue
        guard left == 0, isClosed.load(ordering: .sequentiallyConsistent), release() else { return }
        (try? LabThread.current())?.recordRelease(of: self)
    }

    /// Closes the descriptor for the program, and for the kernel as soon as no thread waits at it.
    func closeDescriptor() {
        guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
        lane.forget(self)
        if uses.load(ordering: .sequentiallyConsistent) == 0 { release() }
    }

    /// False when that has been done before.
    @discardableResult
    func release() -> Bool {
        guard !released.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        try? raw.close()
        run.registry.forget(self)
        return true
    }

    // MARK: Flows

    /// The flow of what this end sends, and of what it receives.
    var sendFlow: Int? { connection.map { 2 * $0 + (isInitiator ? 0 : 1) } }
    var receiveFlow: Int? { connection.map { 2 * $0 + (isInitiator ? 1 : 0) } }

    /// The socket at the other end, where the lab has it.
    var connectedPeer: RecordedSocket? {
        guard let connection, let pair = run.registry.connection(connection) else { return nil }
        let peer = isInitiator ? pair.acceptor : pair.initiator
        return peer.flatMap { $0.isReleased ? nil : $0 }
    }

    /// The same, also after it was closed.
    var otherEnd: RecordedSocket? {
        guard let connection, let pair = run.registry.connection(connection) else { return nil }
        return isInitiator ? pair.acceptor : pair.initiator
    }

    /// Connected to somebody whom the lab does not run.
    var isConnectedOutside: Bool { connection != nil && partner == nil }

    /// The participant at the other end, as soon as both ends are known.
    var partner: String? { other ?? otherEnd?.lane.name }
}

// MARK: - Naming and connecting

extension RecordedSocket {
    /// The corresponding C function is `bind`.
    package func bind(_ address: Address) throws {
        let thread = try LabThread.current()
        let intent = Intent(call: .bind, socket: self, sharing: address.port == 0 ? .everyOrder : .always, address: address)
        try thread.perform(intent, describe: { $0.address = address }) { event throws(SocketError) in
            try checkOpen(.bind)
            // A lesson may show 0.0.0.0 and ::, and nobody outside is to get in by that, unless whoever runs one
            // participant alone has named an address that others reach.
            if address.isWildcard, run.options.solo?.address.isLoopback ?? true { try raw.keepToLoopback() }
            let bound = try bindOrEnter(address)
            event.local = bound
            isNamed(bound)
            // A Unix datagram waits for room at its receiver; over UDP it would be lost.
            if run.isLive, kind == .unixDatagram { limitPatience() }
        }
    }

    /// A server that was started again finds its address as it left it.
    private func bindOrEnter(_ address: Address) throws(SocketError) -> Address {
        guard lane.participant.role == .server, let doorway = run.options.solo?.doorway else {
            try raw.bind(address)
            return try raw.localAddress()
        }
        if let bound = doorway.enter(raw, kind, address) { return bound }
        try raw.bind(address)
        let bound = try raw.localAddress()
        doorway.keep(raw, kind, address, bound: bound)
        return bound
    }

    /// The corresponding C function is `listen`.
    package func listen(backlog: Int = 5) throws {
        let thread = try LabThread.current()
        try thread.perform(
            Intent(call: .listen, socket: self), describe: { $0.backlog = backlog }
        ) { event throws(SocketError) in
            try checkOpen(.listen)
            // Without `bind` the kernel takes a port on every address: nobody outside is to get in by that either.
            if local == nil, kind.isTCP, run.options.solo?.address.isLoopback ?? true { try raw.keepToLoopback() }
            try raw.listen(backlog: backlog)
            role = "listener"
            let address = try raw.localAddress()
            local = address
            event.local = address
            run.registry.listens(self, at: address)
            announceServer()
        }
    }

    /// The corresponding C function is `accept`.
    package func accept() throws -> (RecordedSocket, Address) {
        let thread = try LabThread.current()
        let intent = Intent(
            call: .accept, socket: self, readiness: waits() ? .readable(self) : .now,
            whenItBlocks: waits() ? { .readable(self) } : nil, timeout: receiveTimeout)
        return try thread.perform(intent) { event throws(SocketError) in
            try checkOpen(.accept)
            let (raw, peer) = try thread.mayWait(on: self, to: .serve) { () throws(SocketError) in
                try self.raw.accept(nonblocking: !run.isFree)
            }
            let accepted = RecordedSocket(raw, kind, run: run, lane: lane)
            accepted.isAccepted(from: peer)
            event.accepted = accepted.name
            event.peer = peer
            event.local = accepted.local
            return (accepted, peer)
        }
    }

    private func isAccepted(from peer: Address) {
        inheritOptions()
        guard let local = try? raw.localAddress() else { return }
        self.local = local
        if run.isLive { return isConnectedToOutside() }
        let pair = run.registry.pair(acceptor: self, from: peer, to: local)
        connection = pair.id
        other = pair.initiator?.lane.name
    }

    /// The corresponding C function is `connect`.
    package func connect(_ address: Address) throws {
        let thread = try LabThread.current()
        var isPending = false
        let intent = Intent(
            call: .connect, socket: self,
            whenItBlocks: waits() ? { [self] in kind.isTCP ? .connected(self) : .room(self, progress: run.stage?.progress ?? 0) } : nil,
            timeout: sendTimeout, address: address)
        try thread.perform(intent, describe: { $0.address = address }) { event throws(SocketError) in
            try checkOpen(.connect)
            target = address
            if isPending {
                try finishConnecting(address)
            } else {
                do throws(SocketError) {
                    try thread.mayWait(on: self, to: .connect) { () throws(SocketError) in try raw.connect(address) }
                } catch {
                    if error.errno == .nowInProgress || error.errno == .interrupted { isConnecting(to: address, &event) }
                    guard error.errno == .nowInProgress, waits() else { throw error }
                    isPending = true
                    if !isReady(for: Self.writable) { throw error }
                    try finishConnecting(address)
                }
            }
            try isConnected(to: address, &event)
        }
    }

    /// A pending connect has ended: SO_ERROR says how.
    private func finishConnecting(_ address: Address) throws(SocketError) {
        guard let error = try raw.pendingError() else { return }
        run.registry.connectingEnded(self)
        throw SocketError("connect", error, address: address)
    }

    /// The kernel goes on with it: whoever accepts meanwhile knows by the address whom.
    private func isConnecting(to address: Address, _ event: inout RawRecord) {
        guard let own = try? raw.localAddress() else { return }
        event.local = own
        if !run.isLive { run.registry.connects(self, from: own, to: address) }
    }

    private func isConnected(to address: Address, _ event: inout RawRecord) throws(SocketError) {
        let own = try raw.localAddress()
        event.local = own
        guard kind.isStream else {
            return isNamed(own)
        }
        local = own
        isInitiator = true
        if run.isLive {
            return isConnectedToOutside()
        }
        let pair = run.registry.pair(initiator: self, from: own, to: address)
        connection = pair.id
        other = pair.listener?.lane.name ?? pair.acceptor?.lane.name
        if !run.isFree { pair.acceptor?.other = lane.name }
    }

    /// Of a connection to outside only this end is known, and it is forgotten with its socket.
    private func isConnectedToOutside() {
        connection = run.outsideConnections.add(1, ordering: .relaxed).newValue
        limitPatience()
    }

    private func limitPatience() {
        if lane.participant.role == .server { try? raw.setSendTimeout(seconds: Self.patience) }
    }

    /// Seconds after which a server alone gives up a client that takes nothing of what it is sent: the next one waits.
    static let patience = 30.0

    /// The socket has an address of its own now. A datagram socket can then be sent to.
    func isNamed(_ address: Address) {
        if local == address { return }
        let isFirst = local == nil
        local = address
        if kind.isStream {
            if lane.participant.role == .server { run.registry.serverIsBound(at: address) }
            return
        }
        if isFirst { run.registry.receives(self, at: address) }
        if lane.participant.role == .server { run.registry.serverIsBound(at: address) }
        announceServer()
    }

    private func announceServer() {
        guard lane.participant.role == .server else { return }
        run.serverIsReady.store(true, ordering: .releasing)
        run.mayStartOthers()
    }
}
