extension FlowIndex {
    /// Which sends the bytes of a receive came from, in the order of the bytes; empty for other events and for a
    /// receive that brought nothing. Found from the positions and counts alone.
    package func origins(of event: Event) -> [Origin] {
        guard event.call == .recv || event.call == .recvfrom, event.succeeded, let position = event.position else { return [] }
        return position.flow < 0 ? datagramOrigin(event, position) : streamOrigins(event, position)
    }

    private func datagramOrigin(_ event: Event, _ position: FlowPosition) -> [Origin] {
        guard event.kept > 0 else { return [] }
        let send = datagram(of: event)
        let isUncertain = position.isUncertain || send.flatMap(transcript.event)?.position?.isUncertain == true
        return [Origin(send: send, received: 0..<event.kept, sent: 0..<event.kept, isUncertain: isUncertain)]
    }

    /// The send that a received datagram came from; nil where the counts cannot be trusted.
    func datagram(of event: Event) -> Int? {
        guard let position = event.position, position.flow < 0, !unreliableFlows.contains(position.flow) else { return nil }
        return datagrams[position.flow]?[position.offset]
    }

    private func streamOrigins(_ event: Event, _ position: FlowPosition) -> [Origin] {
        let wanted = position.offset..<(position.offset + event.kept)
        var origins: [Origin] = []
        var next = wanted.lowerBound
        for piece in pieces(of: position.flow, in: wanted) {
            let part = piece.range.clamped(to: next..<max(next, wanted.upperBound))
            guard !part.isEmpty else { continue }
            if part.lowerBound > next { origins.append(outside(next..<part.lowerBound, wanted, position)) }
            origins.append(
                Origin(
                    send: piece.event, received: part.moved(by: -wanted.lowerBound),
                    sent: part.moved(by: -piece.range.lowerBound), isUncertain: position.isUncertain || piece.isUncertain))
            next = part.upperBound
        }
        if next < wanted.upperBound { origins.append(outside(next..<wanted.upperBound, wanted, position)) }
        return origins
    }

    /// Bytes that nobody in the run sent.
    private func outside(_ part: Range<Int>, _ wanted: Range<Int>, _ position: FlowPosition) -> Origin {
        Origin(send: nil, received: part.moved(by: -wanted.lowerBound), sent: 0..<part.count, isUncertain: position.isUncertain)
    }

    /// The sends of a stream flow that have bytes in `range`.
    func pieces(of flow: Int, in range: Range<Int>) -> ArraySlice<Sent> {
        guard let all = sent[flow], !range.isEmpty else { return [] }
        let first = all.partition(from: { $0.range.upperBound > range.lowerBound })
        let end = all.partition(from: { $0.range.lowerBound >= range.upperBound })
        return first < end ? all[first..<end] : []
    }

    /// The send that put byte `offset` of a stream flow on the way.
    func send(ofFlow flow: Int, at offset: Int) -> Sent? {
        pieces(of: flow, in: offset..<(offset + 1)).first { $0.range.contains(offset) }
    }

    /// Bytes of a stream flow as far as the transcript kept them, from `offset` on, at most `count`.
    func bytes(ofFlow flow: Int, from offset: Int, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for piece in pieces(of: flow, in: offset..<(offset + count)) {
            let skipped = max(0, offset - piece.range.lowerBound)
            guard piece.range.lowerBound + skipped == offset + bytes.count,
                let payload = transcript.event(piece.event)?.payload
            else { break }
            let kept = payload.bytes.dropFirst(skipped).prefix(piece.range.count - skipped)
            bytes += kept.prefix(count - bytes.count)
            if kept.count < piece.range.count - skipped { break }
        }
        return bytes
    }
}

extension Transcript {
    /// Which sends the bytes of a receive came from. For many events make one `FlowIndex` and ask that.
    package func origins(of event: Event) -> [Origin] { FlowIndex(self).origins(of: event) }
}

extension Range where Bound == Int {
    func moved(by distance: Int) -> Range { (lowerBound + distance)..<(upperBound + distance) }
}

extension Array {
    /// The first index whose element satisfies a condition that, once true, stays true; `endIndex` when none does.
    func partition(from condition: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
