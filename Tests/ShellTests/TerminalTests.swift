import Messages
@testable import Shell
import Testing

struct TerminalTests {
    private func terminal(_ environment: [String: String], showsOutput: Bool = true) -> Terminal {
        .described(by: environment, takesKeys: true, showsOutput: showsOutput)
    }

    @Test func color_isLeftOut_whereItIsNotWanted() {
        #expect(terminal(["TERM": "xterm"]).allowsColor)
        #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).allowsColor)
        #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).allowsColor)
        #expect(!terminal(["TERM": "dumb"]).allowsColor)
        #expect(!terminal(["TERM": "xterm"], showsOutput: false).allowsColor)
    }

    @Test func lanes_needATerminal() {
        #expect(terminal(["TERM": "xterm"]).showsLanes)
        #expect(!terminal(["TERM": "dumb"]).showsLanes)
        #expect(!terminal(["TERM": "xterm"], showsOutput: false).showsLanes)
    }

    @Test func characterSet_isUTF8_unlessTheLocaleSaysOtherwise() {
        #expect(CharacterSet.isUTF8([:]))
        #expect(CharacterSet.isUTF8(["LC_ALL": "C"]))
        #expect(CharacterSet.isUTF8(["LANG": "zh_CN.UTF-8"]))
        #expect(CharacterSet.isUTF8(["LANG": "zh_CN.utf8@x"]))
        #expect(!CharacterSet.isUTF8(["LANG": "zh_CN.GBK"]))
        #expect(!CharacterSet.isUTF8(["LC_ALL": "en_US.ISO-8859-1", "LANG": "en_US.UTF-8"]))
    }

    @Test func language_isWhatWasChosen_thenTheLocale() {
        #expect(Language.preferred(saved: nil, environment: [:]) == .english)
        #expect(Language.preferred(saved: nil, environment: ["LANG": "zh_CN.UTF-8"]) == .simplifiedChinese)
        #expect(Language.preferred(saved: nil, environment: ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"]) == .english)
        #expect(Language.preferred(saved: nil, environment: ["LC_MESSAGES": "zh_CN", "LANG": "en_US"]) == .simplifiedChinese)
        #expect(Language.preferred(saved: "en", environment: ["LANG": "zh_CN.UTF-8"]) == .english)
    }

    @Test(arguments: ["zh-Hans", "zh", "zh_CN", "zh_CN.UTF-8", "中文", "Chinese"]) func chinese_hasManyNames(name: String) {
        #expect(Language(named: name) == .simplifiedChinese)
    }

    @Test func cursorReport_isReadBehindTypedKeys() {
        let found = WidthProbe.column(in: Array("ls\u{1B}[12;3R".utf8))
        #expect(found?.column == 3 && found?.start == 2)
        for other in ["R", "\u{1B}[A", "\u{1B}OR", "\u{1B}[R", "\u{1B}[12;3"] {
            #expect(WidthProbe.column(in: Array(other.utf8)) == nil, "\(other)")
        }
    }
}
