import Rendering
@testable import Shell
import Testing

struct TextRendererTests {
    private func lines(_ markdown: String, width: Int = 40, color: Bool = false) -> [String] {
        TextRenderer(TextLook(width: width, color: color)).lines(Markdown.blocks(markdown))
    }

    @Test func paragraphs_areWrapped_byColumns() {
        #expect(lines("The quick brown fox jumps over the lazy dog and runs away.", width: 20)
            == ["The quick brown fox", "jumps over the lazy", "dog and runs away."])
    }

    @Test func chinese_breaksAnywhere_butNotBeforeClosingMarks() {
        // 10 columns: five characters; the comma would begin the second line.
        #expect(lines("一二三四五，六七", width: 10) == ["一二三四", "五，六七"])
        #expect(lines("一二三四“五六”", width: 10) == ["一二三四", "“五六”"])
    }

    @Test func lineEnd_isNoSpace_betweenChinese() {
        #expect(lines("字节一个\n接一个") == ["字节一个接一个"])
        #expect(lines("结束，\nrecv 返回") == ["结束，recv 返回"])
        #expect(lines("三次\nsend") == ["三次 send"])
        #expect(lines("one\ntwo") == ["one two"])
    }

    @Test func lists_haveHangingIndents() {
        #expect(lines("- one two three\n- four", width: 12) == [" • one two", "   three", " • four"])
        #expect(lines("9. a\n10. b") == [" 9.  a", " 10. b"])
    }

    @Test func codeSpans_keepTheirMarks_withoutColor() {
        #expect(lines("call `recv(4)` now") == ["call `recv(4)` now"])
        #expect(lines("call `recv` now", color: true) == ["call \u{1B}[38;5;31mrecv\u{1B}[0m now"])
    }

    @Test func commands_stayInOnePiece_whereThereIsRoom() {
        #expect(lines("you can try `lesson 2 loop` now", width: 24) == ["you can try", "`lesson 2 loop` now"])
        // Not at the price of a line that is nearly empty.
        #expect(lines("try `lesson 2 loop --interactive` now", width: 24) == ["try `lesson 2 loop", "--interactive` now"])
    }

    @Test func tables_lineUp_alsoInChinese() {
        #expect(lines("| 词 | means |\n| --- | --- |\n| 字节 | byte |\n| a | b |")
            == ["    词    means", "    ───────────", "    字节  byte", "    a     b"])
    }

    @Test func links_showTheirAddress() {
        #expect(lines("[the site](https://example.org/)", width: 60) == ["the site (https://example.org/)"])
        #expect(lines("<https://example.org/>", width: 60) == ["https://example.org/"])
    }

    @Test func escapeSequences_neverReachTheTerminal() {
        #expect(lines("a\u{1B}[31mb") == [#"a\x1b[31mb"#])
        #expect(lines("    \u{1B}]0;x\u{7}") == [#"    \x1b]0;x\x07"#])
    }

    @Test func noLine_isTooWide() {
        let text = "一次 `recv(1024)` 取走了 3 次 send 的字节，averyveryverylongwordthatfitsnowhere（真的）。"
        for width in 8...60 {
            for line in lines(text, width: width) { #expect(columns(of: line) <= width, "\(width): \(line)") }
        }
    }
}
