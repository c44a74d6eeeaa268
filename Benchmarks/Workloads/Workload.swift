import Engine
import Glibc
import Lessons
import Sockets
import Synchronization
import Transcripts

/// What the benchmarks may ask of the lab. The lab's own modules are `package`, which ends at a package's border;
/// nothing but this is public.
///
/// Each workload is the one of the same name in `Sources/Baseline/main.c`, with recording.
public enum Workload {
    static let chunk = 64 * 1024

    /// One byte there, one byte back, under schedule `free`. Returns the seconds from after `connect` to the last byte.
    public static func pingPong(rounds: Int) throws -> Double {
        try conversation(
            server: { connection in
                try connection.setOption(.noDelay, true)
                for _ in 0..<rounds { try connection.send(connection.recv(1)) }
            },
            client: { socket in
                try socket.setOption(.noDelay, true)
                let byte: [UInt8] = [UInt8(ascii: "x")]
                for _ in 0..<rounds {
                    try socket.send(byte)
                    _ = try socket.recv(1)
                }
            })
    }

    /// From client to server in calls of 64 KiB, under schedule `free`. Returns the seconds as `pingPong` does.
    public static func stream(mebibytes: Int) throws -> Double {
        let total = mebibytes << 20
        return try conversation(
            server: { connection in
                var got = 0
                while case let data = try connection.recv(chunk), !data.isEmpty { got += data.count }
                precondition(got == total, "stream: bytes are missing")
                try connection.send("k")
            },
            client: { socket in
                let bytes = [UInt8](repeating: 0, count: chunk)
                for _ in 0..<(total / chunk) { try socket.sendAll(bytes) }
                try socket.shutdown(.write)
                _ = try socket.recv(1)
            })
    }

    /// Lesson 7's `sticky` under `lockstep`, one complete run after another. Returns the seconds of all runs.
    public static func sticky(runs: Int) throws -> Double {
        let lesson = catalog.first { $0.folder == "07-sticky-packets" }
        guard let scenario = lesson?.scenario(named: "sticky") else { throw Missing() }
        let start = ContinuousClock.now
        for _ in 0..<runs { _ = try run(scenario) }
        return seconds(since: start)
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "lesson 7 has no scenario `sticky`" }
    }
}

extension Workload {
    typealias Part = @Sendable (RecordedSocket) throws -> Void

    /// One connection, its ends on the first and the last core, timed by the client.
    private static func conversation(server: @escaping Part, client: @escaping Part) throws -> Double {
        let time = Mutex(0.0)
        let scenario = Scenario(
            "benchmark",
            server: { host in
                pin(toLast: false)
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen(backlog: 5)
                let (connection, _) = try listener.accept()
                try server(connection)
                try connection.close()
            },
            client: { host in
                pin(toLast: true)
                let socket = try host.socket(.tcp)
                try socket.connect(host.serverAddress)
                let start = ContinuousClock.now
                try client(socket)
                time.withLock { $0 = seconds(since: start) }
                try socket.close()
            })
        let transcript = try run(scenario, options: RunOptions(schedule: .free))
        for ending in transcript.endings where ending.how != .returned { throw Failed(ending: ending) }
        return time.withLock { $0 }
    }

    struct Failed: Error {
        var ending: Transcript.Ending
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// The cores that the process may use, before any thread was pinned.
    private static let allowed: cpu_set_t = {
        var set = cpu_set_t()
        sched_getaffinity(getpid(), MemoryLayout<cpu_set_t>.size, &set)
        return set
    }()

    /// Binds the calling thread to the first or the last core.
    private static func pin(toLast: Bool) {
        var set = allowed
        withUnsafeMutableBytes(of: &set) { bytes in
            let cores = (0..<bytes.count * 8).filter { bytes[$0 / 8] & (1 << ($0 % 8)) != 0 }
            guard let core = toLast ? cores.last : cores.first else { return }
            for index in bytes.indices { bytes[index] = 0 }
            bytes[core / 8] = 1 << (core % 8)
        }
        sched_setaffinity(0, MemoryLayout<cpu_set_t>.size, &set)
    }
}
