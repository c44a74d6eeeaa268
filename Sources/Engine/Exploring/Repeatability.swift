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
        return one.participant == other.participant && one.thread == other.thread && one.asks != other.asks
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
    /// What a program asks for, without what the kernel answers: the call, its arguments, what it sends or prints.
    fileprivate var asks: [String?] {
        let data = call == .print ? payload.map { "\($0.bytes) \($0.length)" } : call.sends ? size.map { "\($0) \(begun)" } : nil
        let given = call == .setsockopt ? value : nil
        return [call.rawValue, socket?.role, detail, option, given, size.map(String.init), seconds.map { "\($0)" }, data]
            + [flags.joined(separator: " ")]
    }

    /// What the kernel took of what a program sent begins alike, however much it took.
    private var begun: [UInt8] { Array((payload?.bytes ?? []).prefix(1)) }
}
