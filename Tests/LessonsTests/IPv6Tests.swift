import Engine
import Sockets
import Testing
import Transcripts

@Suite struct IPv6Tests {
    @Test(.enabled(if: Socket.hasIPv6, "skipped: no IPv6 here"))
    func six_isTheSameConversation() throws {
        let run = try runLesson(19, "six")
        #expect(run.prints(of: "client") == ["HELLO"])
        #expect(run.calls(.accept, of: "server").first?.peer?.value?.host == "::1")
    }

    @Test(.enabled(if: Socket.hasIPv6, "skipped: no IPv6 here"))
    func dualStack_servesBothAndKnowsWhoIsWho() throws {
        let run = try runLesson(19, "dual-stack")
        #expect(run.prints(of: "client-1") == ["HELLO"] && run.prints(of: "client-2") == ["HELLO"])
        let accepts = run.calls(.accept, of: "server").filter { $0.accepted != nil }
        #expect(accepts.map(\.other) == ["client-1", "client-2"])
        #expect(accepts.last?.peer?.value?.host == "::ffff:127.0.0.1")
        let origins = run.calls(.recv, of: "server").flatMap { run.origins(of: $0) }
        #expect(origins.allSatisfy { $0.send != nil } && origins.count == 2)
    }

    @Test(.enabled(if: Socket.hasIPv6, "skipped: no IPv6 here"))
    func v6Only_refusesIPv4() throws {
        let run = try runLesson(19, "v6-only")
        #expect(run.prints(of: "client-1") == ["HELLO"])
        #expect(run.prints(of: "client-2") == ["no answer over IPv4: ECONNREFUSED"])
        let open = try runLesson(19, "v6-only", settings: ["v6only": .flag(false)])
        #expect(open.prints(of: "client-2") == ["HELLO"])
    }

    /// EAFNOSUPPORT at `socket`, or EADDRNOTAVAIL at `bind`: as on machines without IPv6.
    @Test(arguments: ["six", "dual-stack", "v6-only"], [(Call.socket, Int32(97)), (Call.bind, Int32(99))])
    func withoutIPv6_theRunSaysSoAndEnds(name: String, fault: (call: Call, errno: Int32)) throws {
        var scenario = try #require(LessonScenario.named(19, name)).scenario
        scenario.faults = [Fault(.errno(fault.errno), in: fault.call, of: "server")]
        let run = try Engine.run(scenario)
        #expect(run.prints(of: "server").last?.hasPrefix("no IPv6 on this machine: ") == true)
        #expect(run.ending(of: "server") == .returned)
        #expect(run.events.allSatisfy { $0.participant == "server" })
    }
}
