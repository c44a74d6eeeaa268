@testable import Shell
import Testing

struct WordSplitterTests {
    @Test func spaces_separate() throws {
        #expect(try WordSplitter.split("  lesson  7\tsticky ") == ["lesson", "7", "sticky"])
    }

    @Test func quotesAndBackslashes_holdTogether() throws {
        #expect(try WordSplitter.split(#"replay "my run.jsonl" it\ is 'a "b"' ''"#) == ["replay", "my run.jsonl", "it is", "a \"b\"", ""])
    }

    @Test func openQuote_isAnError() {
        #expect(throws: WordSplitter.Unclosed(quote: "\"")) { try WordSplitter.split("replay \"a") }
    }
}
