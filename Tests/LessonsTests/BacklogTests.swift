import Engine
import Lessons
import Testing
import Transcripts

@Suite struct BacklogTests {
    private func run(_ settings: [String: Knob.Value]) throws -> Transcript {
        let lesson = try #require(catalog.first { $0.folder.hasPrefix("04") })
        var options = RunOptions(lesson: lesson.folder)
        options.settings = settings
        return try Engine.run(try #require(lesson.scenario(named: "queue")), options: options)
    }

    private func waiting(in run: Transcript) -> String? { run.calls(.getsockopt, of: "server").first?.value }

    @Test func queue_holdsOneMoreThanTheBacklog() throws {
        let run = try runLesson(4, "queue")
        #expect(waiting(in: run) == "3 waiting, backlog 2")
        #expect(run.calls(.accept, of: "server").compactMap(\.accepted).count == 4)
        #expect(run.prints(of: "client-4") == ["connected", "your turn"])
        #expect(run.prints(of: "client-5") == ["gave up: connect EINPROGRESS"])
        #expect(run.errno(of: .connect, by: "client-4") == nil)
    }

    @Test func queuedClients_haveSentBeforeAccept() throws {
        let run = try runLesson(4, "queue")
        let accept = try #require(run.calls(.accept, of: "server").first)
        for client in ["client-1", "client-2", "client-3"] {
            #expect(try #require(run.calls(.send, of: client).first).number < accept.number)
        }
    }

    @Test(arguments: [(0, 1), (1, 2), (5, 5)])
    func knobs_changeTheQueue(backlog: Int, waiting: Int) throws {
        // As many clients as fit, so that nobody has to wait for the kernel's timer.
        let run = try run(["backlog": .integer(backlog), "clients": .integer(waiting)])
        #expect(self.waiting(in: run) == "\(waiting) waiting, backlog \(backlog)")
        #expect(run.header.participants.count == waiting + 1)
    }

    @Test func closing_resetsTheQueue() throws {
        let run = try runLesson(4, "closing")
        for client in ["client-1", "client-2"] {
            #expect(run.prints(of: client) == ["connected", "lost the server: ECONNRESET"])
        }
    }
}
