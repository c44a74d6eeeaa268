import Testing
import Transcripts

@Suite struct TranscriptWriterTests {
    private let header = #"{"socketlab":1,"lesson":"07-sticky-packets","scenario":"sticky","#
        + #""participants":[{"name":"server","role":"server"},{"name":"client","role":"client"}],"schedule":"lockstep","#
        + #""choices":"","transport":"TCP","platform":"Linux","date":"2026-01-01T00:00:00Z"}"#

    @Test func line_WritesTheHeaderFirst_WithItsVersion() {
        #expect(TranscriptWriter.line(.header(Story().transcript.header)) == header)
    }

    @Test func line_WritesAnEvent_InAlwaysTheSameOrder() {
        var story = Story.tcp()
        let send = story.send("client", "hello\n")
        #expect(TranscriptWriter.line(.completes(story.event(send))) == #"{"event":4,"participant":"client","call":"send","#
            + #""socket":{"descriptor":3,"role":"conn","kernel":14},"began":4000,"ended":4000,"size":6,"returned":6,"#
            + #""text":"hello\n","other":"server","connection":1,"position":{"flow":2,"offset":0}}"#)
    }

    @Test func line_WritesTheCopiesForFurtherReceivers() {
        var event = Event(number: 1, participant: "sender", call: .sendto, began: 0, ended: 0, result: .returned(2))
        event.position = FlowPosition(flow: -1, offset: 4)
        event.copies = [FlowPosition(flow: -2, offset: 0), FlowPosition(flow: -5, offset: 3, isUncertain: true)]
        let line = TranscriptWriter.line(.completes(event))
        #expect(line.hasSuffix(
            #""position":{"flow":-1,"offset":4},"copies":[{"flow":-2,"offset":0},{"flow":-5,"offset":3,"uncertain":true}]}"#))
    }

    @Test func line_MarksACallThatWaits() {
        var story = Story()
        let accept = story.waits("server", .accept)
        #expect(TranscriptWriter.line(.waits(story.event(accept))) == #"{"event":1,"waits":true,"participant":"server","call":"accept","#
            + #""socket":{"descriptor":3,"role":"socket","kernel":12},"began":1000}"#)
    }

    @Test func line_WritesAnEnding() {
        let ending = Transcript.Ending(
            participant: "client", thread: "t2", at: 7,
            how: .uncaught(message: "connection reset", call: .recv, failure: .init(errno: 104, name: "ECONNRESET")))
        #expect(TranscriptWriter.line(.ends(ending)) == #"{"ended":"client","thread":"t2","at":7,"how":"uncaught","#
            + #""message":"connection reset","call":"recv","failed":{"errno":104,"name":"ECONNRESET"}}"#)
    }

    @Test(arguments: [
        ("hello", #""text":"hello""#), ("a\tb\n", #""text":"a\tb\n""#), ("你好 😀", #""text":"你好 😀""#),
        ("\u{1B}[2J", #""base64":"G1sySg==""#), ("\r\n", #""base64":"DQo=""#), ("\u{202E}abc", #""base64":"4oCuYWJj""#),
        ("", #""text":"""#), ("\u{7F}", #""base64":"fw==""#), ("\u{85}", #""base64":"woU=""#),
    ])
    func payload_IsText_OnlyWhereItIsPrintable(text: String, field: String) {
        var event = Event(number: 1, participant: "client", call: .print, began: 0)
        event.payload = Payload(text)
        #expect(TranscriptWriter.line(.completes(event)).contains("," + field))
    }

    @Test func payload_HasItsLength_WhereItIsAPrefix() {
        var event = Event(number: 1, participant: "client", call: .send, began: 0)
        event.payload = Payload([0xFF, 0x00], length: 70_000)
        #expect(TranscriptWriter.line(.completes(event)).hasSuffix(#""base64":"/wA=","length":70000}"#))
    }

    @Test func line_HoldsNoControlCharacter() {
        var event = Event(number: 1, participant: "a\u{1B}b\nc", call: .send, began: 0)
        event.detail = "\u{0}\u{7F}"
        let line = TranscriptWriter.line(.completes(event))
        #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
}
