import Sockets
import Transcripts

/// What a call may affect, or be affected by. Two calls are independent only when their footprints are disjoint: then
/// their order cannot matter.
struct Footprint: Equatable {
    enum Thing: Hashable {
        /// One direction of a connection.
        case flow(Int)
        /// A TCP port: its listener, and who may bind it.
        case tcpPort(UInt16)
        /// A UDP port: what was sent there and not received.
        case udpPort(UInt16)
        /// A Unix socket's path.
        case path(String)
        /// Another thread's end.
        case thread(Int)
    }

    var things: [Thing] = []
    /// An unknown call touches all there is.
    var isEverything = false

    static let nothing = Footprint()
    static let everything = Footprint(isEverything: true)

    func isDisjoint(with other: Footprint) -> Bool {
        if isEverything || other.isEverything { return false }
        return !things.contains { other.things.contains($0) }
    }

    static func + (a: Footprint, b: Footprint) -> Footprint {
        Footprint(things: a.things + b.things, isEverything: a.isEverything || b.isEverything)
    }

    static func address(_ address: Address?, _ kind: SocketKind) -> Footprint {
        switch address {
        case .ipv4(let host, let port) where host.isMulticast || host.isBroadcast: port == 0 ? .nothing : .everything
        case .ipv4(_, let port), .ipv6(_, let port):
            Footprint(things: [kind.isUDP ? .udpPort(port) : .tcpPort(port)])
        case .unix(let path): path.isEmpty ? .nothing : Footprint(things: [.path(path)])
        case nil: .nothing
        }
    }
}

extension LabThread {
    /// What the call of `intent` touches.
    func footprint(of intent: Intent) -> Footprint {
        guard let socket = intent.socket else {
            switch intent.call {
            case .sleep, .input: return .nothing
            default: return .everything
            }
        }
        switch intent.call {
        case .send: return socket.kind.isStream ? socket.sending : .address(socket.target, socket.kind) + socket.standing
        case .recv: return socket.kind.isStream ? socket.receiving : socket.standing
        case .recvfrom, .accept, .listen: return socket.standing
        case .sendto: return .address(intent.address, socket.kind)
        case .connect: return .address(intent.address, socket.kind) + (socket.kind.isStream ? .nothing : socket.standing)
        case .close, .shutdown, .getsockopt, .setsockopt, .getpeername:
            if socket.role == "listener" { return socket.standing + socket.waiting }
            return socket.kind.isStream ? socket.both : socket.standing
        default: return .everything
        }
    }
}

extension RecordedSocket {
    /// Where this socket stands.
    fileprivate var standing: Footprint { .address(local, kind) }

    /// A listener's connections that nobody has accepted: they go down with it.
    fileprivate var waiting: Footprint {
        Footprint(things: run.registry.unaccepted(at: self).flatMap { [.flow(2 * $0), .flow(2 * $0 + 1)] })
    }

    fileprivate var both: Footprint {
        connection.map { Footprint(things: [.flow(2 * $0), .flow(2 * $0 + 1)]) } ?? .nothing
    }

    fileprivate var sending: Footprint { direction(sendFlow) }
    fileprivate var receiving: Footprint { direction(receiveFlow) }

    /// Where several threads share the socket, an error of one direction may show in the other.
    private func direction(_ flow: Int?) -> Footprint {
        if lane.withLock({ $0.startedThreads }) > 0 { return both }
        return flow.map { Footprint(things: [.flow($0)]) } ?? .nothing
    }

    /// What `poll` on these looks at.
    static func looking(at sockets: [RecordedSocket]) -> Footprint {
        sockets.reduce(.nothing) { $0 + ($1.kind.isStream && $1.role != "listener" ? $1.receiving : $1.standing) }
    }
}
