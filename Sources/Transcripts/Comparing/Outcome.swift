/// What a run came to: for each participant what it printed, in order, and how it ended. Two runs that differ only
/// in ports and times have the same outcome.
package struct Outcome: Sendable, Hashable {
    /// In the order of the header.
    package var parts: [Part]

    package struct Part: Sendable, Hashable {
        package var participant: String
        package var printed: [Payload]
        package var ends: [End]
    }

    /// How one thread ended.
    package struct End: Sendable, Hashable {
        package var thread: String?
        package var how: How
    }

    package enum How: Sendable, Hashable {
        case returned
        /// A socket call failed and nobody caught it.
        case failed(Call, errno: String)
        /// Something else was thrown.
        case uncaught(message: String)
        case exited(status: Int32)
        /// It was waiting in this call when the lab ended it.
        case waiting(Call)
        /// The lab ended it for another reason.
        case interrupted(Event.Interruption)
        case abandoned
    }
}

extension Transcript {
    package var outcome: Outcome {
        // Not the whole transcript normalised: exploring asks for thousands of outcomes a second.
        var stable = StableNames(self)
        var printedPayloads: [Int: Payload] = [:]
        for event in events {
            stable.pass(event)
            if event.call == .print { printedPayloads[event.number] = event.payload.map(stable.payload) }
        }
        let others = events.map(\.participant) + endings.map(\.participant)
        let names = (header.participants.map(\.name) + others).withoutRepeats
        let printed = Dictionary(grouping: printedInOrder, by: \.participant)
        let ends = Dictionary(grouping: endings, by: \.participant)
        return Outcome(parts: names.map { name in
            Outcome.Part(
                participant: name, printed: printed[name, default: []].compactMap { printedPayloads[$0.number] },
                ends: ends[name, default: []].map { [stable] in end($0, stable) }.sorted { ($0.thread ?? "") < ($1.thread ?? "") })
        })
    }

    private var printedInOrder: [Event] {
        steps.compactMap { step in
            guard case .completes(let number) = step, let event = event(number), event.call == .print else { return nil }
            return event
        }
    }

    private func end(_ ending: Ending, _ stable: StableNames) -> Outcome.End {
        Outcome.End(thread: ending.thread, how: how(ending, stable))
    }

    private func how(_ ending: Ending, _ stable: StableNames) -> Outcome.How {
        switch ending.how {
        case .returned: .returned
        case .uncaught(_, let call?, let failure?): .failed(call, errno: failure.name)
        case .uncaught(let message, _, _): .uncaught(message: stable.text(message))
        case .exited(let status): .exited(status: status)
        case .interrupted(.spinning, _): .interrupted(.spinning)
        case .interrupted(let why, let number):
            (lastInterrupted(ending) ?? number.flatMap(event)).map { .waiting($0.call) } ?? .interrupted(why)
        case .abandoned: .abandoned
        }
    }

    /// The call in which the lab ended this thread.
    private func lastInterrupted(_ ending: Ending) -> Event? {
        events.last { event in
            guard case .interrupted = event.result else { return false }
            return event.participant == ending.participant && event.thread == ending.thread
        }
    }
}
