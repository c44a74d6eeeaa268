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
        // Exploring asks for thousands of outcomes a second: no event is copied, and names are made where there are any.
        var names = printsMayHoldNames ? StableNames(self) : nil
        var parts = header.participants.map { Outcome.Part(participant: $0.name, printed: [], ends: []) }
        for index in events.indices {
            names?.pass(events[index])
            let place = parts.place(of: events[index].participant)
            guard events[index].call == .print, let payload = events[index].payload else { continue }
            parts[place].printed.append(names?.payload(payload) ?? payload)
        }
        for ending in endings { parts[parts.place(of: ending.participant)].ends.append(end(ending, names)) }
        for place in parts.indices { parts[place].ends.sort { ($0.thread ?? "") < ($1.thread ?? "") } }
        return Outcome(parts: parts)
    }

    private var printsMayHoldNames: Bool {
        events.indices.contains { index in
            events[index].call == .print && events[index].payload.map { StableNames.mayBe(in: $0.bytes) } ?? false
        } || endings.contains { ending in
            if case .uncaught(let message, _, _) = ending.how { StableNames.mayBe(in: message.utf8) } else { false }
        }
    }

    private func end(_ ending: Ending, _ names: StableNames?) -> Outcome.End {
        Outcome.End(thread: ending.thread, how: how(ending, names))
    }

    private func how(_ ending: Ending, _ names: StableNames?) -> Outcome.How {
        switch ending.how {
        case .returned: .returned
        case .uncaught(_, let call?, let failure?): .failed(call, errno: failure.name)
        case .uncaught(let message, _, _): .uncaught(message: names?.text(message) ?? message)
        case .exited(let status): .exited(status: status)
        case .interrupted(.spinning, _): .interrupted(.spinning)
        case .interrupted(let why, let number):
            (lastInterrupted(ending) ?? number.flatMap(event)).map { .waiting($0.call) } ?? .interrupted(why)
        case .abandoned: .abandoned
        }
    }

    /// The call in which the lab ended this thread.
    private func lastInterrupted(_ ending: Ending) -> Event? {
        events.indices.last { index in
            guard case .interrupted = events[index].result else { return false }
            return events[index].participant == ending.participant && events[index].thread == ending.thread
        }.map { events[$0] }
    }
}

extension [Outcome.Part] {
    /// Where this participant's part is; it is appended where there is none.
    fileprivate mutating func place(of participant: String) -> Int {
        if let place = firstIndex(where: { $0.participant == participant }) { return place }
        append(Outcome.Part(participant: participant, printed: [], ends: []))
        return count - 1
    }
}
