/// A full receive that ends inside a send: the rest of the message waits for the next receive.
///
/// A program that reads a message by parts on purpose (a header of 4 bytes, then the body) is not told: its
/// receives are all full and the last one ends where the send ends. A send is said to be cut once.
func cutFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    return index.streamReceives.flatMap { receives in
        var said: Set<Int> = []
        var parts = PartReader(receives: receives)
        return receives.indices.compactMap { place -> Finding? in
            let event = receives[place]
            guard !loops.repeated.contains(event.number), let cut = index.cut(by: event),
                !parts.read(after: place, upTo: cut.range.upperBound), said.insert(cut.event).inserted
            else { return nil }
            return event.finding(.cut(send: cut.event, left: cut.range.upperBound - event.end))
        }
    }
}

/// Tells whether the receives that follow one take the rest of a send in full receives that end where it ends.
private struct PartReader {
    let receives: Receives
    /// The end that was looked for last, the receive where the search came to an end, and its answer: it holds for all
    /// before that receive, so that a send read in a thousand parts is gone through once.
    private var last = (end: -1, place: -1, answer: false)

    init(receives: Receives) { self.receives = receives }

    mutating func read(after place: Int, upTo end: Int) -> Bool {
        if end == last.end, place < last.place { return last.answer }
        last = (end, receives.endIndex, false)
        for next in receives.indices.dropFirst(place + 1) {
            let event = receives[next]
            let isPart = event.kept > 0 && event.kept == event.size && event.end <= end
            guard !isPart || event.end == end else { continue }
            last = (end, next, isPart)
            break
        }
        return last.answer
    }
}

extension FlowIndex {
    /// The send inside which a full receive ends.
    fileprivate func cut(by event: Event) -> Sent? {
        guard event.kept > 0, event.kept == event.size, let position = event.position else { return nil }
        return send(ofFlow: position.flow, at: event.end).flatMap { $0.range.lowerBound < event.end ? $0 : nil }
    }
}

extension Event {
    /// Stream: the bytes of the flow before this receive and in it.
    var end: Int { (position?.offset ?? 0) + kept }
}
