import Testing
import Transcripts

/// Long runs of the kinds that once made a finding go through the whole run for each event: what grew with the square of
/// the number would not end here.
@Suite struct FindingsCostTests {
    private static let count = 50_000

    private func findings(_ story: Story, where isIt: (Finding.Kind) -> Bool) -> Int {
        story.findings.count { isIt($0.kind) }
    }

    @Test func waitsOfAccept() {
        var story = Story()
        for number in 1...Self.count {
            let accept = story.waits("server", .accept)
            story.call("client", .connect) { $0.connection = number }
            story.returns(accept, .returned(4), after: 200_000_000) { $0.connection = number }
        }
        let waited = story.findings.compactMap { if case .waited(_, _, let cause) = $0.kind { ($0.event, cause) } else { nil } }
        #expect(waited.count == Self.count)
        #expect(waited.allSatisfy { $0 + 1 == $1 })
    }

    @Test func waitsOfConnect() {
        var story = Story()
        for number in 1...Self.count {
            let connect = story.waits("client", .connect) { $0.connection = number }
            story.call("server", .accept, .returned(4)) { $0.connection = number }
            story.returns(connect, .returned(0), after: 200_000_000)
        }
        let waited = story.findings.compactMap { if case .waited(_, _, let cause) = $0.kind { ($0.event, cause) } else { nil } }
        #expect(waited.count == Self.count)
        #expect(waited.allSatisfy { $0 + 1 == $1 })
    }

    @Test func waitsOfSend() {
        var story = Story.tcp()
        for number in 0..<Self.count {
            let send = story.waits("client", .send) { event in
                event.connection = 1
                event.size = 5
                event.position = FlowPosition(flow: 2, offset: 5 * number)
            }
            story.call("server", .recv, .returned(5)) { event in
                event.connection = 1
                event.size = 5
                event.position = FlowPosition(flow: 2, offset: 5 * number)
            }
            story.returns(send, .returned(5), after: 200_000_000)
        }
        #expect(findings(story) { if case .waited(_, _, cause: .some) = $0 { true } else { false } } == Self.count)
    }

    @Test func sendsIntoAPipeThatTheProgramClosedItself() {
        var story = Story.tcp()
        for _ in 0..<Self.count { story.send("server", "x") }
        let shutdown = story.call("client", .shutdown) { event in
            event.connection = 1
            event.detail = "SHUT_WR"
        }
        for _ in 0..<Self.count {
            story.call("client", .send, .failed(.init(errno: 32, name: "EPIPE"))) { $0.connection = 1 }
        }
        #expect(findings(story) { $0 == .brokenPipe(other: "client", cause: shutdown) } == Self.count)
    }

    @Test func aSendReadInParts() {
        var story = Story.tcp()
        story.send("client", String(repeating: "x", count: 2 * Self.count))
        // Two sizes by turns, so that it is no loop.
        for _ in 0..<(Self.count / 2) {
            story.recv("server", 1, "x")
            story.recv("server", 3, "xxx")
        }
        #expect(findings(story) { if case .cut = $0 { true } else { false } } == 0)
    }

    @Test func receivesThatAskForTheRest() {
        var story = Story.tcp()
        for _ in 0..<(Self.count / 2) {
            story.send("client", "abc")
            story.recv("server", 5, "abc")
            story.send("client", "de")
            story.recv("server", 2, "de")
        }
        #expect(findings(story) { if case .shortRead = $0 { true } else { false } } > Self.count / 4)
    }

    @Test func threadsThatSpinAtTheEndOfAStream() {
        var story = Story.tcp()
        for _ in 0..<Self.count { story.send("client", "x") }
        for number in 1...(Self.count / 10) {
            for _ in 0..<2 {
                story.call("server t\(number)", .recv, .returned(0)) { event in
                    event.connection = 1
                    event.size = 5
                    event.position = FlowPosition(flow: 2, offset: Self.count)
                }
            }
            story.call("server t\(number)", .recv, .interrupted(.spinning)) { event in
                event.connection = 1
                event.position = FlowPosition(flow: 2, offset: Self.count)
            }
        }
        #expect(findings(story) { $0 == .spinning(calls: 1_000, returnedEndOfStream: true) } == Self.count / 10)
    }

    @Test func datagramsToNobody_BesideManyWhoAreBound() {
        var story = Story("UDP")
        for number in 0..<(Self.count / 10) {
            story.call("server", .bind) { event in
                event.socket = SocketName(descriptor: number + 3, role: "socket", kernel: 1)
                event.local = "127.0.0.1:\(10_000 + number)"
            }
        }
        for _ in 0..<Self.count {
            story.call("client", .sendto, .returned(1)) { event in
                event.socket = SocketName(descriptor: 99_999, role: "socket", kernel: 1)
                event.address = "127.0.0.1:9"
            }
        }
        #expect(findings(story) { $0 == .nobodyThere(address: "127.0.0.1:9") } == Self.count)
    }

    // MARK: Outcomes

    @Test func outcomeOfManyParticipants() {
        let names = (1...(Self.count / 10)).map { "client-\($0)" }
        var story = Story(participants: names)
        for name in names { story.call(name, .print) { $0.payload = Payload("hello") } }
        for name in names { story.call(name, .recv, .interrupted(.ended)) }
        var transcript = story.transcript
        for name in names { transcript.append(.ends(.init(participant: name, at: 0, how: .interrupted(.ended, number: nil)))) }
        #expect(transcript.outcome.parts.count == names.count)
        #expect(transcript.outcome.parts.allSatisfy { $0.printed.count == 1 && $0.ends.map(\.how) == [.waiting(.recv)] })
    }
}
