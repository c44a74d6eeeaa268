import Foundation
import StructFormat
import Testing

/// The same formats and values given to `python3`, where there is one.
@Suite struct PythonTableTests {
    @Test func pack_givesThePythonBytesOrThePythonError() throws {
        let table = Self.table
        guard let answers = try Python.run(Self.program(for: table)) else {
            print("skipped: no python3 here, nothing to compare StructFormat with")
            return
        }
        let lines = answers.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        try #require(lines.count > table.count)
        // Before 3.12 the words differed from code to code; that it fails is then all that counts.
        let hasTheseWords = lines[0] == "True"
        for (row, line) in zip(table, lines.dropFirst()) {
            let bothFail = Self.ours(row).hasPrefix("error") && line.hasPrefix("error")
            #expect(Self.ours(row) == line || (bothFail && !hasTheseWords), "\(row.format) \(row.values)")
        }
    }

    struct Row {
        var format: String
        var values: [StructValue]
    }

    private static var table: [Row] {
        let integers: [Int128] = [0, 1, 12, -1, 127, 128, -128, 255, 256, 32767, 65535, 65536, 2_147_483_647,
            2_147_483_648, -2_147_483_649, 4_294_967_295, Int128(Int64.max), Int128(UInt64.max)]
        let numbers = "@=<>!".flatMap { mark in
            "bBhHiIlLqQnN?".flatMap { code in
                integers.map { Row(format: "\(mark)\(code)", values: [.integer($0)]) }
            }
        }
        let doubles: [Double] = [0, 1, -2.5, 0.1, 65504, 6e-8, 1e-30, .infinity]
        let floats = "@<!".flatMap { mark in
            "efd".flatMap { code in doubles.map { Row(format: "\(mark)\(code)", values: [.float($0)]) } }
        }
        return numbers + floats + mixed
    }

    private static let mixed: [Row] = [
        Row(format: "ci", values: ["a", 1]), Row(format: "bhilq", values: [1, 2, 3, 4, 5]),
        Row(format: "!bhilq", values: [1, 2, 3, 4, 5]), Row(format: "b0i", values: [1]), Row(format: "b0l", values: [1]),
        Row(format: "2h3x2h", values: [1, 2, 3, 4]), Row(format: "5sx3p", values: ["hi", "abcdef"]),
        Row(format: "2s", values: ["hello"]), Row(format: "0s1p", values: ["abc", "abc"]),
        Row(format: "cP", values: ["z", 4096]), Row(format: " i  i ", values: [1, 2]),
        Row(format: "i", values: []), Row(format: "ii", values: [1, 2, 3]), Row(format: "y", values: []),
        Row(format: "7", values: []), Row(format: "i>", values: [1]), Row(format: "s", values: [1]),
        Row(format: "d", values: ["x"]), Row(format: "?", values: [""]), Row(format: "<e", values: [1e6]),
    ]

    private static func ours(_ row: Row) -> String {
        do {
            return try Struct.pack(row.format, row.values).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        } catch { return "error: \(error)" }
    }

    private static func program(for table: [Row]) -> String {
        """
        import struct, sys
        print(sys.version_info >= (3, 12))
        inf = float("inf")
        def row(format, *values):
            try: print(struct.pack(format, *values).hex())
            except (struct.error, OverflowError) as error: print("error:", error)

        """ + table.map { row in
            let arguments = ["\"\(row.format)\""] + row.values.map(literal)
            return "row(\(arguments.joined(separator: ", ")))\n"
        }.joined()
    }

    private static func literal(_ value: StructValue) -> String {
        switch value {
        case .integer(let number): "\(number)"
        case .bool(let bool): bool ? "True" : "False"
        case .float(let number): "\(number)"
        case .bytes(let bytes): "bytes(\(bytes.map(Int.init)))"
        }
    }
}
