/// A full receive that ends inside a send: the rest of it has to be received as well. A send is said to be cut once.
///
/// A program that reads a message by parts on purpose (a header of 4 bytes, then the body) is not told: its
/// receives are all full and the last one ends where the send ends.
func cutFindings(in reading: StreamReading) -> [Finding] {
    reading.flows.flatMap { receives in
        var seen: Set<Int> = []
        let printer = ChunkPrinter(receives, reading)
        return receives.indices.compactMap { place -> Finding? in
            let event = receives[place]
            guard !reading.isRepeated(event), let send = reading.index.cut(by: event), seen.insert(send.event).inserted,
                !readsByParts(receives[(place + 1)...], upTo: send.range.upperBound), reading.isCertain(event),
                !send.isUncertain
            else { return nil }
            let next = receives[(place + 1)...].first { $0.kept > 0 }
            let rest = reading.rest(of: send, after: event, next, shown: printer.print(of: event))
            return event.finding(.cut(send: send.event, left: send.range.upperBound - event.end, rest: rest))
        }
    }
}

/// Whether the receives that follow take the rest of a send in full receives that end where it ends.
private func readsByParts(_ receives: Slice<Receives>, upTo end: Int) -> Bool {
    for event in receives {
        guard event.isFull, event.end <= end else { return false }
        if event.end == end { return true }
    }
    return false
}

extension FlowIndex {
    /// The send inside which a full receive ends.
    fileprivate func cut(by event: Event) -> Sent? {
        guard event.isFull, let position = event.position else { return nil }
        return send(ofFlow: position.flow, at: event.end).flatMap { $0.range.lowerBound < event.end ? $0 : nil }
    }
}

extension StreamReading {
    fileprivate func rest(of send: FlowIndex.Sent, after event: Event, _ next: Event?, shown: Int?) -> Finding.CutRest {
        if let other = overtaking(send, event) { return .overtaken(by: other) }
        if let shown { return .shown(by: shown) }
        return next.map { .taken(by: $0.number) } ?? .notTaken
    }

    /// The thread shows the receive as it is and sends something else before it receives the rest, which was there.
    /// Not where the size may be that of a record: then all that was sent divides by it.
    private func overtaking(_ send: FlowIndex.Sent, _ event: Event) -> Int? {
        guard let size = event.size, onlySize(of: event) == size, let flow = event.position?.flow,
            index.total(ofFlow: flow) % size != 0, index.precedes(send.event, event.number),
            let print = verbatimPrint(of: event), let other = nextOnConnection(after: print),
            other.call == .send, other.moved > 0, other.payload?.bytes != event.payload?.bytes
        else { return nil }
        return other.number
    }

    /// The thread's next call on the connection of the event before, past what is no call on a socket.
    private func nextOnConnection(after print: Event) -> Event? {
        var call = next(after: print)
        while let found = call, found.call == .print || found.call == .input { call = next(after: found) }
        return call
    }
}
