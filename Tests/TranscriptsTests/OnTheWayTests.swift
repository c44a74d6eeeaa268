import Testing
import Transcripts

@Suite struct OnTheWayTests {
    /// What is on the way at the end, as text: `2:hello|big` and `■` for a sender that has closed.
    private func onTheWay(_ story: Story, after step: Int? = nil) -> [String] {
        story.transcript.onTheWay(after: step ?? story.transcript.steps.count - 1).map { flow in
            let pieces = flow.pieces.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "|")
            return "\(flow.flow):\(pieces)\(flow.senderClosed ? "■" : "")\(flow.isReset ? "╳" : "")"
        }
    }

    @Test func bytesAreOnTheWay_FromSendToRecv() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.send("client", "big")
        #expect(onTheWay(story) == ["2:hello|big"])
        story.recv("server", 6, "hellob")
        #expect(onTheWay(story) == ["2:ig"])
        story.recv("server", 6, "ig")
        #expect(onTheWay(story).isEmpty)
        #expect(onTheWay(story, after: 4) == ["2:hello|big"])
        #expect(onTheWay(story, after: -1).isEmpty)
    }

    @Test func closing_MarksTheFlow_AndEmptiesTheOtherOne() {
        var story = Story.tcp()
        story.send("server", "bye")
        story.send("client", "hello")
        story.close("client")
        #expect(onTheWay(story) == ["2:hello■"])
        story.send("server", "more")
        #expect(onTheWay(story) == ["2:hello■╳"])
    }

    @Test func shutdown_MarksOnlyTheSendingDirection() {
        var story = Story.tcp()
        story.shutdown("client", "SHUT_RD")
        #expect(onTheWay(story).isEmpty)
        story.send("server", "hi")
        story.shutdown("client", "SHUT_WR")
        #expect(onTheWay(story) == ["2:■", "3:hi"])
    }

    @Test func peek_TakesNothing() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.recv("server", 5, "hello", flags: ["MSG_PEEK"])
        #expect(onTheWay(story) == ["2:hello"])
    }

    @Test func aResetReceive_EmptiesItsFlow() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.fails("server", .recv, "ECONNRESET")
        #expect(onTheWay(story) == ["2:╳"])
    }

    @Test func aReset_DestroysWhatTheResettingSideNeverRead_ButNotWhatHadArrived() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.send("server", "answer")
        story.close("client", unread: 6)
        #expect(onTheWay(story) == ["2:hello╳"])
        story.recv("server", 10, "hello")
        #expect(onTheWay(story) == ["2:╳"])
    }

    @Test func aResetByLingerZero_LeavesWhatHadArrived_AndOfTheRestOnlyWhatWasReceivedLater() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.close("client", "reset")
        story.recv("server", 3, "hel")
        story.fails("server", .recv, "ECONNRESET")
        #expect(onTheWay(story, after: 4) == ["2:hel╳"])
    }

    @Test func aResetAfterMuchWasSent_IsAtMostThat_WhereNobodyReadsToTheEnd() {
        var story = Story.tcp()
        story.send("client", [UInt8](repeating: 65, count: 5_000))
        story.close("client", "reset")
        let flow = story.transcript.onTheWay(after: 4)
        #expect(flow.map(\.count) == [5_000])
        #expect(flow.map(\.isAtMost) == [true])
    }

    @Test func bytesSentToOneWhoHasClosed_AreGone_AndDrawAReset() {
        var story = Story.tcp()
        story.close("client")
        story.send("server", "news")
        #expect(onTheWay(story) == ["2:■╳"])
    }

    @Test func aClosedListener_ResetsWhoWaitsInItsQueue() {
        var story = Story()
        story.call("server", .listen) { $0.socket = SocketName(descriptor: 3, role: "listener", kernel: 12) }
        story.call("client", .connect) { $0.onConnection("client") }
        story.send("client", "hello")
        #expect(onTheWay(story) == ["2:hello"])
        story.call("server", .close) { $0.socket = SocketName(descriptor: 3, role: "listener", kernel: 12) }
        #expect(onTheWay(story) == ["3:╳"])
    }

    @Test func theEndAfterOnesOwnShutdown_SaysNothingOfTheOtherSide() {
        var story = Story.tcp()
        story.shutdown("client", "SHUT_RD")
        story.recv("client", 10, "")
        #expect(onTheWay(story).isEmpty)
    }

    @Test func whatSomebodyOutsideIsSent_IsNotSaid() {
        var story = Story(participants: ["client"])
        story.call("client", .connect) { event in
            event.onConnection("client")
            event.other = nil
        }
        story.call("client", .send, .returned(5)) { event in
            event.onConnection("client")
            event.other = nil
            event.payload = Payload("hello")
            event.position = FlowPosition(flow: 2, offset: 0)
        }
        #expect(onTheWay(story).isEmpty)
    }

    @Test func droppedDatagrams_NeverWereOnTheWay() {
        var story = Story("UDP")
        for text in ["one", "two", "three", "four"] { story.sendto(text) }
        story.recvfrom(10, "one", number: 0)
        story.recvfrom(10, "three", number: 2)
        _ = story.waits("server", .recvfrom)
        #expect(onTheWay(story, after: 3) == ["-1:one|three"])
        #expect(onTheWay(story).isEmpty)
    }

    @Test func datagramsAfterALoss_AreAtMost_WhereNobodyLooksForThem() {
        var story = Story("UDP")
        for text in ["one", "two", "three", "four"] { story.sendto(text) }
        story.recvfrom(10, "one", number: 0)
        story.recvfrom(10, "three", number: 2)
        #expect(story.transcript.onTheWay(after: 5).map(\.isAtMost) == [true])
    }

    @Test func datagramsForAProgramThatHasEnded_AreGone() {
        var story = Story("UDP")
        story.sendto("one")
        story.call("server", .socket, .returned(3)) { $0.detail = "udp" }
        story.sendto("two")
        story.ends("server")
        #expect(onTheWay(story).isEmpty)
    }

    @Test func aSendThatWaits_IsOnTheWayMeanwhile() {
        var story = Story.tcp()
        let send = story.waits("client", .send) { event in
            event.onConnection("client")
            event.position = FlowPosition(flow: 2, offset: 0)
        }
        story.recv("server", 3, "hel")
        story.returns(send, .returned(5)) { $0.payload = Payload("hello") }
        #expect(onTheWay(story, after: 3) == ["2:hello"])
        #expect(onTheWay(story, after: 4) == ["2:lo"])
        #expect(onTheWay(story) == ["2:lo"])
        let isAtMost = (3...5).map { story.transcript.onTheWay(after: $0).first?.isAtMost }
        #expect(isAtMost == [true, true, false])
    }

    @Test func longPayloads_HaveTheirTrueCount() {
        var story = Story.tcp()
        story.call("client", .send, .returned(100_000)) { event in
            event.onConnection("client")
            event.payload = Payload(Array("abc".utf8), length: 100_000)
            event.position = FlowPosition(flow: 2, offset: 0)
        }
        story.recv("server", 2, "ab")
        let flow = story.transcript.onTheWay(after: 4)
        #expect(flow.map(\.count) == [99_998])
        #expect(flow.first?.pieces.first?.bytes == Array("c".utf8))
        #expect(flow.first?.sender == "client" && flow.first?.receiver == "server")
    }

    @Test func datagrams_AreOnTheWayOneByOne_AndLostOnesGo() {
        var story = Story("UDP")
        story.sendto("one")
        story.sendto("two")
        story.sendto("three")
        #expect(onTheWay(story) == ["-1:one|two|three"])
        story.recvfrom(10, "two", number: 1)
        #expect(onTheWay(story) == ["-1:three"])
    }

    @Test func aDatagramThatWaitsForRoom_IsNotOnTheWayYet() {
        var story = Story("Unix datagram")
        story.sendto("one", to: "/tmp/server")
        let waiting = story.waits("client", .sendto) { $0.address = "/tmp/server" }
        story.recvfrom(10, "one", number: 0)
        story.returns(waiting, .returned(3)) { event in
            event.other = "server"
            event.payload = Payload("two")
            event.position = FlowPosition(flow: -1, offset: 1)
        }
        #expect(onTheWay(story, after: 1) == ["-1:one"])
        #expect(onTheWay(story) == ["-1:two"])
    }

    @Test func aDatagramToNobody_IsNotOnTheWay() {
        var story = Story("UDP")
        story.sendto("one", other: nil)
        #expect(onTheWay(story).isEmpty)
    }

    @Test func aDatagramToAGroup_IsOnTheWayToEachReceiver() {
        let story = Self.toTwoReceivers
        #expect(onTheWay(story.sent) == ["-1:one", "-2:one"])
        #expect(onTheWay(story.half) == ["-2:one"])
        #expect(onTheWay(story.whole).isEmpty)
        #expect(story.whole.transcript.onTheWay(after: 0).map(\.receiver) == ["receiver-1", "receiver-2"])
    }

    /// One `sendto` that two sockets get: after it, after the first `recvfrom`, after the second.
    private static var toTwoReceivers: (sent: Story, half: Story, whole: Story) {
        var story = Story("UDP", participants: ["receiver-1", "receiver-2", "sender"])
        story.call("sender", .sendto, .returned(3)) { event in
            event.address = "239.1.2.3:8081"
            event.other = "receiver-1"
            event.payload = Payload("one")
            event.position = FlowPosition(flow: -1, offset: 0)
            event.copies = [FlowPosition(flow: -2, offset: 0)]
        }
        let sent = story
        story.takes("receiver-1", "one", flow: -1)
        let half = story
        story.takes("receiver-2", "one", flow: -2)
        return (sent, half, story)
    }

    @Test func tracker_KeepsUpWithALongRun() {
        var story = Story.tcp()
        for _ in 0..<10_000 { story.send("client", "x") }
        for _ in 0..<10_000 { story.recv("server", 1, "x") }
        var tracker = OnTheWayTracker(story.transcript)
        var most = 0
        for (place, step) in story.transcript.steps.enumerated() {
            tracker.take(step)
            if place % 1_000 == 2 { most = max(most, tracker.flows.first?.count ?? 0) }
        }
        #expect(most == 10_000)
        #expect(tracker.flows.isEmpty)
    }
}
