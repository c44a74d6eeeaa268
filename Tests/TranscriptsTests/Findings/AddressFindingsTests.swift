import Testing
import Transcripts

/// Calls that failed because of an address.
@Suite struct AddressFindingsTests {
    private func kinds(_ call: Call, _ errno: String, _ transport: String = "TCP") -> [Finding.Kind] {
        var story = Story(transport)
        let number = story.call("client", call, .failed(.init(errno: 1, name: errno))) { $0.address = "127.0.0.1:80" }
        return story.findings(at: number)
    }

    @Test func eachErrno_HasItsFinding() {
        #expect(kinds(.connect, "ECONNREFUSED") == [.refused(address: "127.0.0.1:80")])
        #expect(kinds(.bind, "EADDRINUSE") == [.addressInUse(address: "127.0.0.1:80")])
        #expect(kinds(.bind, "EACCES") == [.notPermitted(address: "127.0.0.1:80")])
        #expect(kinds(.bind, "EADDRNOTAVAIL") == [.addressNotAvailable(address: "127.0.0.1:80")])
        #expect(kinds(.sendto, "EACCES", "UDP") == [.notPermitted(address: "127.0.0.1:80")])
    }

    @Test func otherErrnos_HaveNone() {
        #expect(kinds(.connect, "EINVAL").isEmpty)
        #expect(kinds(.setsockopt, "EPERM").isEmpty)
    }

    @Test func aRefusedDatagram_MeansThatNobodyIsThere() {
        var story = Story("UDP")
        story.call("client", .connect) { $0.address = "127.0.0.1:8081" }
        story.call("client", .send, .returned(2)) { $0.payload = Payload("hi") }
        let recv = story.call("client", .recv, .failed(.init(errno: 111, name: "ECONNREFUSED")))
        #expect(story.findings == [Finding(event: recv, participant: "client", kind: .nobodyThere(address: "127.0.0.1:8081"))])
    }

    @Test func aDatagramToNobody_IsSaid_WhenTheLabRulesTheRun() {
        var story = Story("UDP")
        let send = story.sendto("hi", other: nil)
        #expect(story.findings(at: send) == [.nobodyThere(address: "127.0.0.1:8081")])
    }

    @Test func aDatagramToNobody_IsNotSaid_WhenAnotherProgramMayListen() {
        var story = Story("UDP", schedule: "free")
        story.sendto("hi", other: nil)
        story.sendto("hi", to: "192.0.2.1:8081", other: nil)
        #expect(story.findings.isEmpty)
    }

    @Test func aDatagramToABoundSocket_GoesToSomebody() {
        var story = Story("UDP")
        story.call("server", .bind) { event in
            event.socket?.descriptor = 7
            event.address = "0.0.0.0:8081"
            event.local = "0.0.0.0:8081"
        }
        story.sendto("hi", other: nil)
        #expect(story.findings.isEmpty)
    }
}
