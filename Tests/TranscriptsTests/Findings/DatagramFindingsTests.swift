import Testing
import Transcripts

@Suite struct DatagramFindingsTests {
    @Test func truncated_WhenMoreCameThanFitted() {
        var story = Story("UDP")
        let send = story.sendto("hello")
        let recv = story.recvfrom(3, "hel", number: 0, length: 5)
        #expect(story.findings == [
            Finding(event: recv, participant: "server", kind: .truncatedDatagram(send: send, kept: 3, length: 5))
        ])
    }

    @Test func truncated_IsSeenFromTheSend_WhenTheRecorderDidNotSay() {
        var story = Story("UDP")
        let send = story.sendto("hello")
        let recv = story.recvfrom(3, "hel", number: 0)
        #expect(story.findings(at: recv) == [.truncatedDatagram(send: send, kept: 3, length: 5)])
    }

    @Test func nothing_WhenItFitted() {
        var story = Story("UDP")
        story.sendto("hello")
        story.recvfrom(5, "hello", number: 0, length: 5)
        #expect(story.findings.isEmpty)
    }

    @Test func lost_WhenALaterDatagramCame() {
        var story = Story("UDP")
        story.sendto("one")
        let lost = [story.sendto("two"), story.sendto("three")]
        story.sendto("four")
        story.recvfrom(10, "one", number: 0)
        let recv = story.recvfrom(10, "four", number: 3)
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .datagramLost(count: 2, sends: lost))])
    }

    @Test func lost_AsTheKernelCounted_AndNotTwice() {
        var story = Story("UDP")
        story.sendto("one")
        let lost = story.sendto("two")
        story.sendto("three")
        story.recvfrom(10, "one", number: 0)
        let recv = story.recvfrom(10, "three", number: 2, lost: 1)
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .datagramLost(count: 1, sends: [lost]))])
    }

    @Test func lost_WhenNothingWasThere_AndTheyHadBeenSent() {
        var story = Story("UDP")
        story.sendto("one")
        let lost = [story.sendto("two"), story.sendto("three")]
        story.recvfrom(10, "one", number: 0)
        let recv = story.call("server", .recvfrom, .failed(.init(errno: 11, name: "EAGAIN")))
        #expect(story.findings == [
            Finding(event: recv, participant: "server", kind: .datagramLost(count: 2, sends: lost, proof: .nothingThere))
        ])
        #expect(story.findings.map(\.degree) == [.fault])
    }

    @Test func lost_WhenTheReceiverStillWaited_ButNotWhatWasSentMeanwhile() {
        var story = Story("UDP")
        story.sendto("one")
        story.recvfrom(10, "one", number: 0)
        let lost = story.sendto("two")
        let recv = story.waits("server", .recvfrom)
        story.sendto("three")
        story.returns(recv, .interrupted(.ended))
        #expect(story.findings(at: recv) == [.datagramLost(count: 1, sends: [lost], proof: .nothingThere)])
    }

    @Test func neverReceived_AtTheClose_WithoutSayingWhy() {
        var story = Story("UDP")
        let sends = [story.sendto("one"), story.sendto("two")]
        let close = story.call("server", .close)
        #expect(story.findings == [Finding(event: close, participant: "server", kind: .neverReceived(sends: sends))])
        #expect(story.findings.map(\.degree) == [.caution])
    }

    @Test func truncated_IsAFact_WhenTheProgramAskedForTheLength() {
        var story = Story("UDP")
        story.sendto("hello")
        story.call("server", .recvfrom, .returned(5)) { event in
            event.size = 3
            event.flags = ["MSG_TRUNC"]
            event.payload = Payload("hel")
            event.position = FlowPosition(flow: -1, offset: 0)
        }
        #expect(story.findings.map(\.degree) == [.fact])
    }

    @Test func nothing_WhenTheLastDatagramsWereNotReceived() {
        var story = Story("UDP")
        story.sendto("one")
        story.sendto("two")
        story.recvfrom(10, "one", number: 0)
        #expect(story.findings.isEmpty)
    }

    @Test func nothing_IsConcluded_WhenTheCountsDoNotAgreeWithTheBytes() {
        var story = Story("UDP")
        story.sendto("one")
        story.sendto("three")
        story.sendto("four")
        // Counted one too far: a stranger's datagram came between.
        let first = story.recvfrom(10, "one", number: 1)
        let second = story.recvfrom(10, "three", number: 2)
        #expect(story.findings.isEmpty)
        #expect(story.transcript.origins(of: story.event(first)).map(\.send) == [nil])
        #expect(story.transcript.origins(of: story.event(second)).map(\.send) == [nil])
    }

    @Test func streams_HaveNoEmptyDatagrams() {
        var story = Story.tcp()
        story.recv("server", 10, "")
        #expect(!story.findings.contains { if case .emptyDatagram = $0.kind { true } else { false } })
    }
}
