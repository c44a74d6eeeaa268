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
    /// corresponding C function is `getservbyname`.
    ///
    /// One thread at a time: the C function's result is shared.
    package static func port(of service: String) -> Int? {
        guard let entry = getservbyname(service, "tcp") else { return nil }
        return Int(UInt16(truncatingIfNeeded: entry.pointee.s_port).byteSwapped)
    }

    private static func numbers(in path: String) -> [Int] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
}
