import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The states of a TCP connection (RFC 9293, 3.3.2), by the names that the kernel's own tools use.
package enum TCPState: String, Sendable, CaseIterable {
    case established = "ESTABLISHED"
    case synSent = "SYN_SENT"
    case synReceived = "SYN_RECV"
    case finWait1 = "FIN_WAIT1"
    case finWait2 = "FIN_WAIT2"
    case timeWait = "TIME_WAIT"
    case closed = "CLOSE"
    case closeWait = "CLOSE_WAIT"
    case lastAck = "LAST_ACK"
    case listen = "LISTEN"
    case closing = "CLOSING"

    /// Linux numbers them from 1 in this order (tcp_states.h).
    init?(number: Int) {
        guard (1...Self.allCases.count).contains(number) else { return nil }
        self = Self.allCases[number - 1]
    }

    /// The states of all IPv4 connections of this machine between these two ports, one for each end that the kernel
    /// still knows, from /proc/net/tcp: also of ends that no program holds any more (TIME_WAIT).
    package static func ofConnections(from port: UInt16, to other: UInt16) -> [TCPState] {
        guard let file = fopen("/proc/net/tcp", "r") else { return [] }
        defer { fclose(file) }
        var states: [TCPState] = []
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let fields = text.split(separator: " ")
            guard fields.count > 3, Self.port(fields[1]) == port, Self.port(fields[2]) == other else { continue }
            if let state = Int(fields[3], radix: 16).flatMap(TCPState.init(number:)) { states.append(state) }
        }
        return states
    }

    /// `0100007F:1F90`.
    private static func port(_ field: Substring) -> UInt16? {
        field.split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
    }
}

extension Socket {
    /// TCP_INFO's `tcpi_state`.
    package func tcpState() throws(SocketError) -> TCPState {
        let number = clinux_tcp_state(descriptor)
        let error = errno
        guard let state = TCPState(number: Int(number)) else {
            throw SocketError("getsockopt", number < 0 ? Errno(rawValue: error) : .notSupported)
        }
        return state
    }
}
