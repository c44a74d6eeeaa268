/// What `explore` costs, and how many schedules reduction spares. Nothing else does this, so that the baseline is the
/// conversation alone, in plain C and in whatever order it comes.
struct Searches {
    let recorded: String
    let baseline: String

    private struct Search {
        var schedules, seconds, searches, cutShort, outcomes: Double
        var isComplete: Bool

        init(_ text: String) throws {
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard numbers.count == 6 else { throw ChildProcess.Failed(description: "it printed no figures") }
            (schedules, seconds, searches, cutShort, outcomes) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
            isComplete = numbers[5] == 1
        }
    }

    func report() {
        Report.note("explore, on two cores")
        attempt("7 sticky", sticky)
        attempt("8 fixed") {
            let rates = try (0..<5).map { _ in try 1 / secondsPerSchedule(8, "fixed", 10_000) }
            Report.note("8 fixed: \(fixed(rates.median, 0)) schedules/s")
        }
        for (lesson, scenario) in [(2, "loop"), (3, "callers"), (7, "sticky"), (8, "fixed"), (10, "welcome"), (13, "lines")] {
            attempt("\(lesson) \(scenario)") { try spared(lesson, scenario) }
        }
        attempt("what is left") { try left() }
    }

    private func attempt(_ name: String, _ body: () throws -> Void) {
        do { try body() } catch { Report.leftOut(name, error) }
    }

    private func search(_ lesson: Int, _ scenario: String, _ how: String, _ schedules: Int) throws -> Search {
        try Search(output(of: [recorded, "explore", String(lesson), scenario, how, String(schedules)]))
    }

    private func secondsPerSchedule(_ lesson: Int, _ scenario: String, _ schedules: Int) throws -> Double {
        let search = try search(lesson, scenario, "full", schedules)
        return search.seconds / (search.schedules + search.cutShort)
    }

    private func sticky() throws {
        let comparison = try Comparison(
            lab: { try secondsPerSchedule(7, "sticky", 10_000) },
            baseline: { try Conversations.secondsPerRun(ofSticky: 5_000, baseline) })
        let perSecond = { (seconds: Double) in "\(fixed(1 / seconds, 0))/s" }
        Report.line(
            "explore 7 sticky | C, one order", lab: perSecond(comparison.lab.median),
            baseline: perSecond(comparison.baseline.median), ratio: 1 / comparison.ratio,
            best: 1 / comparison.ratioOfBest)
        let best = 1 / comparison.lab.min()!
        Report.note("schedules a second, the least disturbed turn: \(fixed(best, 0)) \(Report.describe(.atLeast(10_000), best))")
    }

    private func spared(_ lesson: Int, _ scenario: String) throws {
        let full = try search(lesson, scenario, "full", 1)
        let reduced = try search(lesson, scenario, "reduced", 1)
        let all = (full.isComplete ? "" : "more than ") + fixed(full.schedules, 0)
        Report.note(
            "\(lesson) \(scenario): \(all) schedules, reduced \(fixed(reduced.schedules, 0))"
                + (reduced.cutShort > 0 ? " and \(fixed(reduced.cutShort, 0)) cut short" : "")
                + (reduced.isComplete ? "" : " (not complete)") + "; outcomes \(fixed(full.outcomes, 0)), \(fixed(reduced.outcomes, 0))")
    }

    private func left() throws {
        let text = try output(of: [recorded, "left", "100000"])
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        guard numbers.count == 4 else { throw ChildProcess.Failed(description: "it printed no figures") }
        Report.note(
            "100,000 schedules and 10,000 races in one process: peak \(fixed(numbers[1] / 1024, 1)) MiB "
                + "(after a tenth \(fixed(numbers[0] / 1024, 1))), descriptors left \(fixed(numbers[2], 0)), threads \(fixed(numbers[3], 0))")
    }
}
