#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a socket is reached: an IPv4 or IPv6 address with a port, or a path.
package enum Address: Sendable, Hashable {
    /// `host` in network order as in `in_addr`: 127.0.0.1 is `[127, 0, 0, 1]`.
    case ipv4(IPv4Host, port: UInt16)
    case ipv6(IPv6Host, port: UInt16)
    /// A path in the file system; empty for a Unix socket without a name.
    case unix(path: String)

    /// This machine, IPv4. Port 0 lets the kernel choose one.
    package static func loopback(port: UInt16 = 0) -> Address { .ipv4(.loopback, port: port) }
    /// This machine, IPv6.
    package static func loopback6(port: UInt16 = 0) -> Address { .ipv6(.loopback, port: port) }
    /// Every address of this machine: reachable from outside.
    package static func any(port: UInt16 = 0) -> Address { .ipv4(.any, port: port) }

    package var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, let port): port
        case .unix: nil
        }
    }

    /// An IPv4 address where an IPv6 socket writes it as `::ffff:127.0.0.1` (RFC 4291, 2.5.5.2): 127.0.0.1. Any other
    /// address as it is.
    package var unmapped: Address {
        guard case .ipv6(let host, let port) = self, host.high == 0, host.low >> 32 == 0xffff else { return self }
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: host.low >> (8 * (3 - $0))) }
        return .ipv4(IPv4Host(bytes[0], bytes[1], bytes[2], bytes[3]), port: port)
    }

    /// Whether a socket bound to it would be reached at every address of this machine: 0.0.0.0 or ::.
    package var isWildcard: Bool {
        switch self {
        case .ipv4(let host, _): host == .any
        case .ipv6(let host, _): host == .any
        case .unix: false
        }
    }

    /// 127.0.0.0/8 or ::1: only this machine reaches it.
    package var isLoopback: Bool {
        switch self {
        case .ipv4(let host, _): host.a == 127
        case .ipv6(let host, _): host == .loopback
        case .unix: false
        }
    }

    package func withPort(_ port: UInt16) -> Address {
        switch self {
        case .ipv4(let host, _): .ipv4(host, port: port)
        case .ipv6(let host, _): .ipv6(host, port: port)
        case .unix: self
        }
    }
}

/// The four bytes of an IPv4 address, first byte first.
package struct IPv4Host: Sendable, Hashable, CustomStringConvertible {
    package var a, b, c, d: UInt8

    package init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        (self.a, self.b, self.c, self.d) = (a, b, c, d)
    }

    package static let loopback = IPv4Host(127, 0, 0, 1)
    package static let any = IPv4Host(0, 0, 0, 0)

    /// One of the 16 million addresses of this machine in 127.0.0.0/8, from 127.1.0.1 on; after the last the first again.
    package static func loopback(number: Int) -> IPv4Host {
        let host = number % (254 * 256 * 254)
        return IPv4Host(127, UInt8(host / (256 * 254) + 1), UInt8(host / 254 % 256), UInt8(host % 254 + 1))
    }

    /// Dotted decimal with four parts, as RFC 3986 has it: no leading zeros, nothing left out.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
            return part.utf8.count == 1 || part.first != "0" ? UInt8(part) : nil
        }
        guard parts.count == 4, bytes.count == 4 else { return nil }
        self.init(bytes[0], bytes[1], bytes[2], bytes[3])
    }

    package var description: String { "\(a).\(b).\(c).\(d)" }

    /// 224.0.0.0 to 239.255.255.255.
    package var isMulticast: Bool { (224...239).contains(a) }
    package var isBroadcast: Bool { self == IPv4Host(255, 255, 255, 255) || (a == 127 && b == 255 && c == 255 && d == 255) }
}

/// The sixteen bytes of an IPv6 address, and the interface for link-local ones.
package struct IPv6Host: Sendable, Hashable, CustomStringConvertible {
    package var high: UInt64
    package var low: UInt64
    package var scope: UInt32 = 0

    package init(high: UInt64, low: UInt64, scope: UInt32 = 0) {
        (self.high, self.low, self.scope) = (high, low, scope)
    }

    package static let loopback = IPv6Host(high: 0, low: 1)
    package static let any = IPv6Host(high: 0, low: 0)

    package init?(_ text: some StringProtocol) {
        var raw = in6_addr()
        guard inet_pton(AF_INET6, String(text), &raw) == 1 else { return nil }
        self = withUnsafeBytes(of: raw) { IPv6Host(bytes: $0) }
    }

    /// From the sixteen bytes as they go over the network.
    package init(bytes: UnsafeRawBufferPointer, scope: UInt32 = 0) {
        let high = bytes.loadUnaligned(as: UInt64.self)
        let low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low), scope: scope)
    }

    /// The sixteen bytes as they go over the network.
    package func write(to bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }

    package var description: String {
        var raw = in6_addr()
        withUnsafeMutableBytes(of: &raw) { write(to: $0) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(AF_INET6, &raw, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
