#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What this machine's kernel and its services database say about port numbers.
package enum PortRules {
    /// Ports below this one need privileges; 1024 unless the machine has been told otherwise. nil where it is not known
    /// (only Linux says it).
    package static var firstUnprivileged: Int? {
        numbers(in: "/proc/sys/net/ipv4/ip_unprivileged_port_start").first
    }

    /// The ports that the kernel hands out itself, for port 0 and to clients. nil where it is not known.
    package static var ephemeral: ClosedRange<Int>? {
        let numbers = numbers(in: "/proc/sys/net/ipv4/ip_local_port_range")
        return numbers.count == 2 && numbers[0] <= numbers[1] ? numbers[0]...numbers[1] : nil
    }

    /// The port of a service over TCP: 80 for `http`; nil where the database does not have it or is not there. The
    /// corresponding C function is `getservbyname_r`.
    package static func port(of service: String) -> Int? {
        #if canImport(Darwin)
            return getservbyname(service, "tcp").map { port(of: $0.pointee) }
        #else
            var entry = servent()
            var found: UnsafeMutablePointer<servent>?
            var names = [CChar](repeating: 0, count: 4096)
            guard getservbyname_r(service, "tcp", &entry, &names, names.count, &found) == 0, found != nil else { return nil }
            return port(of: entry)
        #endif
    }

    private static func port(of entry: servent) -> Int {
        Int(UInt16(truncatingIfNeeded: entry.s_port).bigEndian)
    }

    private static func numbers(in path: String) -> [Int] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
}
