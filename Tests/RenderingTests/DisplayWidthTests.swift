import Rendering
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("hello", 5), ("你好", 4), ("途中(内核里)", 12), ("e\u{301}", 1), ("한국", 4), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("❤️", 2),
        ("🇨🇳", 2), ("é", 1), ("─│◀", 3), ("\u{FF1A}", 2), ("ｱ", 1), ("가", 2), ("𠀀", 2),
    ])
    func columns_CountsAsATerminalDoes(text: String, width: Int) {
        #expect(columns(of: text) == width)
    }

    @Test func columns_AmbiguousIsWideWhereTheTerminalSaysSo() {
        #expect(columns(of: "─α", ambiguousWide: true) == 4)
        #expect(columns(of: "aé", ambiguousWide: true) == 3)
    }
}
