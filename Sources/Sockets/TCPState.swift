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
}

/// One end of a TCP connection over IPv4, as the kernel knows it: also when no program holds it any more (TIME_WAIT).
package struct TCPEnd: Sendable, Equatable {
    package var state: TCPState
    /// When the kernel's timer for this end goes off; 0 when none runs.
    package var millisecondsLeft: Int

    /// The end at `address` of the connection to `peer`; nil when there is none.
    package init?(at address: Address, to peer: Address) {
        guard case .ipv4(let host, let port) = address, case .ipv4(let peerHost, let peerPort) = peer else { return nil }
        let (from, to) = (clinux_endpoint(host, port), clinux_endpoint(peerHost, peerPort))
        var (number, timer) = (Int32(0), UInt32(0))
        switch clinux_tcp_end(from, to, &number, &timer) {
        case 0: return nil
        case 1: self.init(number: Int(number), milliseconds: Int(timer))
        default: self.init(listedAt: from, to: to)
        }
    }

    /// How long TIME_WAIT is still to last, in seconds, rounded up; nil in another state.
    package var secondsOfTimeWait: Int? { state == .timeWait ? (millisecondsLeft + 999) / 1000 : nil }

    private init?(number: Int, milliseconds: Int) {
        guard let state = TCPState(number: number) else { return nil }
        (self.state, millisecondsLeft) = (state, milliseconds)
    }

    /// From /proc/net/tcp (proc_net_tcp.txt), where the kernel cannot be asked for a single connection. The list may miss an
    /// end that is there: it changes while it is read.
    private init?(listedAt from: clinux_endpoint, to: clinux_endpoint) {
        guard let file = fopen("/proc/net/tcp", "r") else { return nil }
        defer { fclose(file) }
        let ends = "\(from.field) \(to.field) "
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            guard strstr(line, ends) != nil else { continue }
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            let fields = text.split(separator: " ")
            // `03:00001770`: which timer, and when it goes off in hundredths of a second.
            guard fields.count > 5, let number = Int(fields[3], radix: 16),
                let timer = fields[5].split(separator: ":").last.flatMap({ Int($0, radix: 16) })
            else { continue }
            self.init(number: number, milliseconds: timer * 10)
            return
        }
        return nil
    }
}

extension clinux_endpoint {
    fileprivate init(_ host: IPv4Host, _ port: UInt16) {
        self.init(address: 0, port: port)
        withUnsafeMutableBytes(of: &address) { $0.copyBytes(from: [host.a, host.b, host.c, host.d]) }
    }

    /// `0100007F:1F90`: the address as this machine reads its four bytes.
    fileprivate var field: String { "\(hexadecimal(address, digits: 8)):\(hexadecimal(port, digits: 4))" }

    private func hexadecimal(_ number: some BinaryInteger, digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: digits - text.count) + text
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
