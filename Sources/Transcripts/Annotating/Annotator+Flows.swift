// Where bytes and datagrams stand in their flows.

// MARK: - Streams

extension Annotator {
    mutating func sendWaits(_ record: RawRecord, _ serial: Int, _ event: inout Event) {
        guard let state = sockets[serial] else { return }
        event.position = state.sendFlow.map { FlowPosition(flow: $0, offset: state.sent) }
        // What the kernel has taken so far is on its way.
        event.payload = record.payload
        sockets[serial]?.openSends += 1
    }

    /// Sends of several threads that were under way at the same time: the kernel may have mixed them.
    mutating func sends(_ record: RawRecord, _ serial: Int, waitedAs begun: Event?, _ event: inout Event) {
        if begun != nil { sockets[serial]?.openSends -= 1 }
        guard let state = sockets[serial] else { return }
        let moved = record.bytesMoved
        let wasOvertaken = begun?.position.map { $0.offset != state.sent } ?? false
        let isUncertain = moved > 0 && (record.raced || wasOvertaken || state.openSends > 0)
        event.position = state.sendFlow.map { FlowPosition(flow: $0, offset: state.sent, isUncertain: isUncertain) }
        sockets[serial]?.sent += moved
    }

    func place(ofReceiveOn serial: Int, isUncertain: Bool = false) -> FlowPosition? {
        guard let state = sockets[serial] else { return nil }
        return state.receiveFlow.map { FlowPosition(flow: $0, offset: state.received, isUncertain: isUncertain) }
    }

    mutating func receives(_ record: RawRecord, _ serial: Int, _ event: inout Event) {
        event.position = place(ofReceiveOn: serial, isUncertain: record.raced && record.bytesMoved > 0)
        if !record.peeks { sockets[serial]?.received += record.bytesMoved }
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
    mutating func connectsDatagrams(_ record: RawRecord, _ serial: Int, _ event: inout Event) {
        if let local = record.local { isNamed(serial, local) }
        guard let address = record.address else { return }
        let other = network.receiver(at: address).flatMap { sockets[$0]?.participant }
        sockets[serial]?.target = address
        sockets[serial]?.other = other
        event.other = other
    }

    mutating func sendsDatagram(_ record: RawRecord, _ serial: Int, _ event: inout Event) {
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
    mutating func receivesDatagram(_ record: RawRecord, _ serial: Int, _ event: inout Event) {
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
