import Foundation
import Sockets
import Testing
import TextEncodings

/// The same bytes and characters as Python's codecs.
struct PythonTests {
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "no python3 here"),
          arguments: TextEncoding.allCases)
    func commonCharactersAreThoseOfPython(_ encoding: TextEncoding) throws {
        let text = "ABC xyz 0129 你好世界中文网络编程服务端客户端 ,。!? 一丁七万"
        let script = "import sys; sys.stdout.write(sys.argv[1].encode(sys.argv[2], 'replace').hex())"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-X", "utf8", "-c", script, text, encoding.rawValue]
        let pipe = Pipe()
        process.standardOutput = pipe
        try SpawnGuard.starting { Result { try process.run() } }.get()
        let expected = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let encoded = text.unicodeScalars.flatMap { scalar in
            (try? encode(String(scalar), encoding == .utf16 ? .utf16le : encoding)) ?? [0x3F]
        }
        let mark: [UInt8] = encoding == .utf16 ? [0xFF, 0xFE] : []
        #expect((mark + encoded).map { String(format: "%02x", $0) }.joined() == expected)
    }
}
