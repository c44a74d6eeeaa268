/// Whole processes, from their start to their end, as a student waits for them.
struct StartUp {
    let socketlab: String
    let lessons: String

    func report() {
        do {
            let python = try Python()
            try lesson(beside: python)
            try version(beside: python)
        } catch { Report.leftOut("start-up", error) }
    }

    private func lesson(beside python: Python) throws {
        let pair = lessons + "/07-sticky-packets/python"
        let comparison = try Comparison(
            lab: { try time { try run([socketlab, "lesson", "7", "sticky", "--plain"]) } },
            baseline: { try time { try python.converse(in: pair) } })
        show("lesson 7 sticky | Python pair", comparison, goal: .atMost(0.25))
    }

    private func version(beside python: Python) throws {
        let comparison = try Comparison(
            lab: { try time { try run([socketlab, "--version"]) } },
            baseline: { try time { try run([python.executable, "--version"]) } })
        show("--version | python3 --version", comparison)
    }

    private func show(_ name: String, _ comparison: Comparison, goal: Report.Goal? = nil) {
        Report.line(
            name, lab: "\(fixed(comparison.lab.median * 1e3, 1)) ms",
            baseline: "\(fixed(comparison.baseline.median * 1e3, 1)) ms",
            ratio: comparison.ratio, best: comparison.ratioOfBest, goal: goal)
    }

    private func time(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        try body()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private func run(_ arguments: [String]) throws {
        try ChildProcess(arguments).wait()
    }
}

/// The interpreter itself, not a wrapper script that picks one.
struct Python {
    let executable: String

    init() throws {
        let path = try output(of: ["python3", "-c", "import sys; print(sys.executable, end='')"])
        executable = path
    }

    /// Server and client of a lesson, as two programs. The client starts as soon as the server says that it listens.
    func converse(in folder: String) throws {
        let server = try ChildProcess([executable, folder + "/server.py", "0"], reading: .error)
        let port = String(server.read().reversed().drop { !$0.isNumber }.prefix { $0.isNumber }.reversed())
        try ChildProcess([executable, folder + "/client.py", port]).wait()
        try server.wait()
    }
}
