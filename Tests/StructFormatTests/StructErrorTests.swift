import StructFormat
import Testing

@Suite struct StructErrorTests {
    @Test(arguments: [
        ("i", [StructValue(3_000_000_000)], "'i' format requires -2147483648 <= number <= 2147483647"),
        ("!B", [256], "'B' format requires 0 <= number <= 255"),
        ("i", [1.5], "required argument is not an integer"),
        ("i", [1, 2], "pack expected 1 items for packing (got 2)"),
        ("Q", [-1], "'Q' format requires 0 <= number <= 18446744073709551615"),
        ("d", ["x"], "required argument is not a float"),
        ("c", ["ab"], "char format requires a bytes object of length 1"),
        ("5s", [1], "argument for 's' must be a bytes object"),
        ("z", [], "bad char in struct format"),
        ("!n", [1], "bad char in struct format"),
        ("3 i", [], "bad char in struct format"),
        ("5", [], "repeat count given without format specifier"),
        ("99999999999999999999i", [], "total struct size too long"),
        ("!f", [1e39], "float too large to pack with f format"),
        ("e", [65520.0], "float too large to pack with e format"),
    ] as [(String, [StructValue], String)])
    func pack_failsInCPythonsWords(format: String, values: [StructValue], words: String) {
        let error = #expect(throws: StructError.self) { try Struct.pack(format, values) }
        #expect(error?.description == words)
    }

    @Test func unpack_wantsExactlyTheSize() {
        let error = #expect(throws: StructError.self) { try Struct.unpack("!i", [0, 0]) }
        #expect(error?.description == "unpack requires a buffer of 4 bytes")
    }
}
