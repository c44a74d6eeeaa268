import Sockets
import Synchronization
import Transcripts

// The table: what each call touches.

extension LabThread {
    // While every order is tried, and the thread stands before a step.

    /// What it touches as things stand.
    var footprint: Footprint { standing ?? intent.map(footprint) ?? .nothing }

    /// Whoever ends its wait changes one of these.
    var enablers: [Footprint.Thing] { standing?.accesses.map(\.thing) ?? intent.map(enablers) ?? [] }

    /// What it touches by merely beginning to wait.
    var usesOfDescriptors: Footprint {
        intent.map { FootprintTable(leftOut: run.leftOut).descriptor(of: $0, on: self).looking } ?? .nothing
    }

    /// What the call of `intent` touches as things stand.
    private func footprint(of intent: Intent) -> Footprint {
        let table = FootprintTable(leftOut: run.leftOut)
        return table.footprint(of: intent, on: self) + table.descriptor(of: intent, on: self)
    }

    private func enablers(of intent: Intent) -> [Footprint.Thing] {
        switch intent.readiness {
        case .readable(let socket): socket.arrivals
        case .anyReadable(let sockets): sockets.flatMap(\.arrivals)
        case .connected(let socket), .room(let socket, _): socket.everything.map(\.thing)
        default: []
        }
    }
}

struct FootprintTable {
    let leftOut: Set<Footprint.Rule>

    func by(_ rule: Footprint.Rule, _ footprint: @autoclosure () -> Footprint) -> Footprint {
        leftOut.contains(rule) ? .nothing : footprint()
    }

    func footprint(of intent: Intent, on thread: LabThread) -> Footprint {
        switch intent.call {
        case .send, .recv, .recvfrom, .sendto, .accept, .listen, .connect, .bind, .close, .shutdown, .getpeername,
            .setsockopt, .getsockopt:
            guard let socket = intent.socket else { return .everything }
            // A socket that was closed under this call goes when the call ends.
            let isClosed = socket.isClosed.load(ordering: .relaxed)
            return footprint(of: intent, on: socket) + (isClosed && thread.isInside ? closing(socket) : .nothing)
        case .poll:
            guard case .anyReadable(let sockets) = intent.readiness else { return .everything }
            return by(.polling, sockets.reduce(.nothing) { $0 + $1.arrivalsSeen })
        case .print: return by(.printing, .changing(.of(.screen, thread.participant)))
        case .input: return by(.typing, .changing(.of(.keyboard, thread.participant)))
        case .run: return by(.commands, .everything)
        case .load: return by(.cells, intent.cell.map { .looking(at: $0) } ?? .everything)
        case .store: return by(.cells, intent.cell.map { .changing($0) } ?? .everything)
        case .sleep, .socket, .socketpair, .getsockname, .fcntl: return .nothing
        }
    }

    private func footprint(of intent: Intent, on socket: RecordedSocket) -> Footprint {
        switch intent.call {
        case .send: return socket.kind.isStream ? sending(on: socket, intent.size) : datagram(to: socket.target, on: socket)
        case .recv: return socket.kind.isStream ? receiving(on: socket) : by(.datagrams, socket.queue)
        case .recvfrom: return by(.datagrams, socket.queue)
        case .sendto: return datagram(to: intent.address, on: socket)
        case .accept: return by(.listening, socket.queue)
        case .listen: return by(.listening, socket.queue) + by(.binding, socket.holder.looking) + naming(socket)
        case .connect: return connecting(to: intent.address, on: socket)
        case .bind: return binding(socket, to: intent.address)
        case .close where intent.isExit: return by(.exiting, closing(socket))
        case .close, .shutdown: return closing(socket)
        case .setsockopt: return by(.asking, socket.everywhere)
        case .getsockopt, .getpeername: return by(.asking, socket.everywhere.looking)
        default: return .everything
        }
    }

    // MARK: Streams

    private func sending(on socket: RecordedSocket, _ size: Int) -> Footprint {
        by(.streams, socket.outgoing) + (socket.feelsRoom(for: size) ? by(.room, socket.connected) : .nothing)
            + (socket.lane.isThreaded ? by(.errors, socket.connected) : .nothing)
    }

    private func receiving(on socket: RecordedSocket) -> Footprint {
        by(.streams, socket.incoming) + (socket.lane.isThreaded ? by(.errors, socket.connected) : .nothing)
    }

    func closing(_ socket: RecordedSocket) -> Footprint {
        if socket.role == "listener" {
            return by(.listening, socket.queue) + by(.queued, socket.waiting) + by(.binding, socket.holder.looking)
        }
        if !socket.kind.isStream { return by(.datagrams, socket.queue) + by(.binding, socket.holder.looking) }
        return by(.closing, socket.connected) + by(.binding, socket.holder.looking)
    }

    // MARK: Addresses

    private func connecting(to address: Address?, on socket: RecordedSocket) -> Footprint {
        guard socket.kind.isStream else {
            return by(.datagrams, Footprint.queue(at: address, socket.kind) + socket.queue) + (socket.local == nil ? naming(socket) : .nothing)
        }
        return by(.listening, Footprint.queue(at: address, socket.kind))
            + by(.binding, Footprint.holder(of: address, socket.kind).looking)
    }

