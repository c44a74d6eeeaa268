import Testing
import TextEncodings

struct DecodingTests {
    @Test(arguments: TextEncoding.allCases)
    func whatWasEncodedDecodesToTheSame(_ encoding: TextEncoding) throws {
        let text = encoding == .big5 ? "hello, 中文" : "hello, 你好"
        #expect(try decode(encode(text, encoding), encoding) == text)
    }

    @Test func utf8ReadAsGBK_IsMojibake() throws {
        #expect(try decodeReplacing(Array("你好".utf8), .gbk) == "浣犲ソ")
    }

    @Test func gbkReadAsUTF8_IsReplaced() throws {
        #expect(try decodeReplacing([0xC4, 0xE3, 0xBA, 0xC3], .utf8) == "\u{FFFD}\u{FFFD}\u{FFFD}")
        #expect(throws: TextEncodingError.illegal(.utf8, byte: 0xC4, offset: 0)) {
            try decode([0xC4, 0xE3, 0xBA, 0xC3], .utf8)
        }
    }

    @Test func aCharacterCutInTwo_IsToldFromAnIllegalOne() {
        #expect(throws: TextEncodingError.cutOff(.gbk, offset: 2)) { try decode([0xC4, 0xE3, 0xBA], .gbk) }
        #expect(throws: TextEncodingError.cutOff(.utf8, offset: 3)) { try decode(Array("你好".utf8.prefix(5)), .utf8) }
        #expect(throws: TextEncodingError.illegal(.gbk, byte: 0xFF, offset: 1)) { try decode([0x61, 0xFF, 0x61], .gbk) }
        #expect(throws: TextEncodingError.cutOff(.utf16le, offset: 2)) { try decode([0x61, 0, 0x62], .utf16le) }
    }

    @Test func aLoneSurrogate_IsIllegal() throws {
        #expect(throws: TextEncodingError.illegal(.utf16le, byte: 0x00, offset: 0)) {
            try decode([0x00, 0xDC, 0x61, 0x00], .utf16le)
        }
        #expect(try decodeReplacing([0x00, 0xDC, 0x61, 0x00], .utf16le) == "\u{FFFD}a")
    }

    @Test func charactersStandOverTheirBytes() throws {
        let gbk = try characters(of: [0x61, 0xC4, 0xE3, 0xFF, 0xBA], in: .gbk)
        #expect(gbk.map(\.0) == ["a", "你", "\u{FFFD}", "\u{FFFD}"])
        #expect(gbk.map(\.1) == [0..<1, 1..<3, 3..<4, 4..<5])
        let gb18030 = try characters(of: encode("𠀀😀", .gb18030), in: .gb18030)
        #expect(gb18030.map(\.1) == [0..<4, 4..<8])
    }

    @Test func nothingIsNoCharacter() throws {
        for encoding in TextEncoding.allCases {
            #expect(try decode([], encoding) == "")
            #expect(try characters(of: [], in: encoding).isEmpty)
        }
    }

    @Test(arguments: TextEncoding.allCases)
    func rangesCoverAllBytes_WhateverTheyAre(_ encoding: TextEncoding) throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in UInt8.random(in: 0...255) }
            let ranges = try characters(of: bytes, in: encoding).map(\.1)
            #expect(ranges.map(\.lowerBound) == Array([0] + ranges.map(\.upperBound)).dropLast(), "\(bytes)")
            let isOnlyAByteOrderMark = encoding == .utf16 && bytes.count == 2 && ranges.isEmpty
            #expect(ranges.last?.upperBound ?? 0 == bytes.count || isOnlyAByteOrderMark, "\(bytes)")
        }
    }
}
