import Transcripts

/// One step of a run under exploration: who made a shared call, and who else stood before one.
struct ScriptStep {
    /// A thread before a call.
    struct Candidate {
        var thread: Int
        /// What its call touches as things stand.
        var footprint: Footprint
        /// Whether it can go now.
        var isEnabled = true
        /// Whoever ends its wait changes one of these.
        var enablers: [Footprint.Thing] = []
    }

    var thread: Int
    var footprint: Footprint
    /// Everybody who stood before a call, able to go or not.
    var pending: [Candidate]
    /// The threads that need not go here: another run does the same.
    var asleep: Set<Int>
    /// Which of `splitCount` sizes a receive or send moved; 0 is all.
    var split = 0
    var splitCount = 1

    var enabled: [Int] { pending.lazy.filter(\.isEnabled).map(\.thread) }
}

/// Who goes at a step, and how much of what is there its call moves.
struct Move: Hashable {
    var thread: Int
    var split = 0
}

/// What one run under exploration does: a prefix of moves, then whatever comes first; and what it did.
///
/// Unchecked: touched by the holder of the run's baton, then by the explorer.
final class Script: @unchecked Sendable {
    enum Tail {
        case first
        /// Random choices, from this seed.
        case random(SeededGenerator)
    }

    private let prefix: [Move]
    /// The threads that could go at each step of the prefix, when it was found.
    private let expected: [[Int]]
    /// The threads asleep before the prefix's last move.
    private let asleepAtBranch: Set<Int>
    private var tail: Tail
    let splits: Bool
    /// Whether anybody asks afterwards what the calls touch: only reduction does.
    let notesFootprints: Bool

    private(set) var steps: [ScriptStep] = []
    /// Who stands before a call that nobody makes any more, when the run is over.
    private(set) var left: [ScriptStep.Candidate] = []
    private var asleep: Set<Int> = []
    /// The step after which each thread started; -1 for those of the beginning.
    private(set) var births: [Int: Int] = [:]
    private(set) var isPruned = false
    /// The run did something else than the one before it, under the same choices.
    private(set) var hasDiverged = false
    private(set) var choices = ""
    var hasTimedOut = false
    var omissions: Set<Exploration.Omission> = []

    init(prefix: [Move], expected: [[Int]], asleep: Set<Int>, tail: Tail, splits: Bool, notesFootprints: Bool = true) {
        self.notesFootprints = notesFootprints
        self.prefix = prefix
        self.expected = expected
        asleepAtBranch = asleep
        self.tail = tail
        self.splits = splits
    }

    func started(_ thread: Int) { births[thread] = steps.count - 1 }

    /// Nobody can go.
    func stalled(_ pending: [ScriptStep.Candidate]) { left = pending }

    /// Who goes next of those who can; nil when the run is to be given up.
    func choose(_ pending: [ScriptStep.Candidate]) -> Int? {
        let index = steps.count
        if index == prefix.count - 1 { asleep = asleepAtBranch }
        if index < prefix.count, !fits(pending, at: index) { return nil }
        guard let chosen = index < prefix.count ? prefix[index].thread : pick(pending) else {
            isPruned = true
            left = pending
            return nil
        }
        left = []
        take(chosen, pending)
        return chosen
    }

    private func fits(_ pending: [ScriptStep.Candidate], at index: Int) -> Bool {
        let isAsBefore = index >= expected.count || pending.lazy.filter(\.isEnabled).map(\.thread).elementsEqual(expected[index])
        let wanted = prefix[index].thread
        if isAsBefore, pending.contains(where: { $0.isEnabled && $0.thread == wanted }) { return true }
        hasDiverged = true
        return false
    }

    private func pick(_ pending: [ScriptStep.Candidate]) -> Int? {
        switch tail {
        case .first: return pending.first { $0.isEnabled && !asleep.contains($0.thread) }?.thread
        case .random(var generator):
            defer { tail = .random(generator) }
            return pending.filter(\.isEnabled).randomElement(using: &generator)?.thread
        }
    }

    private func take(_ chosen: Int, _ pending: [ScriptStep.Candidate]) {
        guard let mine = pending.first(where: { $0.thread == chosen }) else { return }
        steps.append(ScriptStep(thread: chosen, footprint: mine.footprint, pending: pending, asleep: asleep))
        if pending.count(where: \.isEnabled) > 1 { choices += ThreadLetter.text(chosen) }
        guard !asleep.isEmpty else { return }
        asleep = asleep.filter { sleeper in
            guard sleeper != chosen, let other = pending.first(where: { $0.thread == sleeper && $0.isEnabled }) else {
                return false
            }
            return other.footprint.isDisjoint(with: mine.footprint)
        }
    }

    /// How many of `most` bytes the call moves that was just chosen.
    func size(of most: Int, shorterSoFar: Int) -> Int {
        let sizes = Split.sizes(most, shorterSoFar: shorterSoFar)
        guard splits, sizes.count > 1, !steps.isEmpty else { return most }
        let index = steps.count - 1
        var split = 0
        if index < prefix.count {
            split = min(prefix[index].split, sizes.count - 1)
        } else if case .random(var generator) = tail {
            split = Int.random(in: 0..<sizes.count, using: &generator)
            tail = .random(generator)
        }
        steps[index].split = split
        steps[index].splitCount = sizes.count
        choices.append(Character(String(split)))
        return sizes[split]
    }
}

/// The sizes that TCP may give instead of all that is there.
enum Split {
    /// So many calls of one run may move less than they could.
    static let mostShortCalls = 2

    /// All, 1, half, all but one: each size once, all first.
    static func sizes(_ most: Int, shorterSoFar: Int) -> [Int] {
        guard most > 1, shorterSoFar < mostShortCalls else { return [most] }
        return [most, 1, most / 2, most - 1].reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere for the same seed.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
