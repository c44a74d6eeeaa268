import Testing
import Transcripts

/// How a run goes on or stops: waits, time-outs, deadlock, spinning, faults.
@Suite struct RunFindingsTests {
    private let second: Nanoseconds = 1_000_000_000

    @Test func waited_WithTheSendThatEndedIt() {
        var story = Story.tcp()
        let recv = story.waits("server", .recv) { $0.onConnection("server") }
        let send = story.send("client", "hello")
        story.returns(recv, .returned(5), after: second) { event in
            event.size = 1024
            event.payload = Payload("hello")
            event.position = FlowPosition(flow: 2, offset: 0)
            event.jumped = second
        }
        #expect(story.findings(at: recv) == [.waited(second, virtual: true, cause: send)])
    }

    @Test func waited_InRealTime_OnlyWhenOneNotices() {
        for (duration, isSaid) in [(second / 2, true), (second / 100, false)] {
            var story = Story.tcp()
            let recv = story.waits("server", .recv) { $0.onConnection("server") }
            let close = story.close("client")
            story.returns(recv, .returned(0), after: duration) { $0.position = FlowPosition(flow: 2, offset: 0) }
            #expect(story.findings(at: recv).contains(.waited(duration, virtual: false, cause: close)) == isSaid)
        }
    }

    @Test func waited_IsSaid_WheneverTheClockJumped() {
        var story = Story.tcp()
        let recv = story.waits("server", .recv) { $0.onConnection("server") }
        story.returns(recv, .failed(.init(errno: 104, name: "ECONNRESET")), after: 2_000) { $0.jumped = 1_000 }
        #expect(story.findings(at: recv).contains(.waited(2_000, virtual: true, cause: nil)))
    }

    @Test func waited_IsNotSaid_WhereTheStudentSteps() {
        var story = Story(schedule: "step")
        let accept = story.waits("server", .accept)
        story.returns(accept, .returned(4), after: second)
        #expect(story.findings.isEmpty)
    }

    @Test func sleep_IsNoWait() {
        var story = Story.tcp()
        let sleep = story.waits("server", .sleep)
        story.returns(sleep, .returned(0), after: second) { $0.jumped = second }
        #expect(story.findings.isEmpty)
    }

    @Test func timedOut_WhenATimedCallWaitedInVain() {
        var story = Story.tcp()
        let recv = story.waits("server", .recv) { $0.onConnection("server") }
        story.returns(recv, .failed(.init(errno: 11, name: "EAGAIN")), after: second) { $0.jumped = second }
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .timedOut(second, jumped: true))])
    }

    @Test func timedOut_KnowsWhetherThereIsAConnection() {
        var story = Story("UDP")
        let recv = story.waits("server", .recvfrom)
        story.returns(recv, .failed(.init(errno: 11, name: "EAGAIN")), after: second) { $0.jumped = second }
        #expect(story.findings.map(\.kind) == [.timedOut(second, isDatagram: true, jumped: true)])
    }

    @Test func timedOut_AlsoWhereNobodySawTheWaitBegin() {
        var story = Story(schedule: "free")
        let recv = story.waits("server", .recv)
        story.returns(recv, .failed(.init(errno: 11, name: "EAGAIN")), after: second)
        var transcript = story.transcript
        transcript.steps = [.completes(recv)]
        #expect(transcript.findings.map(\.kind) == [.timedOut(second)])
    }

    @Test func noTimeOut_WhenASocketDoesNotWait() {
        var story = Story.tcp()
        story.fails("server", .recv, "EAGAIN")
        #expect(story.findings.isEmpty)
    }

    @Test func deadlock_Once_AtTheLastOfTheWaitingCalls() {
        var story = Story.tcp()
        let first = story.waits("client", .recv) { $0.onConnection("client") }
        let last = story.waits("server", .recv) { $0.onConnection("server") }
        story.returns(first, .interrupted(.deadlock)) { $0.waitedFor = ["server"] }
        story.returns(last, .interrupted(.deadlock)) { $0.waitedFor = ["client"] }
        story.call("client", .send, .interrupted(.deadlock))
        #expect(story.findings == [
            Finding(
                event: last, participant: "server",
                kind: .deadlock(waits: [
                    .init(participant: "client", call: .recv, event: first, waitsFor: ["server"]),
                    .init(participant: "server", call: .recv, event: last, waitsFor: ["client"]),
                ]))
        ])
    }

    @Test func noDeadlock_WhenTheRunWasCancelledOrEnded() {
        var story = Story.tcp()
        for why in [Event.Interruption.cancelled, .ended] {
            let accept = story.waits("server", .accept)
            story.returns(accept, .interrupted(why), after: second) { $0.jumped = second }
        }
        #expect(story.findings.isEmpty)
    }

    @Test func spinning_WithTheReason() {
        var story = Story.tcp()
        story.close("client")
        story.recv("server", 1024, "")
        let recv = story.call("server", .recv, .interrupted(.spinning)) { event in
            event.onConnection("server")
            event.repeats = 996
        }
        #expect(story.findings(at: recv) == [.spinning(calls: 1_000, returnedEndOfStream: true)])
    }

    @Test func spinning_SeesTheEndOfTheStream_WhenAnotherCallOfTheLoopIsTheLast() {
        var story = Story.tcp()
        story.close("client")
        for _ in 0..<2 {
            story.recv("server", 1024, "")
            story.send("server", "")
        }
        let send = story.call("server", .send, .interrupted(.spinning)) { event in
            event.onConnection("server")
            event.repeats = 498
        }
        #expect(story.findings(at: send) == [.spinning(calls: 1_000, returnedEndOfStream: true)])
        #expect(story.findings.count { $0.kind == .nothingSent } == 1)
    }

    @Test func spinning_OverSomethingElse() {
        var story = Story.tcp()
        let recv = story.call("server", .recv, .interrupted(.spinning)) { $0.onConnection("server") }
        #expect(story.findings(at: recv) == [.spinning(calls: 1_000, returnedEndOfStream: false)])
    }

    @Test func noSpinning_WhenAFewCallsWereFolded() {
        var story = Story.tcp()
        story.call("server", .print) { $0.repeats = 500 }
        story.call("server", .accept, .failed(.init(errno: 11, name: "EAGAIN"))) { $0.repeats = 7 }
        #expect(story.findings.isEmpty)
    }

    @Test func injected_NamesTheFault() {
        var story = Story.tcp()
        let recv = story.call("server", .recv, .returned(1)) { event in
            event.onConnection("server")
            event.fault = "short read"
        }
        #expect(story.findings == [Finding(event: recv, participant: "server", kind: .injected(fault: "short read"))])
    }

    @Test func findings_StandInTheOrderOfTheEvents() {
        var story = Story.tcp()
        story.send("client", "")
        for text in ["a", "b"] { story.send("client", text) }
        story.close("client", "reset")
        story.recv("server", 1024, "ab")
        story.fails("server", .recv, "ECONNRESET")
        let events = story.findings.map(\.event)
        #expect(events == events.sorted() && events.count == 3)
    }
}
