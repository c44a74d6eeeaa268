// Where bytes and datagrams stand in their flows.

// MARK: - Streams

extension Annotator {
    func sendWaits(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        guard let state = sockets[serial] else { return }
        event.position = state.placeOfSend
        // What the kernel has taken so far is on its way.
        event.payload = record.payload
        state.openSends += 1
    }

    func sends(_ record: inout RawRecord, _ serial: Int, waitedAs begun: Begun?, _ event: inout Event) {
        guard let state = sockets[serial] else { return }
        if begun != nil { state.openSends -= 1 }
        event.position = state.sends(record.bytesMoved, isRaced: record.raced, waitedAt: begun?.position?.offset)
    }

    func receives(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        guard let state = sockets[serial] else { return }
        let moved = record.bytesMoved
        event.position = state.placeOfReceive(isUncertain: record.raced && moved > 0)
        if record.flags.isEmpty || !record.peeks { state.received += moved }
    }
}

extension SocketState {
    var placeOfSend: FlowPosition? { sendFlow.map { FlowPosition(flow: $0, offset: sent) } }

    func placeOfReceive(isUncertain: Bool = false) -> FlowPosition? {
        receiveFlow.map { FlowPosition(flow: $0, offset: received, isUncertain: isUncertain) }
    }

    /// Sends of several threads that were under way at the same time: the kernel may have mixed them.
    fileprivate func sends(_ moved: Int, isRaced: Bool, waitedAt offset: Int?) -> FlowPosition? {
        var place = placeOfSend
        let wasOvertaken = offset.map { $0 != sent } ?? false
        place?.isUncertain = moved > 0 && (isRaced || wasOvertaken || openSends > 0)
        sent += moved
        return place
    }
}

extension RawRecord {
    /// Bytes that a stream's call has moved, also where it was ended or failed afterwards.
    var bytesMoved: Int {
        if case .returned(let count) = result { max(0, count) } else { payload?.length ?? 0 }
    }

    var peeks: Bool { flags.contains("MSG_PEEK") }
}

// MARK: - Datagrams

extension Annotator {
    mutating func connectsDatagrams(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        if let local = record.local { isNamed(serial, local) }
        guard let address = record.address else { return }
        let other = network.receiver(at: address).flatMap { sockets[$0]?.participant }
        sockets[serial]?.target = address
        sockets[serial]?.other = other
        event.other = other
    }

    mutating func sendsDatagram(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        if let local = record.local { isNamed(serial, local) }
        guard let address = record.address ?? sockets[serial]?.target else { return }
        let own = sockets[serial]?.local
        for receiver in network.receivers(at: address) { arrives(at: receiver, from: own, &event) }
    }

    /// The datagram is on its way to a socket of this run.
    private mutating func arrives(at receiver: Int, from sender: Address?, _ event: inout Event) {
        // A connected socket gets the datagrams of its partner alone.
        guard let state = sockets[receiver], let number = state.receiver, state.target == nil || state.target == sender
        else { return }
        let position = FlowPosition(flow: -number, offset: state.arrived)
        sockets[receiver]?.arrived += 1
        if event.position == nil {
            event.other = state.participant
            event.position = position
        } else {
            event.copies.append(position)
        }
    }

    /// Which datagram of those sent to this socket it was: as many as were received or dropped before it.
    mutating func receivesDatagram(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        if let peer = record.peer { event.other = network.sender(at: peer) }
        guard let state = sockets[serial], let receiver = state.receiver else { return }
        let dropped = record.dropped ?? 0
        let isFromOutside = event.other == nil && record.peer != nil
        if !isFromOutside {
            event.position = FlowPosition(flow: -receiver, offset: state.taken + dropped, isUncertain: isFree)
        }
        if dropped > state.dropped { event.lost = dropped - state.dropped }
        guard !record.peeks else { return }
        sockets[serial]?.dropped = dropped
        if !isFromOutside { sockets[serial]?.taken += 1 }
    }
}
