import Engine
import Lessons
import Sockets
import Synchronization
import Transcripts

/// What the benchmarks may ask of the lab. The lab's own modules are `package`, which ends at a package's border;
/// nothing but this is public.
///
/// Each workload is the one of the same name in `Sources/Baseline/main.c`, with recording.
public enum Workload {
    /// Binds the calling thread to the first core or, where true is given, to the last one.
    public typealias Pin = @Sendable (_ toLast: Bool) -> Void

    static let chunk = 64 * 1024

    /// One byte there, one byte back, under schedule `free`. Returns the seconds from after `connect` to the last byte.
    public static func pingPong(rounds: Int, pin: @escaping Pin) throws -> Double {
        try conversation(
            pin,
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
    public static func stream(mebibytes: Int, pin: @escaping Pin) throws -> Double {
        let total = mebibytes << 20
        return try conversation(
            pin,
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
    private static func conversation(
        _ pin: @escaping Pin, server: @escaping Part, client: @escaping Part
    ) throws -> Double {
        let time = Mutex(0.0)
        let scenario = Scenario(
            "benchmark",
            server: { host in
                pin(false)
                let listener = try host.socket(.tcp)
                try listener.bind(host.serverAddress)
                try listener.listen(backlog: 5)
                let (connection, _) = try listener.accept()
                try server(connection)
                try connection.close()
            },
            client: { host in
                pin(true)
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
}
