@testable import Shell
import Testing

struct NearestTests {
    @Test(arguments: [("lesosn", "lesson"), ("lessn", "lesson"), ("hlep", "help"), ("quti", "quit"), ("tra", "transcripts")])
    func nearWord_isFound(typed: String, meant: String) {
        #expect(nearest(to: typed, in: CommandTable.commands.map(\.name)) == meant)
    }

    @Test(arguments: ["xyzzy", "", "中文"]) func farWord_isNot(typed: String) {
        #expect(nearest(to: typed, in: CommandTable.commands.map(\.name)) == nil)
    }

    @Test func swap_countsOnce() {
        #expect(editDistance(Array("stiyck"), Array("sticky")) == 2)
        #expect(editDistance(Array("ab"), Array("ba")) == 1)
        #expect(editDistance([], Array("abc")) == 3)
    }
}
