// What the calls that set a socket up, or end it, mean for its name and its other end.

extension Annotator {
    /// The call on `socket` begins and has to wait.
    mutating func waits(_ record: inout RawRecord, _ socket: RawSocket, _ event: inout Event) {
        switch record.call {
        case .connect where socket.isStream: isConnecting(&record, socket.serial, &event)
        case .send where socket.isStream: sendWaits(&record, socket.serial, &event)
        case .recv where socket.isStream: event.position = sockets[socket.serial]?.placeOfReceive()
        default: break
        }
    }

    /// The call has ended, one way or the other.
    mutating func happens(_ record: inout RawRecord, _ socket: RawSocket, waitedAs begun: Begun?, _ event: inout Event) {
        switch record.call {
        case .send where socket.isStream: sends(&record, socket.serial, waitedAs: begun, &event)
        case .recv where socket.isStream: receives(&record, socket.serial, &event)
        case .connect where socket.isStream: connects(&record, socket.serial, waitedAs: begun, &event)
        default: if event.count != nil { succeeds(&record, socket, &event) }
        }
    }

    private mutating func succeeds(_ record: inout RawRecord, _ socket: RawSocket, _ event: inout Event) {
        switch record.call {
        case .socket: event.socket = add(socket, to: record.participant, role: "socket")
        case .socketpair: pairUp(&record, socket, &event)
        case .bind: if let local = record.local { isNamed(socket.serial, local) }
        case .listen: listens(&record, socket.serial, &event)
        case .accept: accepts(&record, on: socket.serial, &event)
        case .connect: connectsDatagrams(&record, socket.serial, &event)
        case .send, .sendto: sendsDatagram(&record, socket.serial, &event)
        case .recv, .recvfrom: receivesDatagram(&record, socket.serial, &event)
        case .setsockopt: if let group = record.group { network.joins(socket.serial, group) }
        case .shutdown: shutsDown(&record, socket.serial)
        case .close: closes(&record, socket.serial)
        default: break
        }
    }

    // MARK: Making sockets

    private mutating func add(_ socket: RawSocket, to participant: String, role: String) -> SocketName {
        let descriptor = participants[participant, default: .init()].takeDescriptor()
        let name = SocketName(descriptor: descriptor, role: role, kernel: socket.kernel)
        sockets[socket.serial] = SocketState(participant: participant, name: name, isStream: socket.isStream)
        return name
    }

    private mutating func pairUp(_ record: inout RawRecord, _ left: RawSocket, _ event: inout Event) {
        guard let right = record.accepted else { return }
        event.socket = add(left, to: record.participant, role: "left")
        event.accepted = add(right, to: record.participant, role: "right")
        let id = network.pair(left.serial, right.serial)
        event.connection = id
        for serial in [left.serial, right.serial] {
            sockets[serial]?.connection = id
            sockets[serial]?.other = record.participant
        }
        sockets[left.serial]?.isInitiator = true
    }

    /// The socket has an address of its own now. A datagram socket can then be sent to.
    mutating func isNamed(_ serial: Int, _ address: Address) {
        guard let state = sockets[serial], state.local != address else { return }
        sockets[serial]?.local = address
        guard !state.isStream else { return }
        if state.receiver == nil {
            sockets[serial]?.receiver = network.receives(serial, of: state.participant, at: address)
        } else {
            network.renamed(serial, address)
        }
    }

    private mutating func listens(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        sockets[serial]?.name.role = "listener"
        event.socket = sockets[serial]?.name
        guard let local = record.local else { return }
        sockets[serial]?.local = local
        network.listeners[local] = serial
    }

    // MARK: Connections

    private mutating func accepts(_ record: inout RawRecord, on listener: Int, _ event: inout Event) {
        guard let accepted = record.accepted else { return }
        let name = add(accepted, to: record.participant, role: nextRole(in: record.participant))
        event.accepted = name
        event.result = .returned(name.descriptor)
        guard let peer = record.peer, let local = record.local else { return }
        sockets[accepted.serial]?.local = local
        let id = network.accepted(
            accepted.serial, from: peer, to: local, listener: .init(socket: listener, participant: record.participant))
        let other = network.connections[id]?.initiator.flatMap { sockets[$0]?.participant }
        sockets[accepted.serial]?.connection = id
        sockets[accepted.serial]?.other = other
        event.connection = id
        event.other = other
    }

    /// `conn` where the server has one client, else `c1`, `c2` …
    private mutating func nextRole(in participant: String) -> String {
        participants[participant, default: .init()].acceptedSockets += 1
        let number = participants[participant]?.acceptedSockets ?? 1
        if hasSeveralClients { return "c\(number)" }
        return number == 1 ? "conn" : "conn\(number)"
    }

    private func listener(of record: inout RawRecord) -> Network.Listener? {
        guard let socket = record.address.flatMap({ network.listener(at: $0) }) else { return nil }
        return sockets[socket].map { Network.Listener(socket: socket, participant: $0.participant) }
    }

    private mutating func isConnecting(_ record: inout RawRecord, _ serial: Int, _ event: inout Event) {
        event.other = listener(of: &record)?.participant
        if let local = record.local, let address = record.address { network.connecting(serial, from: local, to: address) }
    }

    private mutating func connects(_ record: inout RawRecord, _ serial: Int, waitedAs begun: Begun?, _ event: inout Event) {
        let listener = listener(of: &record)
        event.other = begun?.other ?? listener?.participant
        guard let local = record.local, let address = record.address else { return }
        guard event.count != nil else {
            // A program that does not wait has set the connection going.
            if event.failure?.name == "EINPROGRESS" { return network.connecting(serial, from: local, to: address) }
            return network.connectingEnded(from: local, to: address)
        }
        let id = network.connected(serial, from: local, to: address, listener: listener)
        let acceptor = network.connections[id]?.acceptor
        let other = network.connections[id]?.listener?.participant ?? acceptor.flatMap { sockets[$0]?.participant }
        sockets[serial]?.local = local
        sockets[serial]?.isInitiator = true
        sockets[serial]?.connection = id
        sockets[serial]?.other = other
        if let acceptor { sockets[acceptor]?.other = record.participant }
        event.connection = id
        event.other = other
    }

    // MARK: Ends

    private mutating func shutsDown(_ record: inout RawRecord, _ serial: Int) {
        if record.detail != "SHUT_WR" { sockets[serial]?.endedReceiving = true }
        if record.detail != "SHUT_RD" { sockets[serial]?.endedSending = true }
    }

    /// The descriptor is free at once; the rest ends when no thread waits at the socket any more.
    private mutating func closes(_ record: inout RawRecord, _ serial: Int) {
        guard let state = sockets[serial], !state.isReleased else { return }
        if !state.isClosed { participants[state.participant, default: .init()].descriptors[state.name.descriptor] = false }
        sockets[serial]?.isClosed = true
        guard !record.isKept else { return }
        sockets[serial]?.isReleased = true
        sockets[serial]?.endedSending = true
        sockets[serial]?.endedReceiving = true
        network.closed(serial, state)
        guard let forgotten = sockets.close(serial) else { return }
        network.forget(forgotten) { [sockets] in sockets[$0] != nil }
    }
}

extension Annotator.ParticipantState {
    /// The descriptor that the participant's own process would get: the lowest free from 3.
    mutating func takeDescriptor() -> Int {
        var candidate = 3
        while candidate < descriptors.count, descriptors[candidate] { candidate += 1 }
        while descriptors.count <= candidate { descriptors.append(false) }
        descriptors[candidate] = true
        return candidate
    }
}
