/// A thread that the lab ended because its calls brought nothing any more.
func spinningFindings(in index: FlowIndex) -> [Finding] {
    let ended = index.events.filter { $0.result == .interrupted(.spinning) }
    // A recording without that mark: the folded event shows it.
    let spun = ended.isEmpty ? index.events.filter { $0.repeats >= 100 && $0.call != .print } : ended
    var said: Set<String> = []
    return spun.compactMap { event in
        guard said.insert("\(event.participant)/\(event.thread ?? "")").inserted else { return nil }
        let calls = event.result == .interrupted(.spinning) ? max(spinningLimit, event.repeats) : event.repeats
        return event.finding(.spinning(calls: calls, returnedEndOfStream: index.isAtEndOfStream(event)))
    }
}

/// The lab ends a thread after so many calls in a row that brought nothing; a few stand before the folded event.
private let spinningLimit = 1_000

/// The deadlock of the run, once, at the last of the waiting calls.
func deadlockFindings(in index: FlowIndex) -> [Finding] {
    let ended = index.events.filter { $0.result == .interrupted(.deadlock) }
    // Calls that a program makes afterwards end at once in the same way; they did not wait.
    let waiting = ended.filter { index.waitedAt[$0.number - 1] != nil || !$0.waitedFor.isEmpty }
    let waits = waiting.isEmpty ? ended : waiting
    guard let last = waits.last else { return [] }
    return [last.finding(.deadlock(waits: waits.map(Finding.Wait.init)))]
}

extension Finding.Wait {
    fileprivate init(_ event: Event) {
        let others = event.waitedFor.isEmpty ? [event.other].compactMap { $0 } : event.waitedFor
        self.init(participant: event.participant, call: event.call, event: event.number, waitsFor: others)
    }
}

extension FlowIndex {
    /// Whether the loop goes round a `recv` that returns 0, whichever of its calls was the last.
    fileprivate func isAtEndOfStream(_ event: Event) -> Bool {
        let flow = flows(of: event)?.incoming
        return flow != nil && events.prefix(event.number).contains { earlier in
            earlier.call == .recv && earlier.count == 0 && earlier.size != 0 && earlier.participant == event.participant
                && earlier.thread == event.thread && flows(of: earlier)?.incoming == flow
        }
    }
}
