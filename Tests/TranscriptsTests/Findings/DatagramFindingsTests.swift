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
