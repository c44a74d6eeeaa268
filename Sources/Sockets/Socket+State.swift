import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Socket {
    /// The socket's own address. The corresponding C function is `getsockname`.
    package func localAddress() throws(SocketError) -> Address {
        try address("getsockname") { getsockname(descriptor, $0, &$1) }
    }

    /// The other side's address; ENOTCONN after a reset. The corresponding C function is `getpeername`.
    package func peerAddress() throws(SocketError) -> Address {
        try address("getpeername") { getpeername(descriptor, $0, &$1) }
    }

    private func address(
        _ operation: String, _ call: (UnsafeMutablePointer<sockaddr>, inout socklen_t) -> Int32
    ) throws(SocketError) -> Address {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withRawStorage(&storage) { call($0, &length) }
        let error = errno
        guard result >= 0 else { throw SocketError(operation, Errno(rawValue: error)) }
        return Address(&storage, length: length) ?? .unix(path: "")
    }

    /// Received bytes that nobody has read yet (FIONREAD); nil where the kernel does not say.
    package var unreadBytes: Int? {
        let count = clinux_unread(descriptor)
        return count < 0 ? nil : Int(count)
    }

    /// Sent bytes that have not left this end yet (SIOCOUTQNSD); nil where the kernel does not say.
    package var unsentBytes: Int? {
        let count = clinux_unsent(descriptor)
        return count < 0 ? nil : Int(count)
    }

    /// Bytes that have left this end of a TCP connection and are not acknowledged yet (SIOCOUTQ less SIOCOUTQNSD); nil where
    /// the kernel does not say.
    package var unacknowledgedBytes: Int? {
        let count = clinux_unacknowledged(descriptor)
        return count < 0 ? nil : Int(count)
    }

    /// A listening TCP socket's queue (TCP_INFO): connections that wait for `accept`, and the backlog.
    package var listenQueue: (waiting: Int, backlog: Int)? {
        var waiting: UInt32 = 0
        var backlog: UInt32 = 0
        guard clinux_listen_queue(descriptor, &waiting, &backlog) == 0 else { return nil }
        return (Int(waiting), Int(backlog))
    }

    /// How many packets (segments) with data this end of a TCP connection has sent: TCP_INFO's `tcpi_data_segs_out`,
    /// since Linux 4.6.
    package func packetsSent() throws(SocketError) -> Int {
        let count = clinux_data_segments_sent(descriptor)
        let error = errno
        if count < 0 { throw SocketError("getsockopt", Errno(rawValue: error)) }
        return Int(count)
    }

    /// Dissolves a TCP connection: the other side gets a reset, this socket is as new. For faults.
    package func dissolve() throws(SocketError) {
        let result = clinux_dissolve(descriptor)
        let error = errno
        if result < 0 { throw SocketError("connect", Errno(rawValue: error)) }
    }
}
