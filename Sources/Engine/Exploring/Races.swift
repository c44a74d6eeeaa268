/// Which steps of a run happened before which, and which of them raced.
///
/// Source sets and the race reversal of: Abdulla, Aronis, Jonsson, Sagonas, "Optimal Dynamic Partial Order Reduction",
/// POPL 2014, algorithm 1 (source-DPOR). Two steps of different threads race when their calls are dependent and nothing
/// lies between them in the happens-before order.
struct Races {
    private let steps: [ScriptStep]
    /// For each step, how many steps of each thread happen before it or are it.
    private var clocks: [[Int]] = []
    /// For each step, which step of its thread it is, from 1.
    private var ranks: [Int] = []
    /// For each step, the steps that it directly depends on.
    private var predecessors: [[Int]] = []

    init(_ steps: [ScriptStep], births: [Int: Int]) {
        self.steps = steps
        let threadCount = (steps.map(\.thread).max() ?? 0) + 1
        var last = [Int](repeating: -1, count: threadCount)
        var counts = [Int](repeating: 0, count: threadCount)
        for (index, step) in steps.enumerated() {
            var before: [Int] = []
            let previous = last[step.thread] >= 0 ? last[step.thread] : births[step.thread, default: -1]
            if previous >= 0 { before.append(previous) }
            // A join comes after all that the other thread did.
            for case .thread(let other) in step.footprint.things where other < threadCount && last[other] >= 0 {
                before.append(last[other])
            }
            for earlier in stride(from: index - 1, through: 0, by: -1)
            where steps[earlier].thread != step.thread && !steps[earlier].footprint.isDisjoint(with: step.footprint) {
                before.append(earlier)
            }
            var clock = [Int](repeating: 0, count: threadCount)
            for earlier in before { for thread in clock.indices { clock[thread] = max(clock[thread], clocks[earlier][thread]) } }
            counts[step.thread] += 1
            clock[step.thread] = counts[step.thread]
            clocks.append(clock)
            ranks.append(counts[step.thread])
            predecessors.append(before)
            last[step.thread] = index
        }
    }

    func happensBefore(_ a: Int, _ b: Int) -> Bool { a < b && clocks[b][steps[a].thread] >= ranks[a] }

    /// The earlier steps that race with step `b`.
    func racing(with b: Int) -> [Int] {
        predecessors[b].filter { a in
            steps[a].thread != steps[b].thread
                && !steps[a].footprint.isDisjoint(with: steps[b].footprint)
                && !predecessors[b].contains { $0 != a && happensBefore(a, $0) }
        }
    }

    /// The threads that could go first, instead of step `a`, towards a run in which `b` comes before it.
    func initials(reversing a: Int, _ b: Int) -> [Int] {
        let free = ((a + 1)..<b).filter { !happensBefore(a, $0) } + [b]
        var seen: Set<Int> = []
        return free.compactMap { step in
            guard seen.insert(steps[step].thread).inserted else { return nil }
            let isFirst = !free.contains { $0 < step && happensBefore($0, step) }
            return isFirst ? steps[step].thread : nil
        }
    }
}
