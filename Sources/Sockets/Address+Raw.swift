import Addresses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Address {
    /// `PF_INET` and so on.
    package var domain: Int32 {
        switch self {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        case .unix: AF_UNIX
        }
    }

    /// The longest path that fits `sun_path` with its closing 0: 107 bytes on Linux (unix(7)), 103 on macOS.
    package static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Whether `sockaddr` can hold this address: a path may be too long.
    package var isRepresentable: Bool {
        if case .unix(let path) = self { path.utf8.count <= Self.longestPath } else { true }
    }

    /// Calls `body` with the address as the kernel takes it.
    func withRaw<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch self {
        case .ipv4(let host, let port):
            var raw = sockaddr_in()
            raw.sin_family = sa_family_t(AF_INET)
            raw.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &raw.sin_addr) { $0.copyBytes(from: [host.a, host.b, host.c, host.d]) }
            return call(body, with: &raw, length: MemoryLayout<sockaddr_in>.size)
        case .ipv6(let host, let port):
            var raw = sockaddr_in6()
            raw.sin6_family = sa_family_t(AF_INET6)
            raw.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &raw.sin6_addr) { host.write(to: $0) }
            raw.sin6_scope_id = host.scope
            return call(body, with: &raw, length: MemoryLayout<sockaddr_in6>.size)
        case .unix(let path):
            var raw = sockaddr_un()
            raw.sun_family = sa_family_t(AF_UNIX)
            let bytes = Array(path.utf8.prefix(Self.longestPath))
            withUnsafeMutableBytes(of: &raw.sun_path) { $0.copyBytes(from: bytes) }
            let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)! + (bytes.isEmpty ? 0 : bytes.count + 1)
            return call(body, with: &raw, length: length)
        }
    }

    private func call<Raw, Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result, with raw: inout Raw, length: Int
    ) -> Result {
        withUnsafePointer(to: &raw) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(length)) }
        }
    }

    /// The address in `storage`, as the kernel gave it. nil for a family that the lab does not know.
    init?(_ storage: inout sockaddr_storage, length: socklen_t) {
        let family = Int32(storage.ss_family)
        let address: Address? = withUnsafePointer(to: &storage) { pointer in
            let bytes = UnsafeRawPointer(pointer)
            switch family {
            case AF_INET where length >= socklen_t(MemoryLayout<sockaddr_in>.size):
                let raw = bytes.load(as: sockaddr_in.self)
                let host = withUnsafeBytes(of: raw.sin_addr) { IPv4Host($0[0], $0[1], $0[2], $0[3]) }
                return .ipv4(host, port: UInt16(bigEndian: raw.sin_port))
            case AF_INET6 where length >= socklen_t(MemoryLayout<sockaddr_in6>.size):
                let raw = bytes.load(as: sockaddr_in6.self)
                let host = withUnsafeBytes(of: raw.sin6_addr) { IPv6Host(bytes: $0, scope: raw.sin6_scope_id) }
                return .ipv6(host, port: UInt16(bigEndian: raw.sin6_port))
            case AF_UNIX:
                let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path)!
                let path = UnsafeRawBufferPointer(start: bytes + start, count: max(0, Int(length) - start))
                return .unix(path: String(decoding: path.prefix { $0 != 0 }, as: UTF8.self))
            default:
                return nil
            }
        }
        guard let address else { return nil }
        self = address
    }
}
