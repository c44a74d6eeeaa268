import Messages
import Rendering
import Testing
import Transcripts

@Suite struct RenderEventTests {
    @Test(arguments: Language.allCases)
    func renderEvent_TellsEverything(language: Language) throws {
        let options = RenderOptions(language: language)
        let sticky = try #require(renderEvent(11, of: Sample.sticky(), options: options))
        let binary = try #require(renderEvent(12, of: Sample.binary(), options: options))
        let failure = try #require(renderEvent(7, of: Sample.failures(), options: options))
        let long = try #require(renderEvent(11, of: Sample.leftover(), options: options))
        let start = long.split(separator: "\n").prefix(12).joined(separator: "\n") + "\n"
        try expectSnapshot([sticky, binary, failure, start].joined(separator: "\n"), "events-\(language.rawValue)-80")
    }

    @Test func renderEvent_ShowsTheWholePayload() throws {
        let text = try #require(renderEvent(10, of: Sample.leftover(), options: RenderOptions(width: 40)))
        for number in 1...1000 { #expect(text.contains("\n    \(number)\\n\n")) }
    }

    @Test func renderEvent_IsNilWithoutSuchAnEvent() {
        #expect(renderEvent(0, of: Sample.sticky(), options: RenderOptions()) == nil)
        #expect(renderEvent(99, of: Sample.sticky(), options: RenderOptions()) == nil)
    }

    @Test func callLine_AsksForTheResult() {
        var call = Event(number: 1, participant: "client", call: .send, began: 0)
        call.payload = Payload("he\u{1B}llo")
        call.size = 6
        #expect(callLine(call, options: RenderOptions()) == #"send "he\x1bllo" = ?"#)
        call = Event(number: 1, participant: "client", call: .recv, began: 0)
        call.size = 1024
        #expect(callLine(call, options: RenderOptions(language: .simplifiedChinese)) == "recv(1024) = ?")
    }
}
