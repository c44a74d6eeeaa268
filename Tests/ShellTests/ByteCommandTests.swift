import Foundation
import Messages
@testable import Shell
import StructFormat
import Sockets
import Testing

struct ByteCommandTests {
    private let text = StructText(words: English(), look: TextLook(width: 80))

    @Test func boxes_showPaddingAndOffsets() {
        let lab = TestSession()
        #expect(lab.perform("pack", "iq", "1", "-2") == 0)
        #expect(lab.screen == """
            01 00 00 00 00 00 00 00 fe ff ff ff ff ff ff ff

            ┌─ i ─────────┬─ padding ───┬─ q ─────────────────────┐
            │ 01 00 00 00 │ 00 00 00 00 │ fe ff ff ff ff ff ff ff │
            └─0───────────┴─4───────────┴─8───────────────────────┘
              1                           -2
            16 bytes

            """)
    }

    @Test func characters_standOverTheirBytes() {
        let lab = TestSession()
        #expect(lab.perform("encode", "你好a", "gbk") == 0)
        #expect(lab.screen == """
            c4 e3 ba c3 61

            ┌─ 你 ──┬─ 好 ──┬─ a ──┐
            │ c4 e3 │ ba c3 │ 61   │
            └─0─────┴─2─────┴─4────┘
            3 characters, 5 bytes

            """)
        #expect(lab.perform("decode", "c4e3 bac3", "GBK") == 0)
        #expect(lab.screen.contains("\n你好\n"))
    }

    @Test func refusals_areCPythons() {
        let lab = TestSession()
        #expect(lab.perform("pack", "i", "3000000000") == 1)
        #expect(lab.perform("pack", "b", "-129") == 1)
        #expect(lab.perform("pack", "i") == 1)
        #expect(lab.perform("unpack", "!i", "0c") == 1)
        #expect(lab.perform("unpack", "!i", "0x") == 1)
        #expect(lab.perform("unpack", "!i", "0g") == 64)
        #expect(lab.perform("calcsize", "y") == 1)
        #expect(lab.perform("decode", "e4bd", "utf-8") == 1)
        #expect(lab.perform("encode", "😀", "gb2312") == 1)
        #expect(lab.perform("encode", "a", "latin") == 64)
        #expect(lab.errors.hasPrefix("""
            socketlab: 'i' format requires -2147483648 <= number <= 2147483647
            socketlab: 'b' format requires -128 <= number <= 127
            socketlab: pack expected 1 items for packing (got 0)
            socketlab: unpack requires a buffer of 4 bytes

            """))
    }

    @Test func anUnknownLetter_isNamed_withTheKnownOnes() {
        let lab = TestSession()
        #expect(lab.perform("calcsize", "iy") == 1)
        #expect(lab.perform("calcsize", "!n") == 1)
        #expect(lab.errors == """
            socketlab: bad char in struct format: 'y'. The letters are x c b B ? h H i I l L q Q n N e f d s p P
            socketlab: bad char in struct format: 'n'. The letters are x c b B ? h H i I l L q Q e f d s p

            """)
    }

    @Test func rows_fitTheScreen() throws {
        for width in [40, 80, 120] {
            let text = StructText(words: English(), look: TextLook(width: width))
            let lines = try text.packed("@bhilq64s?d", Struct.pack("@bhilq64s?d", 1, 2, 3, 4, 5, "x", true, 1.5))
            #expect(lines.dropFirst(2).allSatisfy { $0.count <= max(width, 60) })
        }
    }

    @Test(.enabled(if: Python.isInstalled, "skipped: no python3 here"))
    func lines_areWhatPythonPrints() throws {
        let table: [(String, [String])] = [
            ("i", ["-1"]), ("!hHq", ["-2", "65535", "-9223372036854775808"]), ("<d", ["0.1"]), (">e", ["-1.5"]),
            ("@cbx?f", ["a", "-5", "True", "1e10"]), ("=5s3p", ["ab", "xyz"]), ("@biq", ["1", "2", "3"]),
        ]
        for (format, values) in table {
            let codes = try StructLayout(format).fields.map(\.code).filter(\.takesValue)
            let bytes = try Struct.pack(format, zip(values, codes).map { StructText.value($0, for: $1) })
            let arguments = zip(values, codes).map { [.char, .bytes, .pascal].contains($1.kind) ? "b'\($0)'" : $0 }
            let program = """
                import struct
                b = struct.pack('\(format)', \(arguments.joined(separator: ", ")))
                print(b.hex(' ')); print(struct.unpack('\(format)', b)); print(struct.calcsize('\(format)'))
                """
            let printed = try Python.run(program).split(separator: "\n").map(String.init)
            #expect(try printed == [text.packed(format, bytes)[0], text.unpacked(format, bytes)[0], text.sized(format)[0]])
        }
    }
}

/// `python3`, where there is one.
private enum Python {
    static let isInstalled = (try? run("pass")) != nil

    static func run(_ program: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try SpawnGuard.starting { Result { try process.run() } }.get()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return String(decoding: data, as: UTF8.self)
    }
}
