import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An option that is on or off.
package enum BooleanOption: String, Sendable, CaseIterable {
    case reuseAddress = "SO_REUSEADDR"
    case reusePort = "SO_REUSEPORT"
    case keepAlive = "SO_KEEPALIVE"
    case broadcast = "SO_BROADCAST"
    case noDelay = "TCP_NODELAY"
    case ipv6Only = "IPV6_V6ONLY"

    var level: Int32 {
        switch self {
        case .reuseAddress, .reusePort, .keepAlive, .broadcast: SOL_SOCKET
        case .noDelay: Int32(IPPROTO_TCP)
        case .ipv6Only: Int32(IPPROTO_IPV6)
        }
    }

    var raw: Int32 {
        switch self {
        case .reuseAddress: SO_REUSEADDR
        case .reusePort: SO_REUSEPORT
        case .keepAlive: SO_KEEPALIVE
        case .broadcast: SO_BROADCAST
        case .noDelay: TCP_NODELAY
        case .ipv6Only: IPV6_V6ONLY
        }
    }
}

/// An option that is a number.
package enum IntegerOption: String, Sendable, CaseIterable {
    /// Bytes. Linux reserves twice what is asked for and answers with that (socket(7)).
    case sendBuffer = "SO_SNDBUF"
    case receiveBuffer = "SO_RCVBUF"

    var raw: Int32 {
        switch self {
        case .sendBuffer: SO_SNDBUF
        case .receiveBuffer: SO_RCVBUF
        }
    }
}

extension Socket {
    /// The corresponding C function is `setsockopt`.
    package func setOption(_ option: BooleanOption, _ on: Bool) throws(SocketError) {
        try setOption(option.level, option.raw, Int32(on ? 1 : 0))
    }

    package func setOption(_ option: IntegerOption, _ value: Int) throws(SocketError) {
        try setOption(SOL_SOCKET, option.raw, Int32(clamping: value))
    }

    /// SO_RCVTIMEO: `recv` and `accept` fail with EAGAIN after so many seconds; 0 means never.
    package func setReceiveTimeout(seconds: Double) throws(SocketError) {
        try setOption(SOL_SOCKET, SO_RCVTIMEO, timeval(seconds: seconds))
    }

    package func setSendTimeout(seconds: Double) throws(SocketError) {
        try setOption(SOL_SOCKET, SO_SNDTIMEO, timeval(seconds: seconds))
    }

    /// SO_LINGER with 0 seconds: `close` throws away what is unsent and resets the connection.
    package func setLingerZero() throws(SocketError) {
        try setOption(SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    }

    /// Only what comes through the loopback interface reaches this socket, whatever it is bound to: SO_BINDTODEVICE,
    /// for everybody since Linux 5.7, with privileges before (EPERM).
    package func keepToLoopback() throws(SocketError) {
        #if os(Linux)
            let result = setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2)
            let error = errno
            if result < 0 { throw SocketError("setsockopt", Errno(rawValue: error)) }
        #endif
    }

    /// The corresponding C function is `getsockopt`.
    package func option(_ option: BooleanOption) throws(SocketError) -> Bool {
        try getOption(option.level, option.raw, Int32(0)) != 0
    }

    package func option(_ option: IntegerOption) throws(SocketError) -> Int {
        Int(try getOption(SOL_SOCKET, option.raw, Int32(0)))
    }

    /// SO_ERROR: how a pending `connect` ended, or an error that has arrived since; reading it clears it.
    package func pendingError() throws(SocketError) -> Errno? {
        let value = try getOption(SOL_SOCKET, SO_ERROR, Int32(0))
        return value == 0 ? nil : Errno(rawValue: value)
    }

    /// O_NONBLOCK. The corresponding C function is `fcntl`.
    package func setNonblocking(_ on: Bool) throws(SocketError) {
        let flags = fcntl(descriptor, F_GETFL)
        let result = fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK)
        let error = errno
        if result < 0 { throw SocketError("fcntl", Errno(rawValue: error)) }
    }

    #if canImport(Darwin)
        /// macOS has no MSG_NOSIGNAL: the socket itself is told that `send` fails with EPIPE and nothing else happens.
        func suppressSignal() throws(SocketError) {
            try setOption(SOL_SOCKET, SO_NOSIGPIPE, Int32(1))
        }
    #endif

    func setOption<Value: BitwiseCopyable>(
        _ level: Int32, _ option: Int32, _ value: Value
    ) throws(SocketError) {
        let result = withUnsafePointer(to: value) {
            setsockopt(descriptor, level, option, $0, socklen_t(MemoryLayout<Value>.size))
        }
        let error = errno
        if result < 0 { throw SocketError("setsockopt", Errno(rawValue: error)) }
    }

    private func getOption<Value: BitwiseCopyable>(
        _ level: Int32, _ option: Int32, _ initial: Value
    ) throws(SocketError) -> Value {
        var value = initial
        var length = socklen_t(MemoryLayout<Value>.size)
        let result = getsockopt(descriptor, level, option, &value, &length)
        let error = errno
        if result < 0 { throw SocketError("getsockopt", Errno(rawValue: error)) }
        return value
    }
}

extension timeval {
    init(seconds: Double) {
        let whole = seconds.rounded(.down)
        self.init(tv_sec: .init(whole), tv_usec: .init(((seconds - whole) * 1_000_000).rounded()))
    }
}

extension Socket {
    /// SO_RXQ_OVFL: every datagram tells how many the kernel has dropped for this socket. Nothing where unknown.
    package func countDrops() {
        _ = clinux_count_drops(descriptor)
    }
}
