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
///
/// The file that `bind` made for a Unix socket stays as well, and is removed when the doorway is shut.
package final class Doorway: Sendable {
    private struct Place {
        var kind: SocketKind
        /// What the program asked for; its port may be 0.
        var wanted: Address
        var bound: Address
        /// -1 where the system had none left.
        var descriptor: Int32
        /// What leads to a Unix socket.
        var file: SocketFile?
        var isTaken = true
    }

    private let places = Lock<[Place]>([])

    package init() {}

    deinit { shut() }

    /// Nobody serves here any more: whoever waits is hung up on, and the paths are removed.
    package func shut() {
        places.withLock { places in
            for place in places {
                place.file?.remove()
                _ = close(place.descriptor)
            }
            places = []
        }
    }

    /// A program starts: nothing is taken yet.
    func opens() {
        places.withLock { places in for index in places.indices { places[index].isTaken = false } }
    }

    /// Gives the socket the place that an earlier program had. Returns its address; nil where there is none, also because
    /// somebody has taken its path away: nobody would be led to the old socket any more.
    func enter(_ socket: Socket, _ kind: SocketKind, _ wanted: Address) -> Address? {
        places.withLock { places in
            let index = places.firstIndex { !$0.isTaken && $0.kind == kind && $0.wanted == wanted }
            guard let index else { return nil }
            if let file = places[index].file, !file.isThere {
                _ = close(places.remove(at: index).descriptor)
                return nil
            }
            guard dup2(places[index].descriptor, socket.descriptor) >= 0 else { return nil }
            _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC)
            places[index].isTaken = true
            return places[index].bound
        }
    }

    /// The socket was bound: its place is kept from now on.
    func keep(_ socket: Socket, _ kind: SocketKind, _ wanted: Address, bound: Address) {
        let descriptor = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 3)
        let file = SocketFile(of: bound)
        places.withLock {
            $0.append(Place(kind: kind, wanted: wanted, bound: bound, descriptor: descriptor, file: file))
        }
    }
}

/// The file that `bind` made for a Unix socket: known again by its inode, which no other file can have as long as the
/// socket is open. So another one that has come to that path is left alone.
private struct SocketFile {
    let path: String
    private let device: dev_t
    private let inode: ino_t

    /// nil for an address that is no path, and where nothing is any more.
    init?(of address: Address) {
        guard case .unix(let path) = address, !path.isEmpty, let status = Self.status(path) else { return nil }
        (self.path, device, inode) = (path, status.st_dev, status.st_ino)
    }

    var isThere: Bool {
        guard let status = Self.status(path) else { return false }
        return status.st_dev == device && status.st_ino == inode
    }

    /// Unlinks it, if it is still there.
    func remove() {
        if isThere { unlink(path) }
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }
}
