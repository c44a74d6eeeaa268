@testable import Shell
import Testing

struct WordSplitterTests {
    @Test func spaces_separate() throws {
        #expect(try WordSplitter.split("  lesson  7\tsticky ") == ["lesson", "7", "sticky"])
    }

    @Test func quotesAndBackslashes_holdTogether() throws {
        #expect(try WordSplitter.split(#"replay "my run.jsonl" it\ is 'a "b"' ''"#) == ["replay", "my run.jsonl", "it is", "a \"b\"", ""])
    }

    @Test(arguments: ["recv=4", "messages=hello,你好", "a b", "it's", "$(x)", "", "\\"])
    func quotedWord_isReadBackAsItself(_ word: String) throws {
        #expect(try WordSplitter.split("lesson \(WordSplitter.quoted(word)) x") == ["lesson", word, "x"])
    }

    @Test func plainWord_staysPlain() {
        #expect(WordSplitter.quoted("pause=200ms") == "pause=200ms")
    }

    @Test func openQuote_isAnError() {
        #expect(throws: WordSplitter.Unclosed(quote: "\"")) { try WordSplitter.split("replay \"a") }
    }
}
