import Testing
import TextEncodings

struct EncodingTests {
    @Test func oneTextHasOtherBytesInEachEncoding() throws {
        #expect(try encode("你", .utf8) == [0xE4, 0xBD, 0xA0])
        #expect(try encode("你", .gbk) == [0xC4, 0xE3])
        #expect(try encode("你", .gb2312) == [0xC4, 0xE3])
        #expect(try encode("你", .gb18030) == [0xC4, 0xE3])
        #expect(try encode("你", .big5) == [0xA7, 0x41])
        #expect(try encode("你", .utf16le) == [0x60, 0x4F])
        #expect(try encode("你", .utf16be) == [0x4F, 0x60])
        #expect(try encode("你", .utf16).count == 4)
    }

    @Test func whatAnEncodingDoesNotHave_IsNamedWithItsPosition() {
        #expect(throws: TextEncodingError.cannotEncode(.gbk, character: "😀", offset: 3)) {
            try encode("a你b😀c", .gbk)
        }
        #expect(throws: TextEncodingError.cannotEncode(.gb2312, character: "龍", offset: 0)) { try encode("龍", .gb2312) }
    }

    @Test func longTextIsWhole() throws {
        let text = String(repeating: "你", count: 100_000)
        #expect(try encode(text, .gbk).count == 200_000)
        #expect(try encode(text, .gb18030).count == 200_000)
    }

    @Test func namesAreFoundHoweverTheyAreWritten() {
        #expect(TextEncoding(named: "UTF8") == .utf8)
        #expect(TextEncoding(named: "utf-16LE") == .utf16le)
        #expect(TextEncoding(named: "GB_2312") == .gb2312)
        #expect(TextEncoding(named: "latin-1") == nil)
        #expect(TextEncoding.allCases.map(\.name).count == 8)
    }
}
