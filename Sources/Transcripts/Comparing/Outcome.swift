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
        var parts = Parts(header.participants)
        for index in events.indices {
            names?.pass(events[index])
            let place = parts.place(of: events[index].participant)
            guard events[index].call == .print, let payload = events[index].payload else { continue }
            parts.all[place].printed.append(names?.payload(payload) ?? payload)
        }
        let interrupted = lastInterrupted
        for ending in endings { parts.all[parts.place(of: ending.participant)].ends.append(end(ending, interrupted, names)) }
        for place in parts.all.indices { parts.all[place].ends.sort { ($0.thread ?? "") < ($1.thread ?? "") } }
        return Outcome(parts: parts.all)
    }

    private var printsMayHoldNames: Bool {
        events.indices.contains { index in
            events[index].call == .print && events[index].payload.map { StableNames.mayBe(in: $0.bytes) } ?? false
        } || endings.contains { ending in
            if case .uncaught(let message, _, _) = ending.how { StableNames.mayBe(in: message.utf8) } else { false }
        }
    }

    private func end(_ ending: Ending, _ interrupted: [ThreadName: Int], _ names: StableNames?) -> Outcome.End {
        Outcome.End(thread: ending.thread, how: how(ending, interrupted, names))
    }

    private func how(_ ending: Ending, _ interrupted: [ThreadName: Int], _ names: StableNames?) -> Outcome.How {
        switch ending.how {
        case .returned: .returned
        case .uncaught(_, let call?, let failure?): .failed(call, errno: failure.name)
        case .uncaught(let message, _, _): .uncaught(message: names?.text(message) ?? message)
        case .exited(let status): .exited(status: status)
        case .interrupted(.spinning, _): .interrupted(.spinning)
        case .interrupted(let why, let number):
            (interrupted[ThreadName(participant: ending.participant, thread: ending.thread)] ?? number).flatMap(event)
                .map { .waiting($0.call) } ?? .interrupted(why)
        case .abandoned: .abandoned
        }
    }

    /// The call in which the lab ended each thread that it ended.
    private var lastInterrupted: [ThreadName: Int] {
        var last: [ThreadName: Int] = [:]
        for index in events.indices {
            guard case .interrupted = events[index].result else { continue }
            last[ThreadName(events[index])] = events[index].number
        }
        return last
    }
}

/// The parts of an outcome while it is found.
private struct Parts {
    var all: [Outcome.Part]
    /// Where the part of each participant is; only where there are so many that looking through all takes longer.
    private var places: [String: Int] = [:]
    private var known = 0
    private static let few = 8

    init(_ participants: [Transcript.Participant]) {
        all = participants.map { Outcome.Part(participant: $0.name, printed: [], ends: []) }
        learnPlaces()
    }

    /// Where this participant's part is; it is appended where there is none.
    mutating func place(of participant: String) -> Int {
        let place = all.count > Self.few ? places[participant] : all.firstIndex { $0.participant == participant }
        if let place { return place }
        all.append(Outcome.Part(participant: participant, printed: [], ends: []))
        learnPlaces()
        return all.count - 1
    }

    private mutating func learnPlaces() {
        guard all.count > Self.few else { return }
        for place in known..<all.count where places[all[place].participant] == nil { places[all[place].participant] = place }
        known = all.count
    }
}
