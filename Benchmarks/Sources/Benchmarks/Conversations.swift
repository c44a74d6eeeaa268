/// What recording costs: the same workloads in the lab and in plain C, each in a process of its own.
struct Conversations {
    let recorded: String
    let baseline: String

    /// What `Baseline` and `Recorded` print.
    struct Figures {
        var seconds: Double
        var peakKiB: Double
        var whole: Double

        init(_ text: String) throws {
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard numbers.count >= 2 else { throw ChildProcess.Failed(description: "it printed no figures") }
            (seconds, peakKiB, whole) = (numbers[0], numbers[1], numbers.last!)
        }
    }

    func report() {
        attempt("ping-pong", pingPong)
        attempt("ping-pong on one core", pingPongOnOneCore)
        attempt("ping-pong under strace", pingPongTraced)
        attempt("stream", stream)
        attempt("sticky", sticky)
    }

    private func attempt(_ name: String, _ body: () throws -> Void) {
        do { try body() } catch { Report.leftOut(name, error) }
    }

    /// Lesson 7's `sticky` in plain C, in whatever order it comes.
    static func secondsPerRun(ofSticky runs: Int, _ baseline: String) throws -> Double {
        try Figures(output(of: [baseline, "sticky", String(runs)])).seconds / Double(runs)
    }

    private func figures(
        _ program: String, _ workload: String, _ amount: Int, through wrapper: [String] = []
    ) throws -> Figures {
        try Figures(output(of: wrapper + [program, workload, String(amount)]))
    }

    private func pingPong() throws {
        let rounds = 100_000
        var whole: [Double] = []
        let comparison = try Comparison(
            lab: {
                let figures = try figures(recorded, "pingpong", rounds)
                whole.append(figures.whole)
                return figures.seconds
            },
            baseline: { try figures(baseline, "pingpong", rounds).seconds })
        Report.line(
            "ping-pong | C", lab: perRound(comparison.lab.median / Double(rounds)),
            baseline: perRound(comparison.baseline.median / Double(rounds)), ratio: comparison.ratio,
            best: comparison.ratioOfBest, goal: .atMost(1.15))
        Report.note("the whole run, with the transcript of its 400,000 events: \(fixed(whole.median)) s")
    }

    /// Both ends on one core: no wake-up on the other one hides what recording costs, and no scheduler disturbs.
    private func pingPongOnOneCore() throws {
        let rounds = 100_000
        let taskset = ["taskset", "-c", "0"]
        let comparison = try Comparison(
            lab: { try figures(recorded, "pingpong", rounds, through: taskset).seconds },
            baseline: { try figures(baseline, "pingpong", rounds, through: taskset).seconds })
        Report.line(
            "ping-pong on one core | C", lab: perRound(comparison.lab.median / Double(rounds)),
            baseline: perRound(comparison.baseline.median / Double(rounds)), ratio: comparison.ratio,
            best: comparison.ratioOfBest)
    }

    /// What a student would use otherwise. Fewer rounds, for it is slow.
    private func pingPongTraced() throws {
        let rounds = 2_000
        let strace = ["strace", "-f", "-o", "/dev/null"]
        let comparison = try Comparison(
            repeats: 3, lab: { try figures(recorded, "pingpong", rounds).seconds },
            baseline: { try figures(baseline, "pingpong", rounds, through: strace).seconds })
        Report.line(
            "ping-pong | C under strace -f", lab: perRound(comparison.lab.median / Double(rounds)),
            baseline: perRound(comparison.baseline.median / Double(rounds)), ratio: comparison.ratio,
            best: comparison.ratioOfBest)
    }

    private func stream() throws {
        let mebibytes = 1024
        var peaks: [Double] = []
        let comparison = try Comparison(
            lab: {
                let figures = try figures(recorded, "stream", mebibytes)
                peaks.append(figures.peakKiB)
                return figures.seconds
            },
            baseline: { try figures(baseline, "stream", mebibytes).seconds })
        let speed = { fixed(Double(mebibytes) / 1024 / $0) + " GiB/s" }
        Report.line(
            "stream, 1 GiB | C", lab: speed(comparison.lab.median),
            baseline: speed(comparison.baseline.median), ratio: 1 / comparison.ratio,
            best: 1 / comparison.ratioOfBest, goal: .atLeast(0.85))
        let peak = peaks.max()! / 1024
        Report.note("peak memory \(fixed(peak, 1)) MiB, goal \(Report.describe(.atMost(64), peak))")
    }

    private func sticky() throws {
        let runs = 2_000
        let comparison = try Comparison(
            repeats: 5, lab: { try figures(recorded, "sticky", runs).seconds },
            baseline: { try figures(baseline, "sticky", runs).seconds })
        let lab = Double(runs) / comparison.lab.median
        Report.line(
            "sticky in lockstep | C", lab: "\(fixed(lab, 0)) runs/s",
            baseline: "\(fixed(Double(runs) / comparison.baseline.median, 0)) runs/s", ratio: 1 / comparison.ratio,
            best: 1 / comparison.ratioOfBest)
        Report.note("complete runs a second \(fixed(lab, 0)), goal \(Report.describe(.atLeast(6_000), lab))")
    }

    private func perRound(_ seconds: Double) -> String { "\(fixed(seconds * 1e6)) µs" }
}
