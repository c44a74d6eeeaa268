import Testing
import Transcripts

/// How connections end: end of stream, reset, broken pipe, unread bytes.
@Suite struct ClosingFindingsTests {
    @Test func endOfStream_WithTheCloseAsItsCause_AndOnlyOnce() {
        var story = Story.tcp()
        let close = story.close("client")
        let recv = story.recv("server", 1024, "")
        story.recv("server", 1024, "")
        #expect(story.findings == [
            Finding(event: recv, participant: "server", kind: .endOfStream(other: "client", cause: close))
        ])
    }

    @Test func endOfStream_NamesTheShutdown_WhenThatCameFirst() {
        var story = Story.tcp()
        let shutdown = story.shutdown("client", "SHUT_WR")
        let recv = story.recv("server", 1024, "")
        story.close("client")
        #expect(story.findings(at: recv) == [.endOfStream(other: "client", cause: shutdown)])
    }

    @Test func endOfStream_NamesNoCloseThatCameLater() {
        var story = Story.tcp()
        let recv = story.recv("server", 1024, "")
        story.close("client")
        #expect(story.findings(at: recv) == [.endOfStream(other: "client", cause: nil)])
    }

    @Test func endOfStream_NamesTheReceiversOwnShutdown() {
        var story = Story.tcp()
        let shutdown = story.shutdown("server", "SHUT_RD")
        let recv = story.recv("server", 1024, "")
        #expect(story.findings(at: recv) == [.endOfStream(other: "server", cause: shutdown)])
    }

    @Test func endOfStream_InEachDirection() {
        var story = Story.tcp()
        story.shutdown("client", "SHUT_WR")
        let first = story.recv("server", 1024, "")
        story.close("server")
        let second = story.recv("client", 1024, "")
        #expect(story.findings.map(\.event) == [first, second])
    }

    @Test func noEndOfStream_ForARecvOfNothing() {
        var story = Story.tcp()
        story.recv("server", 0, "")
        #expect(story.findings.isEmpty)
    }

    @Test func reset_WithTheCloseThatVanished() {
        var story = Story.tcp()
        let close = story.close("client", "reset")
        let recv = story.fails("server", .recv, "ECONNRESET")
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .reset(other: "client", cause: close))])
    }

    @Test func reset_NamesTheCloseThatVanished_RatherThanASendAfterIt() {
        var story = Story.tcp()
        let close = story.close("client", "reset")
        story.send("server", "late")
        let recv = story.fails("server", .recv, "ECONNRESET")
        #expect(story.findings(at: recv) == [.reset(other: "client", cause: close)])
    }

    @Test func reset_WithTheCloseThatLeftBytesUnread_AndThatCloseItself() {
        var story = Story.tcp()
        let send = story.send("server", "hello")
        let close = story.close("client", unread: 5)
        let recv = story.fails("server", .recv, "ECONNRESET")
        #expect(story.findings(at: close) == [.unreadAtClose(count: 5, sends: [send])])
        #expect(story.findings(at: recv) == [.reset(other: "client", cause: close)])
    }

    @Test func reset_WithTheOwnSendIntoAClosedConnection() {
        var story = Story.tcp()
        story.send("server", "before")
        story.close("client")
        let send = story.send("server", "after")
        let recv = story.fails("server", .recv, "ECONNRESET")
        #expect(story.findings(at: recv) == [.reset(other: "client", cause: send)])
    }

    @Test func unread_NamesOnlyTheSendsThatWereNotRead() {
        var story = Story.tcp()
        story.send("client", "hello")
        let second = story.send("client", "big")
        story.recv("server", 1024, "hello")
        let close = story.close("server", unread: 3)
        #expect(story.findings(at: close) == [.unreadAtClose(count: 3, sends: [second])])
    }

    @Test func unread_IsNotSaid_OfACloseThatResetsOnPurpose() {
        var story = Story.tcp()
        story.send("server", "hello")
        let close = story.close("client", "reset", unread: 5)
        #expect(story.findings(at: close).isEmpty)
    }

    @Test func nothing_WhenEverythingWasRead() {
        var story = Story.tcp()
        story.send("client", "hello")
        story.recv("server", 1024, "hello")
        story.close("server")
        story.close("client")
        #expect(story.findings.isEmpty)
    }

    @Test func brokenPipe_WithThePeersClose() {
        var story = Story.tcp()
        let close = story.close("client")
        story.send("server", "drawn")
        let send = story.fails("server", .send, "EPIPE")
        #expect(story.findings(at: send) == [.brokenPipe(other: "client", cause: close)])
    }

    @Test func brokenPipe_WithTheOwnShutdown() {
        var story = Story.tcp()
        let shutdown = story.shutdown("server", "SHUT_WR")
        let send = story.fails("server", .send, "EPIPE")
        #expect(story.findings(at: send) == [.brokenPipe(other: "server", cause: shutdown)])
    }

    @Test func notConnected_WhenThereNeverWasAConnection() {
        var story = Story()
        let send = story.call("client", .send, .failed(.init(errno: 32, name: "EPIPE")))
        let recv = story.call("client", .recv, .failed(.init(errno: 107, name: "ENOTCONN")))
        #expect(story.findings(at: send) == [.notConnected])
        #expect(story.findings(at: recv) == [.notConnected])
    }
}
