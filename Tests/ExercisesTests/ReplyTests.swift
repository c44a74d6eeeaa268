@testable import Exercises
import Testing

struct ReplyTests {
    @Test(arguments: ["11", "11 bytes", "11 BYTES", "\"11\"", " 11 ", "011", "11 字节", "11个字节", "１１", "１１ 字节", "11.", "“11”"])
    func number_isTheSame_howeverItIsWritten(reply: String) {
        #expect(Answer("11").accepts(reply))
    }

    @Test(arguments: ["12", "1", "110", "", "   ", "\"\"", "eleven", "-11", "bytes"])
    func number_isAnother(reply: String) {
        #expect(!Answer("11").accepts(reply))
    }

    @Test(arguments: ["hellobigpig", "\"hellobigpig\"", "HelloBigPig", "hello big pig", "'hellobigpig'", "「hellobigpig」", "ｈｅｌｌｏｂｉｇｐｉｇ"])
    func text_isTheSame_withOrWithoutQuotes(reply: String) {
        #expect(Answer("11", also: ["hellobigpig"]).accepts(reply))
    }

    @Test func unit_isNoNumber_byItself() {
        #expect(!Answer("b").accepts("bytes"))
        #expect(Answer("b").accepts("b"))
    }

    @Test func decomposedText_isTheSame() {
        #expect(Answer("caf\u{E9}").accepts("cafe\u{301}"))
    }
}
