// Datagrams, and which sockets are open.

extension OnTheWayTracker {
    mutating func sendDatagram(_ event: Event) {
        guard event.succeeded else { return }
        for place in event.places where place.flow < 0 {
            let receiver = index.receiver(of: event, at: place)
            reaches(receiver, event)
            guard !index.wasDropped(place.offset, ofFlow: place.flow) else { continue }
            update(place.flow, sender: event.participant, receiver: receiver) { state in
                guard !state.receiverClosed else { return }
                state.add(event.number, place.offset..<(place.offset + 1))
            }
        }
    }

    /// Whether the kernel may have dropped some of these: UDP drops what finds the buffer full, and tells nobody.
    func mayHaveBeenDropped(_ datagrams: ArraySlice<State.Item>, of flow: Int) -> Bool {
        guard let last = datagrams.last, !index.isUnixDatagrams else { return false }
        return last.range.lowerBound > index.lastReceived(ofFlow: flow) && index.mayOverflow(flow)
    }

    /// Remembers which sockets are open.
    mutating func note(_ event: Event) {
        guard event.succeeded, let socket = event.socket else { return }
        let endpoint = event.endpoint(socket)
        switch event.call {
        case .socket where index.isDatagram(event): openDatagramSockets.insert(endpoint)
        case .listen: queues[endpoint] = queues[endpoint] ?? []
        case .connect: enqueue(event)
        case .accept: if let id = event.connection { for key in queues.keys { queues[key]?.removeAll { $0 == id } } }
        case .close:
            closeListener(endpoint)
            if index.isDatagram(event) { closeDatagrams(endpoint) }
        default: break
        }
    }

    /// A connection that nobody accepts stays in the queue of its listener.
    private mutating func enqueue(_ event: Event) {
        guard let id = event.connection, !index.isAccepted(id), let listener = event.other else { return }
        let own = queues.keys.filter { $0.participant == listener }
        guard own.count < 2 else { return }
        if let only = own.first { queues[only]?.append(id) }
    }

    /// What was on the way to a datagram socket goes with it.
    mutating func closeDatagrams(_ endpoint: FlowIndex.Endpoint) {
        openDatagramSockets.remove(endpoint)
        for flow in datagramFlows where belongs(flow, to: endpoint) {
            update(flow) { state in
                state.receiverClosed = true
                state.clear()
            }
        }
    }

    /// Whether a flow is that of a socket; one that nobody ever received from is its participant's last one.
    private func belongs(_ flow: Int, to endpoint: FlowIndex.Endpoint) -> Bool {
        if let socket = index.datagramSocket(ofFlow: flow) { return socket == endpoint }
        guard ask(flow, \.receiver) == endpoint.participant else { return false }
        return !openDatagramSockets.contains { $0.participant == endpoint.participant }
    }
}

extension Event {
    var isDatagramSend: Bool { call.sends && (position?.flow ?? 0) < 0 }
}
