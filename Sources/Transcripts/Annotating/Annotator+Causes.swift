// What must stand before a call for it to have ended as it did.

extension Annotator {
    /// Whether what made this call end so has been taken in, as far as the run itself can show it.
    func isCaused(_ record: inout RawRecord) -> Bool {
        guard let socket = record.socket else { return true }
        switch (record.call, record.result) {
        case (.connect, .returned) where socket.isStream: return isListening(at: record.address)
        case (.connect, .failed(let failure)) where socket.isStream && failure.name == "ECONNREFUSED":
            return !isListening(at: record.address)
        case (.accept, .returned):
            guard let peer = record.peer, let local = record.local else { return true }
            return network.isCalling(from: peer, to: local)
        case (.recv, .returned(let count)) where socket.isStream: return haveCome(count, &record, socket.serial)
        case (.recv, .returned), (.recvfrom, .returned): return hasArrived(&record, socket.serial)
        case (.recv, .failed(let failure)) where failure.name == "ECONNRESET": return isBroken(socket.serial)
        case (.send, .failed(let failure)) where failure.name == "ECONNRESET" || failure.name == "EPIPE":
            return sockets[socket.serial]?.endedSending == true || isBroken(socket.serial)
        case (.sendto, .returned): return record.address.map { !network.receivers(at: $0).isEmpty } ?? true
        default: return true
        }
    }

    /// Where among what happened meanwhile the call stands, from when it began to when it ended: what others can notice at
    /// once stands where it began, what has noticed something, where it ended.
    func standsWhereItBegan(_ record: inout RawRecord) -> Bool {
        switch (record.call, record.result) {
        case (.send, .returned), (.sendto, .returned), (.connect, .returned), (.shutdown, .returned): true
        // Who connects to a listener that is just being closed gets through or not: that stands before.
        case (.close, .returned): record.socket.map { sockets[$0.serial]?.name.role != "listener" } ?? true
        case (.connect, .failed(let failure)): failure.name == "ECONNREFUSED"
        default: false
        }
    }

    private func isListening(at address: Address?) -> Bool { address.flatMap { network.listener(at: $0) } != nil }

    /// The socket at the other end of a stream.
    private func otherEnd(of serial: Int) -> Int? {
        guard let isInitiator = sockets[serial]?.isInitiator, let connection = connection(of: serial) else { return nil }
        guard let other = isInitiator ? connection.acceptor : connection.initiator else { return nil }
        return sockets[other] == nil ? nil : other
    }

    private func connection(of serial: Int) -> Network.Connection? {
        sockets[serial]?.connection.flatMap { network.connections[$0] }
    }

    private func haveCome(_ count: Int, _ record: inout RawRecord, _ serial: Int) -> Bool {
        guard sockets[serial]?.connection != nil else { return true }
        // Nobody is at the other end: a socket of this run may still come from `accept`.
        guard let other = otherEnd(of: serial) else { return sockets[serial]?.other == nil || isBroken(serial) }
        if count > 0 { return sockets[other]?.sent ?? 0 >= (sockets[serial]?.received ?? 0) + count }
        return record.size == 0 || sockets[other]?.endedSending == true || sockets[serial]?.endedReceiving == true
    }

    private func isBroken(_ serial: Int) -> Bool {
        if sockets[serial] == nil { return true }
        if let other = otherEnd(of: serial) { return sockets[other]?.isClosed ?? true }
        guard let listener = connection(of: serial)?.listener?.socket else { return true }
        return sockets[listener]?.isClosed ?? true
    }

    private func hasArrived(_ record: inout RawRecord, _ serial: Int) -> Bool {
        guard let state = sockets[serial], state.receiver != nil, let peer = record.peer else { return true }
        return network.sender(at: peer) == nil || state.arrived > state.taken
    }
}
