@testable import Shell
import Testing

struct KeyReaderTests {
    private func keys(_ text: String) -> [Key] {
        let typed = TypedAhead()
        typed.append(text.utf8)
        let reader = KeyReader(next: typed.next, isWaiting: { !typed.isEmpty })
        var keys: [Key] = []
        while !typed.isEmpty { keys.append(reader.read()) }
        return keys
    }

    @Test func keys_areRead() {
        #expect(keys("\r\n bB\u{7F}\u{4}\u{3}") == [.enter, .enter, .enter, .letter("b"), .letter("b"), .back, .end, .interrupted])
    }

    @Test func arrows_goOnAndBack() {
        #expect(keys("\u{1B}[C\u{1B}[D\u{1B}OB\u{1B}[5~q") == [.enter, .back, .enter, .other, .letter("q")])
    }

    @Test func charactersOutsideASCII_areOneKey() {
        #expect(keys("好q") == [.other, .letter("q")])
    }
}
