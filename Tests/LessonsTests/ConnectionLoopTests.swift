import Testing
import Transcripts

@Suite struct ConnectionLoopTests {
    @Test func callers_thirdIsServedAfterTheSecondVanished() throws {
        let run = try runLesson(3, "callers")
        #expect(run.prints(of: "client-1") == ["HELLO"])
        #expect(run.errno(of: .send, by: "server") == "ECONNRESET")
        #expect(run.prints(of: "server") == ["lost this caller: ECONNRESET"])
        #expect(run.prints(of: "client-3") == ["你好"])
        #expect(run.calls(.accept, of: "server").compactMap(\.accepted?.role) == ["c1", "c2", "c3"])
    }

    @Test func callersFragile_theShopIsClosedForAll() throws {
        let run = try runLesson(3, "callers-fragile")
        #expect(run.errno(of: .connect, by: "client-3") == "ECONNREFUSED")
    }

    @Test func fourTuple_differsInTheClientsPortOnly() throws {
        let run = try runLesson(3, "four-tuple")
        let accepts = run.calls(.accept, of: "server")
        let names = run.calls(.getsockname, of: "server")
        #expect(Set(names.compactMap(\.local)).count == 1)
        #expect(Set(accepts.compactMap(\.peer)).count == 2)
        let moved = run.events.filter { $0.call.sends || $0.call == .recv }
        #expect(!moved.contains { $0.socket?.role == "listener" }, "the listener never carries data")
    }

    @Test(arguments: [("restart", "EADDRINUSE"), ("restart-half", "EADDRINUSE"), ("restart-reuse", nil)])
    func restart_needsTheOptionOnBoth(scenario: String, errno: String?) throws {
        let run = try runLesson(3, scenario)
        #expect(run.errno(of: .bind, by: "server-2") == errno)
        #expect(run.prints(of: "server-2") == (errno == nil ? ["listening again"] : []))
        #expect(run.has { if case .addressInUse = $0 { true } else { false } } == (errno != nil))
    }

    @Test func busy_answersForThePersonWhoOnlyPressesEnter() throws {
        let run = try runLesson(3, "busy")
        #expect(run.prints(of: "client") == ["I am busy, call later", "Yes, I am here"])
    }
}
