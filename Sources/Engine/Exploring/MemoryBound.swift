import Glibc

/// How much more memory a search may take than the process has when it begins.
struct MemoryBound {
    private let most: Int

    /// - Parameter bytes: nil: half of what the machine has left.
    init(bytes: Int?) {
        most = Self.used + (bytes ?? Self.available / 2)
    }

    var isReached: Bool { Self.used > most }

    /// Bytes of this process that are in memory.
    private static var used: Int {
        let pages = text(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Bytes that the system could still give: what the machine has left, or the process's group may take.
    private static var available: Int {
        let line = text(of: "/proc/meminfo").split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        let machine = kilobytes.map { $0 * 1_024 } ?? Int.max / 4
        let group = "/sys/fs/cgroup/memory."
        guard let most = number(in: group + "max"), let used = number(in: group + "current") else { return machine }
        return min(machine, max(most - used, 0))
    }

    private static func number(in path: String) -> Int? {
        text(of: path).split(separator: "\n").first.flatMap { Int($0) }
    }

    /// A small file of the kernel's; empty where it cannot be read.
    private static func text(of path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
