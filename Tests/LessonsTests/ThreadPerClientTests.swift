import Engine
import Lessons
import Testing
import Transcripts

@Suite struct ThreadPerClientTests {
    private let answers = [
        "client-1": ["Welcome!", "Hello, plum!", "Hello, pear!"],
        "client-2": ["Welcome!", "Hello, fig!", "Hello, date!"],
        "client-3": ["Welcome!", "Hello, 小明!", "Hello, 小红!"],
    ]

    @Test func welcome_servesThreeClientsInTwoSeconds() throws {
        let run = try runLesson(10, "welcome")
        for (client, lines) in answers { #expect(run.prints(of: client) == lines) }
        #expect(run.secondsAtTheLastClose == 2)
        #expect(Set(run.calls(.send, of: "server").map(\.thread)) == ["t1", "t2", "t3"])
    }

    @Test func welcomeSeq_needsSixSecondsForTheSame() throws {
        let run = try runLesson(10, "welcome-seq")
        for (client, lines) in answers { #expect(run.prints(of: client) == lines) }
        #expect(run.secondsAtTheLastClose == 6)
        #expect(run.errno(of: .connect, by: "client-3") == nil)
    }

    @Test func welcome_withoutWorkTakesNoTime() throws {
        #expect(try runLesson(10, "welcome", settings: ["work": .duration(0)]).secondsAtTheLastClose == 0)
    }

    @Test func slammed_isTheTroubleOfOneThread() throws {
        let run = try runLesson(10, "slammed")
        #expect(run.prints(of: "server") == ["lost this caller: ECONNRESET"])
        #expect(run.prints(of: "client-2") == answers["client-2"])
        let failed = run.events.filter { $0.participant == "server" && $0.failure != nil }
        #expect(failed.map(\.thread) == ["t1"])
    }

    /// Under `free` the threads race; what each client gets is the same.
    @Test func welcome_free_servesThreeClients() throws {
        let lesson = try #require(LessonScenario.named(10, "welcome"))
        let run = try lesson.run(.free, settings: ["work": .duration(0.01)])
        for (client, lines) in answers { #expect(run.prints(of: client) == lines) }
    }
}

extension Transcript {
    /// The virtual clock when the last client closed, in whole seconds.
    fileprivate var secondsAtTheLastClose: Int64? {
        events.last { $0.call == .close && $0.participant.hasPrefix("client") }?.ended.map { $0 / 1_000_000_000 }
    }
}
