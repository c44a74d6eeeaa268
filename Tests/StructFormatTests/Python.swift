import Foundation
import Sockets

/// The machine's `python3`, where there is one.
enum Python {
    /// What the program prints; nil without a `python3`.
    static func run(_ program: String) throws -> String? {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-"]
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        let hasStarted = SpawnGuard.starting { (try? process.run()) != nil }
        guard hasStarted else { return nil }
        try? input.fileHandleForWriting.write(contentsOf: Data(program.utf8))
        try? input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: answer, as: UTF8.self) : nil
    }
}
