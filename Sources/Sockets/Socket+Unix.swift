import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Who is at the other end of a Unix socket (SO_PEERCRED, unix(7)).
package struct PeerCredentials: Sendable, Equatable, CustomStringConvertible {
    package var process: Int32
    package var user: UInt32
    package var group: UInt32

    package var description: String { "pid \(process), uid \(user), gid \(group)" }
}

extension Socket {
    /// The corresponding C function is `socketpair`, for a Unix stream.
    package static func pair(nonblocking: Bool = false) throws(SocketError) -> (Socket, Socket) {
        var ends: [Int32] = [-1, -1]
        let result = clinux_socketpair(&ends, nonblocking ? 1 : 0)
        let error = errno
        guard result == 0 else { throw SocketError("socketpair", Errno(rawValue: error)) }
        return (Socket(descriptor: ends[0]), Socket(descriptor: ends[1]))
    }

    package func peerCredentials() throws(SocketError) -> PeerCredentials {
        var process: Int32 = 0
        var user: UInt32 = 0
        var group: UInt32 = 0
        let result = clinux_peer_credentials(descriptor, &process, &user, &group)
        let error = errno
        guard result == 0 else { throw SocketError("getsockopt", Errno(rawValue: error)) }
        return PeerCredentials(process: process, user: user, group: group)
    }
}
