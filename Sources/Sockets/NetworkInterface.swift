import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An address of one of this machine's network interfaces. An interface with several addresses comes several times.
package struct NetworkInterface: Sendable, Equatable {
    /// `lo`, `eth0`.
    package var name: String
    /// With port 0.
    package var address: Address
    /// How many bits at the front of the address are the network's.
    package var prefixLength: Int

    package init(name: String, address: Address, prefixLength: Int) {
        self.name = name
        self.address = address
        self.prefixLength = prefixLength
    }

    /// The addresses of the interfaces that are up, in the kernel's order; IPv4 and IPv6. Empty where the system does not
    /// say. The corresponding C function is `getifaddrs`.
    package static var all: [NetworkInterface] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        return sequence(first: first) { $0?.pointee.ifa_next }.compactMap { entry in
            entry.flatMap { NetworkInterface($0.pointee) }
        }
    }

    private init?(_ entry: ifaddrs) {
        guard entry.ifa_flags & UInt32(IFF_UP) != 0, let raw = entry.ifa_addr, let mask = entry.ifa_netmask,
            let address = Self.address(at: raw), let bits = Self.address(at: mask)
        else { return nil }
        self.init(name: String(cString: entry.ifa_name), address: address, prefixLength: bits.countOfOnes)
    }

    private static func address(at raw: UnsafeMutablePointer<sockaddr>) -> Address? {
        switch Int32(raw.pointee.sa_family) {
        case AF_INET:
            let host = UnsafeRawPointer(raw).loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
            return .ipv4(IPv4Host(number: UInt32(bigEndian: host)), port: 0)
        case AF_INET6:
            let raw = UnsafeRawPointer(raw).loadUnaligned(as: sockaddr_in6.self)
            let host = withUnsafeBytes(of: raw.sin6_addr) { IPv6Host(bytes: $0, scope: raw.sin6_scope_id) }
            return .ipv6(host, port: 0)
        default: return nil
        }
    }
}

extension NetworkInterface {
    /// The network part with zeros behind it: 192.168.1.0 for 192.168.1.20/24. nil for IPv6.
    package var network: IPv4Host? { host.map { IPv4Host(number: $0 & mask) } }

    /// The network part with ones behind it: 192.168.1.255. nil for IPv6.
    package var broadcast: IPv4Host? { host.map { IPv4Host(number: $0 | ~mask) } }

    /// The number of this machine in its network: 20. nil for IPv6.
    package var hostPart: UInt32? { host.map { $0 & ~mask } }

    package var isLoopback: Bool { address.isLoopback }

    private var host: UInt32? {
        if case .ipv4(let host, _) = address { host.number } else { nil }
    }

    private var mask: UInt32 { prefixLength == 0 ? 0 : ~UInt32(0) << UInt32(32 - prefixLength) }
}

extension IPv4Host {
    /// The four bytes as one number: 127.0.0.1 is 0x7F000001.
    package var number: UInt32 { UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d) }

    package init(number: UInt32) {
        self.init(UInt8(number >> 24), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255))
    }
}

extension Address {
    /// Of a netmask: the length of the prefix.
    fileprivate var countOfOnes: Int {
        switch self {
        case .ipv4(let host, _): host.number.nonzeroBitCount
        case .ipv6(let host, _): host.high.nonzeroBitCount + host.low.nonzeroBitCount
        case .unix: 0
        }
    }
}
