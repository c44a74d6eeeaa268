/// Whether cost grows with the work: one long run in three sizes, each beside the next smaller one, by turns.
struct Costs {
    let recorded: String

    private static let parts = ["record", "record and save", "read", "findings", "replay"]
    private static let sizes = [10_000, 100_000, 1_000_000]
    private static let repeats = 3

    /// What one run of `Recorded cost` said: for each part nanoseconds an event, and the peak memory in MiB.
    private struct Figures {
        var perEvent: [Double]
        var peaks: [Double]

        init(_ text: String) throws {
            let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
            guard numbers.count == 1 + 2 * parts.count else { throw ChildProcess.Failed(description: "it printed no figures") }
            perEvent = parts.indices.map { numbers[1 + 2 * $0] * 1e9 / numbers[0] }
            peaks = parts.indices.map { numbers[2 + 2 * $0] / 1024 }
        }
    }

    func report() {
        Report.note("cost of an event in runs of 10,000, 100,000 and 1,000,000")
        do {
            var figures: [[Figures]] = Self.sizes.map { _ in [] }
            for _ in 0..<Self.repeats {
                for (place, size) in Self.sizes.enumerated() {
                    figures[place].append(try Figures(output(of: [recorded, "cost", String(size)], patience: 600)))
                }
            }
            for part in Self.parts.indices { report(part, figures) }
            reportSaving(figures)
        } catch { Report.leftOut("cost", error) }
    }

    private func report(_ part: Int, _ figures: [[Figures]]) {
        let costs = figures.map { $0.map { $0.perEvent[part] } }
        for place in 1..<Self.sizes.count {
            Report.line(
                "\(Self.parts[part]), \(Self.names[place]) | \(Self.names[place - 1])", lab: "\(fixed(costs[place].median, 0)) ns",
                baseline: "\(fixed(costs[place - 1].median, 0)) ns", ratio: costs[place].median / costs[place - 1].median,
                best: costs[place].min()! / costs[place - 1].min()!, goal: .atMost(2))
        }
        let peaks = figures.map { fixed($0.map { $0.peaks[part] }.median, 0) }
        Report.note("peak memory so far \(peaks.joined(separator: ", ")) MiB")
    }

    private static let names = ["10⁴", "10⁵", "10⁶"]

    /// A saved run beside an unsaved one.
    private func reportSaving(_ figures: [[Figures]]) {
        for (place, name) in Self.names.enumerated() {
            let (saved, unsaved) = (figures[place].map { $0.perEvent[1] }, figures[place].map { $0.perEvent[0] })
            Report.line(
                "saved | unsaved, \(name)", lab: "\(fixed(saved.median, 0)) ns", baseline: "\(fixed(unsaved.median, 0)) ns",
                ratio: saved.median / unsaved.median, best: saved.min()! / unsaved.min()!)
        }
    }
}
