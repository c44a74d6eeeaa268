/// A thread that the lab ended because its calls brought nothing any more.
func spinningFindings(in index: FlowIndex) -> [Finding] {
    let ended = index.events.filter { $0.result == .interrupted(.spinning) }
    // A recording without that mark: the folded event shows it.
    let spun = ended.isEmpty ? index.events.filter { $0.repeats >= 100 && $0.call != .print } : ended
    let firstEnds = spun.isEmpty ? [:] : index.firstEndsOfStreams
    var said: Set<ThreadName> = []
    return spun.compactMap { event in
        guard said.insert(ThreadName(event)).inserted else { return nil }
        let calls = event.result == .interrupted(.spinning) ? max(spinningLimit, event.repeats) : event.repeats
        // The loop goes round a `recv` that returns 0, whichever of its calls was the last.
        let flow = index.flows(of: event)?.incoming
        let end = flow.flatMap { firstEnds[EndOfStream(thread: ThreadName(event), flow: $0)] }
        return event.finding(.spinning(calls: calls, returnedEndOfStream: end.map { $0 <= event.number } ?? false))
    }
}

/// A thread has read a flow to its end.
private struct EndOfStream: Hashable {
    var thread: ThreadName
    var flow: Int
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
    /// The first `recv` = 0 of each thread on each flow.
    fileprivate var firstEndsOfStreams: [EndOfStream: Int] {
        var ends: [EndOfStream: Int] = [:]
        for event in events where event.call == .recv && event.count == 0 && event.size != 0 {
            guard let flow = flows(of: event)?.incoming else { continue }
            let end = EndOfStream(thread: ThreadName(event), flow: flow)
            if ends[end] == nil { ends[end] = event.number }
        }
        return ends
    }
}
