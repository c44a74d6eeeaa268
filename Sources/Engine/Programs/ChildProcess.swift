import CLinux
import Sockets
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A command that runs beside the lab, with limits. `posix_spawn` rather than swift-subprocess: a participant's thread
/// waits for it, and that library's tasks would leave a pool of threads behind.
enum ChildProcess {
    static func run(_ command: [String], _ limits: CommandLimits) throws(SocketError) -> CommandOutput {
        guard !command.isEmpty else { throw SocketError("run", .invalidArgument) }
        var output = try Pipes()
        defer { output.close() }
        let process = try spawn(command, output)
        output.closeWritingEnds()
        let wasCut = collect(&output, limits)
        if wasCut { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return CommandOutput(
            standardOutput: output.texts[0], standardError: output.texts[1], status: exitStatus(status), wasCut: wasCut)
    }

    private static func spawn(_ command: [String], _ output: Pipes) throws(SocketError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writing[0], 1)
        posix_spawn_file_actions_adddup2(&actions, output.writing[1], 2)
        var arguments = cStrings(command)
        var environment = cStrings(["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"])
        defer { for text in arguments + environment { free(text) } }
        var process = pid_t()
        let result = SpawnGuard.starting {
            posix_spawnp(&process, command[0], &actions, nil, &arguments, &environment)
        }
        guard result == 0 else { throw SocketError("run", Errno(rawValue: result)) }
        return process
    }

    /// The caller frees them.
    private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { text in strdup(text) } + [nil]
    }

    /// Reads both pipes to their ends. True when a limit was reached first.
    private static func collect(_ output: inout Pipes, _ limits: CommandLimits) -> Bool {
        let end = clinux_now() + Int64(limits.seconds * 1e9)
        while !output.isAtEnd {
            let left = end - clinux_now()
            guard left > 0 else { return true }
            output.read(milliseconds: Int32(left / 1_000_000) + 1)
            if output.texts.contains(where: { $0.count > limits.bytes }) {
                for index in output.texts.indices {
                    output.texts[index].removeLast(max(0, output.texts[index].count - limits.bytes))
                }
                return true
            }
        }
        return false
    }

    private static func exitStatus(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}

/// Standard output and standard error of a child.
private struct Pipes {
    var reading: [Int32] = []
    var writing: [Int32] = []
    var texts: [[UInt8]] = [[], []]

    init() throws(SocketError) {
        for _ in 0..<2 {
            var ends: [Int32] = [-1, -1]
            let result = clinux_pipe(&ends)
            let error = errno
            guard result == 0 else {
                close()
                throw SocketError("run", Errno(rawValue: error))
            }
            // The child writes as to any pipe: its end blocks.
            _ = fcntl(ends[1], F_SETFL, 0)
            reading.append(ends[0])
            writing.append(ends[1])
        }
    }

    var isAtEnd: Bool { reading.allSatisfy { $0 < 0 } }

    mutating func read(milliseconds: Int32) {
        var targets = reading.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&targets, nfds_t(targets.count), milliseconds)
        for index in targets.indices where targets[index].revents != 0 { readOnce(index) }
    }

    private mutating func readOnce(_ index: Int) {
        var piece = [UInt8](repeating: 0, count: 16_384)
        let count = sysRead(reading[index], &piece, piece.count)
        if count > 0 {
            texts[index] += piece[..<count]
        } else if count == 0 {
            sysCloseEnd(&reading[index])
        }
    }

    mutating func closeWritingEnds() {
        for index in writing.indices { sysCloseEnd(&writing[index]) }
    }

    mutating func close() {
        closeWritingEnds()
        for index in reading.indices { sysCloseEnd(&reading[index]) }
    }
}

private func sysRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}

private func sysCloseEnd(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
}
