import Transcripts

/// Under the same choices, two runs of a scenario differed.
package struct NotRepeatable: Error, Sendable, Equatable {
    /// The first step that differed, in one run and in the other; nil where that run had no such step.
    package var one: Comparison.Side?
    package var other: Comparison.Side?

    package init(one: Comparison.Side? = nil, other: Comparison.Side? = nil) {
        self.one = one
        self.other = other
    }

    /// The same thread, told the same until then, asked for something else: it looked at something that is no call.
    /// Everything else is the doing of the lab, or of the kernel.
    package var isTheProgramsDoing: Bool {
        guard let one = one?.event, let other = other?.event else { return false }
        return one.participant == other.participant && one.thread == other.thread && !one.asksTheSame(as: other)
    }
}

/// Whether a scenario does the same under the same choices, and where it does not.
struct Repeatability {
    let scenario: Scenario
    let settings: [String: Knob.Value]

    /// So often the choices are made once more, until two runs differ.
    private static let mostTries = 16

    /// The run of these choices, then lockstep.
    func run(_ choices: String) throws -> Transcript {
        var options = RunOptions(schedule: choices.isEmpty ? .lockstep : .recorded(choices))
        options.settings = settings
        return try Engine.run(scenario, options: options)
    }

    /// Where runs of these choices part, as far as it shows itself again.
    func difference(under choices: String) -> NotRepeatable {
        guard let first = try? run(choices) else { return NotRepeatable() }
        for _ in 0..<Self.mostTries {
            guard let other = try? run(choices), let difference = Comparison(first, other).first else { continue }
            return NotRepeatable(one: difference.a, other: difference.b)
        }
        return NotRepeatable()
    }
}

extension Event {
    /// The program asked for the same, whatever the kernel answered: the call, its arguments, what it sends or prints.
    fileprivate func asksTheSame(as other: Event) -> Bool {
        guard arguments == other.arguments else { return false }
        if call == .print { return payload == other.payload }
        guard call.sends, let mine = payload?.bytes, let theirs = other.payload?.bytes else { return true }
        // The kernel may have taken less of it.
        let most = min(mine.count, theirs.count)
        return mine.prefix(most) == theirs.prefix(most)
    }

    private var arguments: [String?] {
        [call.rawValue, socket?.role, detail, option, call == .setsockopt ? value : nil, size.map(String.init)]
            + [seconds.map { "\($0)" }, flags.joined(separator: " ")]
    }
}
