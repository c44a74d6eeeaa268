import Sockets
import SystemPackage
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a command wrote, and how it ended.
package struct CommandOutput: Sendable, Equatable {
    package var standardOutput: [UInt8]
    package var standardError: [UInt8]
    /// The exit status; 128 + n when signal n ended it.
    package var status: Int32
    /// It wrote more than was allowed, or ran longer, and was ended.
    package var wasCut: Bool
}

/// How much a command may write and how long it may run.
package struct CommandLimits: Sendable {
    /// Bytes on standard output, and as many on standard error.
    package var bytes = 1 << 20
    /// Seconds of real time.
    package var seconds = 5.0

    package init(bytes: Int = 1 << 20, seconds: Double = 5) {
        self.bytes = bytes
        self.seconds = seconds
    }
}

extension Host {
    /// Runs a program with its arguments: no shell, no input, a short environment. Found along the usual folders.
    ///
    /// - Throws: `SocketError` with the operation `run` when it cannot be started (ENOENT).
    package func run(_ command: [String], limits: CommandLimits = CommandLimits()) throws -> CommandOutput {
        let thread = try LabThread.current()
        let intent = Intent(call: .run, sharing: .everyOrder)
        let describe = { (event: inout RawRecord) in event.detail = command.joined(separator: " ") }
        return try thread.perform(intent, describe: describe) { event throws(SocketError) in
            let output = try ChildProcess.run(command, limits)
            event.result = .returned(Int(output.status))
            event.payload = Payload(output.standardError + output.standardOutput)
            return output
        }
    }
}
