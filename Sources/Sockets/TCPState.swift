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

    private var number: Int? { Self.allCases.firstIndex(of: self).map { $0 + 1 } }

    /// The states of all IPv4 connections of this machine between these two ports, one for each end that the kernel
    /// still knows, from /proc/net/tcp: also of ends that no program holds any more (TIME_WAIT).
    package static func ofConnections(from port: UInt16, to other: UInt16) -> [TCPState] {
        connections(from: port, to: other).compactMap { Int($0[3], radix: 16).flatMap(TCPState.init(number:)) }
    }

    /// How long TIME_WAIT is still to last between these two ports, in seconds, rounded up; nil where there is none.
    package static func secondsOfTimeWait(from port: UInt16, to other: UInt16) -> Int? {
        let waiting = connections(from: port, to: other).first { Int($0[3], radix: 16) == timeWait.number }
        // `03:00001770`: which timer, and when it goes off in hundredths of a second.
        guard let timer = waiting?[5].split(separator: ":").last else { return nil }
        return Int(timer, radix: 16).map { ($0 + 99) / 100 }
    }

    /// The lines of /proc/net/tcp about these two ports, cut into their fields (proc_net_tcp.txt).
    private static func connections(from port: UInt16, to other: UInt16) -> [[Substring]] {
        guard let file = fopen("/proc/net/tcp", "r") else { return [] }
        defer { fclose(file) }
        var lines: [[Substring]] = []
        var line = [CChar](repeating: 0, count: 512)
        // The list may have tens of thousands of lines: most are seen from afar to be about something else.
        let mark = Array((":" + Self.field(port) + " ").utf8CString)
        while fgets(&line, Int32(line.count), file) != nil {
            guard strstr(line, mark) != nil else { continue }
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let fields = text.split(separator: " ")
            guard fields.count > 5, Self.port(fields[1]) == port, Self.port(fields[2]) == other else { continue }
            lines.append(fields)
        }
        return lines
    }

    /// `1F90`.
    private static func field(_ port: UInt16) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
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
