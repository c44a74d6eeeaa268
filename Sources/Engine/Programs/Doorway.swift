import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a server's address while its program ends and is started again: who calls meanwhile waits in the queue of the
/// listening socket, as with a server that never ended.
///
/// It holds a duplicate of each bound descriptor. The next program that binds the same address gets that socket under
/// its own descriptor (dup2), and `listen` on a listening socket only sets the backlog anew.
package final class Doorway: Sendable {
    private struct Place {
        var kind: SocketKind
        /// What the program asked for; its port may be 0.
        var wanted: Address
        var bound: Address
        var descriptor: Int32
        var isTaken = true
    }

    private let places = Lock<[Place]>([])

    package init() {}

    deinit { places.withLock { places in for place in places { _ = close(place.descriptor) } } }

    /// A program starts: nothing is taken yet.
    func opens() {
        places.withLock { places in for index in places.indices { places[index].isTaken = false } }
    }

    /// Gives the socket the place that an earlier program had. Returns its address; nil where there is none.
    func enter(_ socket: Socket, _ kind: SocketKind, _ wanted: Address) -> Address? {
        places.withLock { places in
            let index = places.firstIndex { !$0.isTaken && $0.kind == kind && $0.wanted == wanted }
            guard let index, dup2(places[index].descriptor, socket.descriptor) >= 0 else { return nil }
            _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC)
            places[index].isTaken = true
            return places[index].bound
        }
    }

    /// The socket was bound: its place is kept from now on.
    func keep(_ socket: Socket, _ kind: SocketKind, _ wanted: Address, bound: Address) {
        let descriptor = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 3)
        guard descriptor >= 0 else { return }
        places.withLock { $0.append(Place(kind: kind, wanted: wanted, bound: bound, descriptor: descriptor)) }
    }
}
