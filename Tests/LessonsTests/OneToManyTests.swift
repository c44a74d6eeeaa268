import Engine
import Rendering
import Sockets
import Testing
import Transcripts

/// What this machine's loopback can do: where it cannot, the lessons say so, and these tests are skipped.
enum Loopback {
    static let hasBroadcast = Socket.errno { try reach(IPv4Host(127, 255, 255, 255), joins: false) } == nil
    static let hasMulticast = Socket.errno { try reach(IPv4Host(239, 1, 2, 3), joins: true) } == nil

    private static func reach(_ host: IPv4Host, joins: Bool) throws {
        let (receiver, sender) = (try Socket(.udp), try Socket(.udp))
        defer { for socket in [receiver, sender] { try? socket.close() } }
        try receiver.bind(.ipv4(host, port: 0))
        if joins {
            try receiver.join(group: host)
            try sender.sendMulticastOverLoopback()
        } else {
            try sender.setOption(.broadcast, true)
        }
        try sender.sendto("x", .ipv4(host, port: receiver.localAddress().port ?? 0))
        _ = try receiver.recv(1, flags: .dontWait)
    }
}

@Suite struct OneToManyTests {
    private func receivers(of run: Transcript, _ send: Int = 0) -> [String] {
        let number = run.calls(.sendto, of: "sender")[send].number
        return run.events.filter { $0.call == .recvfrom && run.origins(of: $0).contains { $0.send == number } }
            .map(\.participant)
    }

    @Test(.enabled(if: Loopback.hasBroadcast, "no broadcast on loopback"))
    func broadcast_oneSendTwoReceivers() throws {
        let run = try runLesson(20, "broadcast")
        for name in ["receiver-1", "receiver-2"] { #expect(run.prints(of: name) == ["Dinner is ready", "开饭了"]) }
        #expect(run.calls(.sendto, of: "sender").map(\.copies.count) == [1, 1])
        #expect(receivers(of: run) == ["receiver-1", "receiver-2"])
    }

    @Test(.enabled(if: Loopback.hasBroadcast, "no broadcast on loopback"))
    func broadcast_isDrawnWithAHeadForEachReceiver() throws {
        func sends(_ name: String) throws -> [Int] {
            let screen = render(try runLesson(20, name), options: RenderOptions(layout: .compact))
            return screen.split(separator: "\n").filter { $0.contains("sendto ") }.map { $0.count { $0 == "◀" } }
        }
        #expect(try sends("broadcast") == [2, 2])
        #expect(try sends("one-of-two") == [1])
    }

    @Test(.enabled(if: Loopback.hasBroadcast, "no broadcast on loopback"))
    func forbidden_isRefusedWithoutTheOption() throws {
        let run = try runLesson(20, "forbidden")
        #expect(run.errno(of: .sendto, by: "sender") == "EACCES")
        #expect(run.has { if case .notPermitted = $0 { true } else { false } })
    }

    @Test func oneOfTwo_theLaterBinderGetsIt() throws {
        let run = try runLesson(20, "one-of-two")
        #expect(receivers(of: run) == ["receiver-2"])
        #expect(run.calls(.sendto, of: "sender").first?.copies.isEmpty == true)
        #expect(run.prints(of: "receiver-1").isEmpty)
    }

    @Test(.enabled(if: Loopback.hasMulticast, "no multicast on loopback"))
    func multicast_oneSendTwoReceivers() throws {
        let run = try runLesson(20, "multicast")
        for name in ["receiver-1", "receiver-2"] { #expect(run.prints(of: name) == ["Good evening", "今晚有雨"]) }
        #expect(receivers(of: run, 1) == ["receiver-1", "receiver-2"])
        let sends = run.calls(.sendto, of: "sender").map(\.number)
        #expect(run.onTheWay(after: run.steps.firstIndex(of: .completes(sends[0]))!).map(\.receiver) == ["receiver-1", "receiver-2"])
    }

    @Test(.enabled(if: Loopback.hasMulticast, "no multicast on loopback"))
    func bystander_hearsWhatTheMachineHasJoined() throws {
        #expect(receivers(of: try runLesson(20, "bystander")) == ["receiver-1", "receiver-2"])
    }

    @Test(.enabled(if: Loopback.hasMulticast, "no multicast on loopback"))
    func messages_areAKnob() throws {
        let run = try runLesson(20, "multicast", settings: ["messages": .texts(["a", "b", "c"])])
        #expect(run.prints(of: "receiver-2") == ["a", "b", "c"])
    }

    /// Membership belongs to the machine: two runs at the same time would hear by each other's.
    @Test func multicast_isExploredOneRunAtATime() throws {
        for (name, workers) in [("multicast", 1), ("bystander", 1), ("broadcast", 2)] {
            #expect(ExploreOptions().workers(for: try #require(LessonScenario.named(20, name)).scenario) == workers)
        }
    }

    /// A machine without it: the calls fail as they do there, the scenario says so and ends.
    @Test(arguments: [
        ("multicast", Call.setsockopt, Int32(19), "no multicast on this machine: setsockopt ENODEV", 2),
        ("multicast", .bind, 99, "no multicast on this machine: bind EADDRNOTAVAIL", 1),
        ("broadcast", .bind, 99, "no broadcast on this machine: bind EADDRNOTAVAIL", 1),
    ])
    func receiversWithoutIt_saySo(name: String, call: Call, errno: Int32, says: String, occurrence: Int) throws {
        var scenario = try #require(LessonScenario.named(20, name)).scenario
        scenario.faults = ["receiver-1", "receiver-2"].map { Fault(.errno(errno), in: call, of: $0, occurrence: occurrence) }
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "receiver-1") == [says])
        #expect(run.ending(of: "receiver-1") == .returned)
        #expect(!run.has { if case .deadlock = $0 { true } else { false } })
    }

    @Test(arguments: ["multicast", "broadcast"])
    func aSenderWithoutARoute_saysSo(name: String) throws {
        var scenario = try #require(LessonScenario.named(20, name)).scenario
        scenario.faults = [Fault(.errno(101), in: .sendto, of: "sender")]
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "sender") == ["no \(name) on this machine: sendto ENETUNREACH"])
        #expect(run.ending(of: "sender") == .returned)
    }
}