    private func datagram(to address: Address?, on socket: RecordedSocket) -> Footprint {
        by(.datagrams, Footprint.queue(at: address, socket.kind) + socket.queue) + (socket.local == nil ? naming(socket) : .nothing)
    }

    private func binding(_ socket: RecordedSocket, to address: Address?) -> Footprint {
        by(.binding, Footprint.holder(of: address, socket.kind))
            + by(.listening, Footprint.queue(at: address, socket.kind)) + naming(socket)
    }

    /// The socket gets an address that others ask for.
    private func naming(_ socket: RecordedSocket) -> Footprint {
        var footprint = Footprint.nothing
        if !socket.kind.isStream, socket.local == nil {
            footprint = by(.addresses, .changing(.of(.firstAddress, socket.lane)))
        }
        // The first server that has an address is the one that others find, and whose coming starts them.
        guard socket.lane.participant.role == .server else { return footprint }
        return footprint + by(.addresses, .changing(.serverAddress))
    }

    // MARK: Threads

    /// Where a participant has several threads, each call uses a descriptor that another may close.
    func descriptor(of intent: Intent, on thread: LabThread) -> Footprint {
        guard thread.participant.isThreaded else { return .nothing }
        if case .anyReadable(let sockets) = intent.readiness {
            return by(.descriptors, sockets.reduce(.nothing) { $0 + .looking(at: .of(.descriptor, $1)) })
        }
        guard let socket = intent.socket else { return .nothing }
        let thing = Footprint.Thing.of(.descriptor, socket)
        switch intent.call {
        case .close, .setsockopt, .fcntl: return by(.descriptors, .changing(thing))
        default: return by(.descriptors, .looking(at: thing))
        }
    }
}

extension Run {
    /// What no call touches, and is a step all the same.
    var lookingForServer: Footprint { FootprintTable(leftOut: leftOut).by(.addresses, .looking(at: .serverAddress)) }

    func numbering(of lane: Lane) -> Footprint {
        FootprintTable(leftOut: leftOut).by(.numbering, .changing(.of(.threadNumbers, lane)))
    }
}

extension RecordedSocket {
    /// The queue at which this socket stands: of datagrams, or of connections.
    var queue: Footprint { .queue(at: local, kind) }

    var holder: Footprint { .holder(of: local, kind) }

    /// A listener's connections that nobody has accepted: they go down with it.
    fileprivate var waiting: Footprint {
        run.registry.unaccepted(at: self).reduce(.nothing) { $0 + .connection($1) }
    }

    fileprivate var connected: Footprint { connection.map(Footprint.connection) ?? .nothing }
    fileprivate var outgoing: Footprint { sendFlow.map { .changing(.of(.flow, $0)) } ?? .nothing }
    fileprivate var incoming: Footprint { receiveFlow.map { .changing(.of(.flow, $0)) } ?? .nothing }

    /// All that this socket's state may depend on.
    fileprivate var everywhere: Footprint {
        kind.isStream && role != "listener" ? connected : queue
    }

    fileprivate var everything: [Footprint.Access] { (connected + queue + .queue(at: target, kind)).accesses }

    /// Where that comes which ends a wait for something to read.
    fileprivate var arrivals: [Footprint.Thing] { arrivalsSeen.accesses.map(\.thing) }

    fileprivate var arrivalsSeen: Footprint { (kind.isStream && role != "listener" ? incoming : queue).looking }

    /// So many bytes of one direction always find room: a quarter of the lab's buffers, which Linux doubles.
    private static let roomy = bufferSize / 4

    /// Whether a `send` of so many bytes may find less room than it wants: what has been acknowledged then counts.
    fileprivate func feelsRoom(for size: Int) -> Bool {
        guard kind.isTCP else { return false }
        return run.hasOwnBuffers.load(ordering: .relaxed) || sentBytes.load(ordering: .relaxed) + size > Self.roomy
    }
}

extension Footprint {
    static func connection(_ number: Int) -> Footprint {
        .changing(.of(.flow, 2 * number)) + .changing(.of(.flow, 2 * number + 1))
    }

    /// What is sent or connected to an address and not yet taken there.
    static func queue(at address: Address?, _ kind: SocketKind) -> Footprint {
        switch address {
        case .ipv4(let host, let port) where host.isMulticast || host.isBroadcast: port == 0 ? .nothing : .everything
        case .ipv4(_, let port), .ipv6(_, let port): .changing(.of(kind.isUDP ? .udpPort : .tcpPort, Int(port)))
        case .unix(let path): path.isEmpty ? .nothing : .changing(.of(.path, path)) + .looking(at: .files)
        case nil: .nothing
        }
    }

    /// Who has an address, alive or in TIME_WAIT.
    static func holder(of address: Address?, _ kind: SocketKind) -> Footprint {
        guard let port = address?.port, port != 0 else { return .queue(at: address, kind) }
        return .changing(.of(kind.isUDP ? .udpPort : .tcpPortHolders, Int(port)))
    }
}
