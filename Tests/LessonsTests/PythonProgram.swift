import Foundation
import Sockets

/// A lesson's Python program, run as a student runs it: as an ordinary process with the port as its argument.
final class PythonProgram {
    private let process = Process()
    private let input = Pipe()
    private let errors = Pipe()
    private let output = Pipe()

    /// Whether this machine has a `python3` that starts.
    static let isInstalled: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "pass"]
        process.standardError = FileHandle.nullDevice
        let hasStarted = SpawnGuard.starting { (try? process.run()) != nil }
        guard hasStarted else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private static let lessons = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Lessons")

    init(_ name: String, of folder: String, _ arguments: [String], input text: String = "", prints: Bool = false) throws {
        let file = Self.lessons.appendingPathComponent(folder).appendingPathComponent("python").appendingPathComponent(name)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", file.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONIOENCODING": "utf-8"]) { $1 }
        process.standardInput = input
        process.standardOutput = prints ? output : FileHandle.nullDevice
        process.standardError = errors
        try SpawnGuard.starting { Result { try process.run() } }.get()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
    }

    /// `listening on 127.0.0.1:40213`, which a server says first, on standard error.
    func port() throws -> UInt16 {
        let text = try firstWords()
        guard let port = text.split(separator: ":").last.flatMap({ UInt16($0) }) else { throw NoPort(said: text) }
        return port
    }

    /// The first line on standard error: the server is ready.
    @discardableResult
    func firstWords() throws -> String { try Self.line(of: errors) }

    /// The next line that it prints, when it was started with `prints`.
    func line() throws -> String { try Self.line(of: output) }

    private static func line(of pipe: Pipe) throws -> String {
        var line: [UInt8] = []
        while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    struct NoPort: Error { var said: String }

    var isRunning: Bool { process.isRunning }

    /// The exit status, once it has ended.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends a server that would serve for ever. Not with SIGTERM: the threads that tests run on block it, and a child
    /// inherits that.
    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}
