#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Domain and type of a socket, by the names a learner knows.
package enum SocketKind: String, Sendable {
    case tcp, udp
    case tcp6 = "tcp over IPv6"
    case udp6 = "udp over IPv6"
    case unixStream = "unix stream"
    case unixDatagram = "unix datagram"

    package var domain: Int32 {
        switch self {
        case .tcp, .udp: AF_INET
        case .tcp6, .udp6: AF_INET6
        case .unixStream, .unixDatagram: AF_UNIX
        }
    }

    package var type: Int32 {
        #if canImport(Glibc)
            isStream ? Int32(SOCK_STREAM.rawValue) : Int32(SOCK_DGRAM.rawValue)
        #else
            isStream ? SOCK_STREAM : SOCK_DGRAM
        #endif
    }

    package var isStream: Bool {
        switch self {
        case .tcp, .tcp6, .unixStream: true
        case .udp, .udp6, .unixDatagram: false
        }
    }

    package var isTCP: Bool { self == .tcp || self == .tcp6 }
    package var isUDP: Bool { self == .udp || self == .udp6 }
}
