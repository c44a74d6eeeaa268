import Messages
import Rendering
import Testing
@testable import Transcripts

/// The screens of `repeat` and `explore`.
@Suite struct OutcomeScreenTests {
    private static let roles: [String: Transcript.Role] = ["server": .server, "client": .client]

    private static func sticky(_ texts: [String], count: Int, choices: String? = nil, sampled: Bool = false) -> CountedOutcome {
        let returned = [Outcome.End(thread: nil, how: .returned)]
        return CountedOutcome(
            Outcome(parts: [
                .init(participant: "server", printed: texts.map(Payload.init), ends: returned),
                .init(participant: "client", printed: [], ends: returned),
            ]), count: count, choices: choices, wasSampled: sampled)
    }

    private static var explored: ExplorationResult {
        var result = ExplorationResult(groups: OutcomeGroup.groups([
            sticky(["hellobigpig", "", ""], count: 2, choices: ""), sticky(["hellobig", "pig", ""], count: 2, choices: "aba"),
            sticky(["hello", "bigpig", ""], count: 2, choices: "aa"), sticky(["hello", "big", "pig"], count: 3, choices: "aaa"),
        ], roles: roles))
        result.runs = 9
        result.cutShort = 2
        result.isComplete = true
        result.assumptions = [.wholeMoves, .labSettings]
        result.again = "lesson 7 sticky"
        result.repeating = "repeat 7 sticky"
        return result
    }

    private static func options(_ language: Language, _ layout: LayoutChoice, width: Int = 80) -> RenderOptions {
        RenderOptions(
            width: width, language: language, layout: layout, title: language == .english ? "Sticky packets" : "粘包",
            lessonNumber: 7)
    }

    @Test(arguments: Language.allCases, [LayoutChoice.automatic, .plain])
    func exploration(language: Language, layout: LayoutChoice) throws {
        let text = renderExploration(Self.explored, of: "sticky", options: Self.options(language, layout))
        try expectSnapshot(text, "explore-sticky-\(language.rawValue)-\(layout.rawValue)")
    }

    /// What the lab took for granted, and what it could not try.
    @Test(arguments: Language.allCases)
    func explorationWithBounds(language: Language) throws {
        var result = Self.explored
        result.isComplete = false
        result.omissions = [.furtherTimeOuts, .kernelTimer(participant: "client", call: .connect), .unknownCall(participant: "server", call: .run)]
        result.assumptions = [.oneEarlyTimeOut, .labSettings, .noHiddenMemory, .shortCalls(atMost: 2)]
        let text = renderExploration(result, of: "sticky", options: Self.options(language, .automatic))
        expectTame(text, width: 80, "explore")
        #expect(!text.contains("search is complete") && !text.contains("搜索完整"))
        try expectSnapshot(text, "explore-bounds-\(language.rawValue)")
    }

    @Test func oneSchedule_IsOne() {
        var result = Self.explored
        (result.runs, result.isComplete) = (1, false)
        for stop in [ExplorationResult.Stop.complete, .runs, .memory, .cancelled, .time(seconds: 1)] {
            result.stop = stop
            let text = renderExploration(result, of: "sticky", options: Self.options(.english, .plain, width: 200))
            #expect(text.contains("1 schedule") && !text.contains("1 schedules") && !text.contains("every order:"))
        }
    }

    @Test func strangeExploration() throws {
        let counted = (1...30).map { number in
            CountedOutcome(
                Outcome(parts: [
                    .init(participant: "server", printed: [Payload("\u{1B}[2J\(number)"), Payload([0, 1, 2, 3])], ends: [
                        .init(thread: nil, how: .waiting(.accept)), .init(thread: "t1", how: .waiting(.recv)),
                        .init(thread: "t2", how: .failed(.send, errno: "EPIPE")), .init(thread: "t3", how: .uncaught(message: "a\nb")),
                    ]),
                    .init(participant: "a\u{7}", printed: (0...40).map { Payload("line \($0)") }, ends: [.init(thread: nil, how: .waiting(.recv))]),
                ]), count: number == 7 ? 900 : 1, choices: String(repeating: "ab3", count: 40), wasSampled: number == 7)
        }
        var result = ExplorationResult(groups: OutcomeGroup.groups(counted, roles: [:]))
        result.runs = 929
        result.sampled = 1_000
        result.seed = 42
        result.stop = .time(seconds: 1.5)
        result.usedTimeouts = true
        result.mostShortCalls = 2
        result.assumptions = [.shortCalls(atMost: 2), .oneEarlyTimeOut]
        let text = renderExploration(result, of: "odd\u{1B}", options: Self.options(.english, .automatic, width: 60))
        expectTame(text, width: 60, "explore")
        try expectSnapshot(text, "explore-strange-en-60")
    }

    @Test(arguments: Language.allCases)
    func searchThatLeftSomethingOut_isNotCalledComplete(language: Language) {
        var result = Self.explored
        result.isComplete = false
        result.omissions = [.furtherTimeOuts]
        let text = renderExploration(result, of: "sticky", options: Self.options(language, .plain))
        #expect(!text.contains("search is complete") && !text.contains("搜索完整"))
        #expect(text.contains(language == .english ? "A second call of the same run times out early." : "又有一个调用提前超时"))
    }

    private static var distribution: Distribution {
        var distribution = Distribution()
        for _ in 1...7 { distribution.add(Sample.sticky()) }
        for _ in 1...2 { distribution.add(Sample.early()) }
        return distribution
    }

    @Test(arguments: Language.allCases, [LayoutChoice.automatic, .plain])
    func bars(language: Language, layout: LayoutChoice) throws {
        let text = renderDistribution(
            Self.distribution, of: "sticky", wanted: 200, roles: Self.roles, explore: "explore 7 sticky",
            options: Self.options(language, layout))
        try expectSnapshot(text, "repeat-sticky-\(language.rawValue)-\(layout.rawValue)")
    }

    @Test func bars_InASCII() throws {
        var options = Self.options(.english, .automatic, width: 40)
        options.glyphs = .ascii
        let text = renderDistribution(
            Self.distribution, of: "sticky", wanted: 9, roles: Self.roles, explore: nil, options: options)
        expectTame(text, width: 40, "repeat")
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func noRunAtAll_SaysSo() {
        let text = renderDistribution(
            Distribution(), of: "sticky", wanted: 200, roles: Self.roles, explore: "explore 7 sticky",
            options: Self.options(.english, .plain))
        #expect(text.contains("Stopped after 0 of 200 runs."))
    }
}
