/// What `explore` costs, and how many schedules reduction spares. There is no baseline: nothing else does this.
struct Searches {
    let recorded: String

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
        attempt("7 sticky") { try speed(7, "sticky", goal: .atLeast(10_000)) }
        attempt("8 fixed") { try speed(8, "fixed", goal: nil) }
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

    private func speed(_ lesson: Int, _ scenario: String, goal: Report.Goal?) throws {
        let figures = try (0..<5).map { _ in try search(lesson, scenario, "full", 10_000) }
        let rates = figures.map { ($0.schedules + $0.cutShort) / $0.seconds }
        Report.note("\(lesson) \(scenario): \(fixed(rates.median, 0)) schedules/s " + Report.describe(goal, rates.median))
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
