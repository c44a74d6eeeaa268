import Transcripts

/// Decides which of the threads that can go makes the next call, where one goes at a time.
protocol Chooser: AnyObject {
    /// Every order is tried, or one of them followed: then all that somebody could notice is a step, a sleeper may always
    /// go, and a call may time out before its time.
    var triesEveryOrder: Bool { get }
    /// Whether receives and sends may move less than they could.
    var splits: Bool { get }

    /// Who goes next; nil when nobody can, or when the run is to be ended (`stage.ending`).
    func next(on stage: Stage) -> Turn?

    /// How many of `most` bytes the call moves that was chosen last.
    func size(of most: Int, shorterSoFar: Int) -> Int
}

/// Lockstep: the thread that went last while it can, then the next one after it, round and round.
final class TurnChooser: Chooser {
    var triesEveryOrder: Bool { false }
    var splits: Bool { false }

    func next(on stage: Stage) -> Turn? { stage.nextInTurn() }

    func size(of most: Int, shorterSoFar: Int) -> Int { most }
}

/// Follows a list of choices, one for each moment where more than one thread could go; where it ends, in turn.
final class RecordedChooser: Chooser {
    private var choices: ArraySlice<Choice>
    private var position = 0
    let splits: Bool

    var triesEveryOrder: Bool { true }

    init(_ list: String) throws(RunError) {
        let all = try Choice.list(list)
        choices = all[...]
        splits = all.contains { if case .size = $0 { true } else { false } }
    }

    func next(on stage: Stage) -> Turn? {
        guard !choices.isEmpty else { return stage.nextInTurn() }
        let turns = stage.threads.compactMap(stage.turn)
        return turns.count > 1 ? follow(among: turns, on: stage) : turns.first
    }

    private func follow(among turns: [Turn], on stage: Stage) -> Turn? {
        position += 1
        let choice = choices.removeFirst()
        if case .thread(let ordinal) = choice, let turn = turns.first(where: { $0.thread.ordinal == ordinal }) { return turn }
        stage.failure = .choiceImpossible(
            position: position, letter: choice.text, possible: turns.map { ThreadLetter.text($0.thread.ordinal) })
        stage.ending = .cancelled
        return nil
    }

    func size(of most: Int, shorterSoFar: Int) -> Int {
        let sizes = Split.sizes(most, shorterSoFar: shorterSoFar)
        guard splits, sizes.count > 1, case .size(let size)? = choices.first else { return most }
        choices.removeFirst()
        position += 1
        return sizes[min(size, sizes.count - 1)]
    }
}

extension Choice {
    fileprivate var text: String {
        switch self {
        case .thread(let ordinal): ThreadLetter.text(ordinal)
        case .size(let size): String(size)
        }
    }
}

/// Follows the script of an exploration, and notes in it who could have gone.
final class ExploringChooser: Chooser {
    private let script: Script

    var triesEveryOrder: Bool { true }
    var splits: Bool { script.splits }

    init(_ script: Script) { self.script = script }

    func next(on stage: Stage) -> Turn? {
        var turns: [Turn] = []
        var pending: [ScriptStep.Candidate] = []
        turns.reserveCapacity(stage.threads.count)
        pending.reserveCapacity(stage.threads.count)
        for thread in stage.threads where thread.state == .parked {
            let turn = stage.turn(of: thread)
            if let turn { turns.append(turn) }
            pending.append(candidate(thread, turn))
        }
        noteFlowControl(on: stage)
        if turns.isEmpty {
            script.stalled(pending)
            return nil
        }
        note(pending, on: stage)
        guard let chosen = script.choose(pending) else {
            stage.ending = .cancelled
            return nil
        }
        return turns.first { $0.thread.ordinal == chosen }
    }

    private func candidate(_ thread: LabThread, _ turn: Turn?) -> ScriptStep.Candidate {
        guard script.notesFootprints else {
            return ScriptStep.Candidate(thread: thread.ordinal, footprint: .nothing, isEnabled: turn != nil)
        }
        let footprint: Footprint = switch turn?.kind {
        case .wakes: .nothing
        // A time-out may happen once a run: whoever takes it takes it from all the others.
        case .timesOut: thread.run.leftOut.contains(.timeOuts) ? .nothing : .everything
        case .beginsToWait: thread.usesOfDescriptors
        case .goes, .getsThrough, nil: thread.footprint
        }
        return ScriptStep.Candidate(
            thread: thread.ordinal, footprint: footprint, isEnabled: turn != nil,
            enablers: turn == nil ? thread.enablers : [])
    }

    /// A call that could have timed out, had not another one done so before.
    private func note(_ pending: [ScriptStep.Candidate], on stage: Stage) {
        guard stage.earlyTimeOuts > 0 else { return }
        for candidate in pending where !candidate.isEnabled && stage.threads[candidate.thread].deadline != nil {
            script.omissions.insert(.furtherTimeOuts)
        }
    }

    /// Where a `send` finds less room than it wants, acknowledgements decide how much, and a timer of the kernel decides when
    /// they come: not every such order is tried, and no program is to blame for a difference.
    private func noteFlowControl(on stage: Stage) {
        guard let sender = stage.threads.first(where: \.hasWaitedForRoom) else { return }
        script.omissions.insert(.kernelTimer(participant: sender.participant.name, call: .send))
    }

    func size(of most: Int, shorterSoFar: Int) -> Int { script.size(of: most, shorterSoFar: shorterSoFar) }
}
