/// A full receive that ends inside a send: the rest of the message waits for the next receive.
///
/// A program that reads a message by parts on purpose (a header of 4 bytes, then the body) is not told: its
/// receives are all full and the last one ends where the send ends. A send is said to be cut once.
func cutFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    return index.streamReceives.flatMap { receives in
        var said: Set<Int> = []
        return receives.indices.compactMap { place -> Finding? in
            let event = receives[place]
            guard !loops.repeated.contains(event.number), let cut = index.cut(by: event),
                !readsByParts(receives[(place + 1)...], upTo: cut.range.upperBound), said.insert(cut.event).inserted
            else { return nil }
            return event.finding(.cut(send: cut.event, left: cut.range.upperBound - event.end))
        }
    }
}

/// Whether the receives that follow take the rest of a send in full receives that end where it ends.
private func readsByParts(_ receives: ArraySlice<Event>, upTo end: Int) -> Bool {
    for event in receives {
        guard event.kept > 0, event.kept == event.size, event.end <= end else { return false }
        if event.end == end { return true }
    }
    return false
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
