import Engine
import Testing
import Transcripts

/// Nothing here says how long anything took.
@Suite struct NagleTests {
    @Test(arguments: ["nagle", "no-delay", "one-send"])
    func rounds_areTimedAndCounted(name: String) throws {
        let scenario = try #require(LessonScenario.named(17, name))
        #expect(scenario.isAboutRealTime && scenario.scenario.keepsKernelDefaults)
        let run = try scenario.run()
        #expect(run.header.schedule == "free" && run.header.underneath.isEmpty)
        let lines = run.prints(of: "client")
        #expect(lines.count == 5)
        for (number, line) in lines.dropLast().enumerated() {
            #expect(line.wholeMatch(of: /round (\d+): \d+\.\d ms/)?.1 == "\(number + 1)")
        }
        #expect(lines.last?.wholeMatch(of: /slow rounds: [0-4]/) != nil)
        #expect(run.bytesSent(by: "client") == Array(String(repeating: "headbody", count: 4).utf8))
    }

    @Test func knobs_areFollowed() throws {
        let scenario = try #require(LessonScenario.named(17, "nagle"))
        let run = try scenario.run(settings: ["rounds": .integer(1), "nodelay": .flag(true)])
        #expect(run.prints(of: "client").count == 2)
        #expect(run.calls(.setsockopt, of: "client").first?.value == "1")
        #expect(run.calls(.send, of: "client").count == 2)
    }

    @Test func oneSend_isOneSend() throws {
        let run = try #require(LessonScenario.named(17, "one-send")).run()
        #expect(run.calls(.send, of: "client").map(\.count) == [8, 8, 8, 8])
    }
}
