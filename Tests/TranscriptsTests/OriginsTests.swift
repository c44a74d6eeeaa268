import Testing
import Transcripts

@Suite struct OriginsTests {
    @Test func origins_NameEverySend_WhenARecvHoldsSeveral() {
        var story = Story.tcp()
        let sends = [story.send("client", "hello"), story.send("client", "big"), story.send("client", "pig")]
        let recv = story.recv("server", 1024, "hellobigpig")
        #expect(story.transcript.origins(of: story.event(recv)) == [
            Origin(send: sends[0], received: 0..<5, sent: 0..<5),
            Origin(send: sends[1], received: 5..<8, sent: 0..<3),
            Origin(send: sends[2], received: 8..<11, sent: 0..<3),
        ])
    }

    @Test func origins_NameParts_WhenARecvBeginsAndEndsInsideSends() {
        var story = Story.tcp()
        let first = story.send("client", "hello")
        let second = story.send("client", "big")
        story.recv("server", 3, "hel")
        let recv = story.recv("server", 4, "lobi")
        #expect(story.transcript.origins(of: story.event(recv)) == [
            Origin(send: first, received: 0..<2, sent: 3..<5), Origin(send: second, received: 2..<4, sent: 0..<2),
        ])
    }

    @Test func origins_AreTheSame_AfterAPeek() {
        var story = Story.tcp()
        let send = story.send("client", "hello")
        let peek = story.recv("server", 5, "hello", flags: ["MSG_PEEK"])
        let recv = story.recv("server", 5, "hello")
        let expected = [Origin(send: send, received: 0..<5, sent: 0..<5)]
        #expect(story.transcript.origins(of: story.event(peek)) == expected)
        #expect(story.transcript.origins(of: story.event(recv)) == expected)
    }

    @Test func origins_KeepTheTwoDirectionsApart() {
        var story = Story.tcp()
        story.send("client", "hello")
        let answer = story.send("server", "HELLO")
        let recv = story.recv("client", 1024, "HELLO")
        #expect(story.transcript.origins(of: story.event(recv)).map(\.send) == [answer])
    }

    @Test func origins_HaveNoSend_WhenTheBytesComeFromOutside() {
        var story = Story.tcp()
        let recv = story.recv("server", 1024, "hello")
        #expect(story.transcript.origins(of: story.event(recv)) == [Origin(send: nil, received: 0..<5, sent: 0..<5)])
    }

    @Test func origins_NameTheDatagram() {
        var story = Story("UDP")
        story.sendto("one")
        let second = story.sendto("two, long")
        story.recvfrom(10, "one", number: 0)
        let recv = story.recvfrom(3, "two", number: 1)
        #expect(story.transcript.origins(of: story.event(recv)) == [Origin(send: second, received: 0..<3, sent: 0..<3)])
    }

    @Test func origins_NameTheOneSend_AtEachReceiverOfAGroup() {
        var story = Story("UDP", participants: ["receiver-1", "receiver-2", "sender"])
        let sends = (0...1).map { number in
            story.call("sender", .sendto, .returned(3)) { event in
                event.payload = Payload(number == 0 ? "one" : "two")
                event.position = FlowPosition(flow: -1, offset: number)
                event.copies = [FlowPosition(flow: -2, offset: number)]
            }
        }
        let first = story.takes("receiver-1", "one", flow: -1)
        let second = story.takes("receiver-2", "two", flow: -2, number: 1)
        #expect(story.transcript.origins(of: story.event(first)).map(\.send) == [sends[0]])
        #expect(story.transcript.origins(of: story.event(second)).map(\.send) == [sends[1]])
        #expect(story.findings(at: second) == [.datagramLost(count: 1, sends: [sends[0]])])
    }

    @Test func origins_AreEmpty_ForWhatReceivesNothing() {
        var story = Story.tcp()
        let send = story.send("client", "hello")
        let recv = story.recv("server", 0, "")
        #expect(story.transcript.origins(of: story.event(send)).isEmpty)
        #expect(story.transcript.origins(of: story.event(recv)).isEmpty)
    }

    @Test func origins_NameASendThatStillWaits() {
        var story = Story.tcp()
        let send = story.waits("client", .send) { event in
            event.onConnection("client")
            event.size = 1_000_000
            event.position = FlowPosition(flow: 2, offset: 0)
        }
        let recv = story.recv("server", 5, "hello")
        #expect(story.transcript.origins(of: story.event(recv)).map(\.send) == [send])
    }

    @Test func index_AnswersALongRunInNoTime() {
        var story = Story.tcp()
        for _ in 0..<20_000 { story.send("client", "x") }
        var recvs: [Int] = []
        for _ in 0..<20_000 { recvs.append(story.recv("server", 1, "x")) }
        let index = FlowIndex(story.transcript)
        #expect(recvs.enumerated().allSatisfy { index.origins(of: story.event($1)).map(\.send) == [4 + $0] })
    }
}
