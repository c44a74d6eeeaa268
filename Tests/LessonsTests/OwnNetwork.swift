import CLinux
import Foundation
import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A network that a thread makes for itself (network_namespaces(7)): with its own loopback and settings, and nobody else's
/// packets. It is gone when the thread has ended.
enum OwnNetwork {
    /// It takes privileges, and the program `ip` (iproute2).
    static let isPossible = succeeds {}

    /// Whether the program `tc` can make an interface slow here.
    static let canShape = succeeds {
        try makeNeighbourhood()
        try ip(slowly)
    }

    private static func succeeds(_ body: @escaping @Sendable () throws -> Void) -> Bool {
        do {
            try run(body)
            return true
        } catch { return false }
    }

    struct Refused: Error { var what: String }

    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
        let thread = WaitingThread {
            guard clinux_own_network() == 0 else { throw Refused(what: "unshare: errno \(errno)") }
            try ip("ip link set lo up")
            return try body()
        }
        return try thread.value()
    }

    /// Where the pair of cards below ends: 10.9.0.1 is this machine, 10.9.0.77 is a neighbour who never answers, and nobody
    /// has any other address.
    static let here = IPv4Host(10, 9, 0, 1)
    static let neighbour = IPv4Host(10, 9, 0, 77)
    static let nobody = IPv4Host(10, 9, 0, 2)

    static func makeNeighbourhood() throws {
        try ip("ip link add v0 type veth peer name v1")
        try ip("ip addr add \(here)/24 dev v0")
        try ip("ip link set v0 up")
        try ip("ip link set v1 up")
        try ip("ip neigh add \(neighbour) lladdr 02:00:00:00:00:77 dev v0")
    }

    /// 4 Mbit/s, with room for 10 MB to wait.
    static let slowly = "tc qdisc add dev v0 root tbf rate 4mbit burst 10kb limit 10mb"

    /// Runs a command in the network of this thread: a child inherits it. (Foundation's `Process` may wait for ever for a child
    /// that has ended, when several threads without a run loop of their own start some.)
    static func ip(_ command: String) throws {
        let words = ["/usr/bin/env"] + command.split(separator: " ").map(String.init)
        var (child, status) = (pid_t(0), Int32(0))
        let result = withCStrings(words) { arguments in
            withCStrings(["PATH=/usr/sbin:/usr/bin:/sbin:/bin"]) { environment in
                SpawnGuard.starting { posix_spawn(&child, words[0], nil, nil, arguments, environment) }
            }
        }
        guard result == 0 else { throw Refused(what: command) }
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else { throw Refused(what: command) }
    }

    private static func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }

    /// A setting below /proc/sys/net.
    static func set(_ name: String, _ value: String) throws {
        guard let file = fopen("/proc/sys/net/" + name, "w") else { throw Refused(what: name) }
        defer { fclose(file) }
        guard fputs(value, file) >= 0, fflush(file) == 0 else { throw Refused(what: "\(name) = \(value)") }
    }

    /// A list below /proc/net, as this thread's network has it.
    static func list(_ name: String) throws -> String {
        guard let file = FileHandle(forReadingAtPath: "/proc/thread-self/net/" + name), let data = try file.readToEnd() else {
            throw Refused(what: name)
        }
        return String(decoding: data, as: UTF8.self)
    }
}
