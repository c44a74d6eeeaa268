import Rendering
import Testing

@Suite struct EscapingTests {
    @Test(arguments: [
        ("plain text 你好", "plain text 你好"), ("a\nb\tc\r", "a\\nb\\tc\\r"), ("\u{1B}[31mred\u{1B}[0m", "\\x1b[31mred\\x1b[0m"),
        ("\u{7F}\u{9B}2J", "\\x7f\\x9b2J"), ("abc\u{202E}txt.exe", "abc\\u202etxt.exe"), ("a\u{200B}b", "a\\u200bb"),
        ("\u{301}x", "\\u0301x"), ("👩‍👩‍👧 ❤️ 🇨🇳", "👩‍👩‍👧 ❤️ 🇨🇳"), ("e\u{301}", "e\u{301}"), ("\u{E000}", "\\ue000"),
        ("\u{E0041}", "\\U000e0041"), ("a\u{200D}b", "a\\u200db"), ("\r\n", "\\r\\n"),
    ])
    func escaped_ShowsWhatCouldHarm(text: String, shown: String) {
        #expect(escaped(text) == shown)
        #expect(escaped(shown) == shown)
    }

    @Test func escaped_StopsPilesOfMarks() {
        let pile = "a" + String(repeating: "\u{301}", count: 20)
        #expect(escaped(pile).hasPrefix("a\u{301}\u{301}\u{301}\u{301}\\u0301"))
    }

    @Test func escaped_LeavesNothingThatMovesACursor() {
        let everything = String(String.UnicodeScalarView((0...0x2FFF).compactMap { Unicode.Scalar($0) }))
        for scalar in escaped(everything).unicodeScalars {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.properties.generalCategory != .format)
        }
    }
}
