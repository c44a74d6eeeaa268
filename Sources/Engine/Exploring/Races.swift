/// Which steps of a run could have come in another order, and who would have to go first for that.
///
/// Persistent sets and the race detection of: Flanagan, Godefroid, "Dynamic Partial-Order Reduction for Model Checking
/// Software", POPL 2005, figure 3. At every state, the next call of every thread counts, whether it could go or not: a call
/// that another thread made impossible is never executed, and races all the same.
struct Races {
    /// A state in which one of `threads` is to be tried; all of them where `isAll`.
    struct Demand {
        var step: Int
        var threads: [Int]
        var isAll = false
    }

    private let steps: [ScriptStep]
    private let left: [ScriptStep.Candidate]
    /// For each thread, the step that brought its start; -1 for none.
    private let births: [Int]
    private let threadCount: Int
    /// For each step, how many steps of each thread happen before it or are it.
    private var clocks: [[Int]] = []
    /// For each step, which step of its thread it is, from 1.
    private var ranks: [Int] = []
    /// For each thread, its last step so far; -1 for none.
    private var last: [Int]

    /// - Parameter left: who stood before a call at the end.
    init(_ steps: [ScriptStep], left: [ScriptStep.Candidate], births: [Int: Int]) {
        self.steps = steps
        self.left = left
        let threadCount = max(steps.lazy.map(\.thread).max() ?? 0, births.keys.max() ?? 0, left.lazy.map(\.thread).max() ?? 0) + 1
        self.threadCount = threadCount
        self.births = (0..<threadCount).map { births[$0, default: -1] }
        last = [Int](repeating: -1, count: threadCount)
        clocks.reserveCapacity(steps.count)
        ranks.reserveCapacity(steps.count)
    }

    /// What is to be tried elsewhere, for the states after step `first - 1` and later ones.
    mutating func demands(from first: Int) -> [Demand] {
        var demands: [Demand] = []
        for state in 0...steps.count {
            if state >= first { look(at: state, isFirst: state == first, &demands) }
            if state < steps.count { take(state) }
        }
        return demands
    }

    // MARK: What happened before what

    private mutating func take(_ index: Int) {
        let (thread, footprint) = (steps[index].thread, steps[index].footprint)
        var clock = [Int](repeating: 0, count: threadCount)
        func follows(_ earlier: Int) {
            for thread in 0..<threadCount where clocks[earlier][thread] > clock[thread] { clock[thread] = clocks[earlier][thread] }
        }
        let previous = predecessor(of: thread)
        if previous >= 0 { follows(previous) }
        // A join comes after all that the other thread did.
        if let other = footprint.thread, other < threadCount, last[other] >= 0 { follows(last[other]) }
        for earlier in stride(from: index - 1, through: 0, by: -1)
        where clock[steps[earlier].thread] < ranks[earlier] && !steps[earlier].footprint.isDisjoint(with: footprint) {
            follows(earlier)
        }
        let rank = (last[thread] >= 0 ? ranks[last[thread]] : 0) + 1
        clock[thread] = rank
        clocks.append(clock)
        ranks.append(rank)
        last[thread] = index
    }

    /// The step that a thread's next call comes after: its last one, or that which brought its start.
    private func predecessor(of thread: Int) -> Int {
        last[thread] >= 0 ? last[thread] : births[thread]
    }

    private func happensBefore(_ step: Int, callOf thread: Int) -> Bool {
        let previous = predecessor(of: thread)
        return previous >= step && clocks[previous][steps[step].thread] >= ranks[step]
    }

    // MARK: Races

    private func look(at state: Int, isFirst: Bool, _ demands: inout [Demand]) {
        for candidate in pending(at: state) {
            if !isFirst, isAsBefore(candidate, at: state) { continue }
            guard let step = latestRace(of: candidate, at: state) else { continue }
            demands.append(demand(step, candidate, at: state))
        }
    }

    private func pending(at state: Int) -> [ScriptStep.Candidate] { state < steps.count ? steps[state].pending : left }

    /// The thread stood there in the state before as well, and the step between has nothing to do with its call: what it
    /// demands it demanded there.
    private func isAsBefore(_ candidate: ScriptStep.Candidate, at state: Int) -> Bool {
        guard steps[state - 1].thread != candidate.thread, predecessor(of: candidate.thread) < state - 1,
            steps[state - 1].footprint.isDisjoint(with: candidate.footprint)
        else { return false }
        return steps[state - 1].pending.contains { $0.thread == candidate.thread && $0.footprint == candidate.footprint }
    }

    /// The latest step that the call of `candidate` could have come before.
    private func latestRace(of candidate: ScriptStep.Candidate, at state: Int) -> Int? {
        let since = predecessor(of: candidate.thread)
        for step in stride(from: state - 1, through: 0, by: -1)
        where steps[step].thread != candidate.thread && !steps[step].footprint.isDisjoint(with: candidate.footprint) {
            if happensBefore(step, callOf: candidate.thread) { continue }
            if step > since, isImpossible(candidate, before: step) { continue }
            return step
        }
        return nil
    }

    /// The thread stood before the same call and could not go, and whatever lets it go meets this step as well: that race is
    /// found where it comes.
    private func isImpossible(_ candidate: ScriptStep.Candidate, before step: Int) -> Bool {
        guard let then = steps[step].pending.first(where: { $0.thread == candidate.thread }), !then.isEnabled else { return false }
        return !then.enablers.isEmpty && steps[step].footprint.meetsAllThatChange(then.enablers)
    }

    private func demand(_ step: Int, _ candidate: ScriptStep.Candidate, at state: Int) -> Demand {
        let enabled = steps[step].enabled
        let threads = enabled.filter { thread in
            thread == candidate.thread
                || (step + 1..<state).contains { steps[$0].thread == thread && happensBefore($0, callOf: candidate.thread) }
        }
        return threads.isEmpty ? Demand(step: step, threads: enabled, isAll: true) : Demand(step: step, threads: threads)
    }
}
