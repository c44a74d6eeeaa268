import Testing
import Transcripts

@Suite struct AddressHolderTests {
    private let address: RecordedAddress = "127.0.0.1:8080"

    private func bind(_ story: inout Story, _ participant: String) -> Int {
        story.call(participant, .bind) { event in
            event.address = address
            event.local = address
        }
    }

    private func refuse(_ story: inout Story) -> Int {
        story.call("server-2", .bind, .failed(.init(errno: 98, name: "EADDRINUSE"))) { $0.address = address }
    }

    /// The server accepts connection 1 on its listener and takes descriptor 4 for it.
    private func accept(_ story: inout Story) {
        story.call("server", .accept, .returned(4)) { event in
            event.connection = 1
            event.accepted = SocketName(descriptor: 4, role: "conn", kernel: 0)
        }
    }

    @Test func aBoundSocket_HoldsTheAddress_UntilItIsClosed() {
        var story = Story()
        let bound = bind(&story, "server")
        let first = refuse(&story)
        story.call("server", .close)
        let second = refuse(&story)
        #expect(story.transcript.holder(of: address, at: first) == .socket(participant: "server", bind: bound))
        #expect(story.transcript.holder(of: address, at: second) == nil)
    }

    @Test func aConnectionThatThisSideClosedFirst_HoldsIt() {
        var story = Story()
        _ = bind(&story, "server")
        accept(&story)
        let close = story.close("server")
        story.close("client")
        story.call("server", .close)
        let refused = refuse(&story)
        #expect(story.transcript.holder(of: address, at: refused) == .endedConnection(close: close))
    }

    @Test func aConnectionThatTheClientClosedFirst_DoesNot() {
        var story = Story()
        _ = bind(&story, "server")
        accept(&story)
        story.close("client")
        story.close("server")
        story.call("server", .close)
        let refused = refuse(&story)
        #expect(story.transcript.holder(of: address, at: refused) == nil)
    }

    @Test func aPathStaysTaken_AfterItsSocketIsClosed() {
        let path: RecordedAddress = "/tmp/lab-4711/server"
        var story = Story("Unix stream")
        let bind = story.call("server", .bind) { event in
            event.address = path
            event.local = path
        }
        let early = story.call("server-2", .bind, .failed(.init(errno: 98, name: "EADDRINUSE"))) { $0.address = path }
        #expect(story.transcript.holder(of: path, at: early) == .socket(participant: "server", bind: bind))
        story.call("server", .close)
        let late = story.call("server-2", .bind, .failed(.init(errno: 98, name: "EADDRINUSE"))) { $0.address = path }
        #expect(story.transcript.holder(of: path, at: late) == .leftoverPath(bind: bind))
    }

    @Test func nobody_WhenTheRunDoesNotShowIt() {
        var story = Story()
        let refused = refuse(&story)
        #expect(story.transcript.holder(of: address, at: refused) == nil)
        #expect(story.transcript.holder(of: "", at: refused) == nil)
    }
}
