import Glibc

/// A program that the benchmarks start, read from and wait for.
final class ChildProcess {
    private let pid: pid_t
    private let reading: Int32

    /// Which of its descriptors is read; the other ones go nowhere.
    enum Stream: Int32 { case output = 1, error = 2 }

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    init(_ arguments: [String], reading stream: Stream = .output) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failed(description: "pipe: errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        reading = ends[0]
        pid = try Self.spawn(arguments, stream, into: ends[1])
    }

    private static func spawn(_ arguments: [String], _ stream: Stream, into end: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, end, stream.rawValue)
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var pid: pid_t = 0
        let error = posix_spawnp(&pid, arguments[0], &actions, nil, &pointers, environ)
        guard error == 0 else { throw Failed(description: "\(arguments[0]): \(String(cString: strerror(error)))") }
        return pid
    }

    deinit { close(reading) }

    /// What it writes next: a line, if it writes line by line. Empty at the end. A program that says nothing for
    /// so many seconds is killed, which ends it too.
    func read(patience: Int32 = 30) -> String {
        var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        if poll(&waiting, 1, patience * 1_000) == 0 { kill(pid, SIGKILL) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(reading, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    /// Waits for its end, and returns the rest of what it wrote.
    @discardableResult
    func wait(patience: Int32 = 30) throws -> String {
        var text = ""
        while case let part = read(patience: patience), !part.isEmpty { text += part }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        guard status == 0 else { throw Failed(description: "it failed, or did not end (wait status \(status))") }
        return text
    }
}

/// Runs a program to its end and returns what it wrote to its standard output.
func output(of arguments: [String], patience: Int32 = 30) throws -> String {
    try ChildProcess(arguments).wait(patience: patience)
}
