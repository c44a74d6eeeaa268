/// What a failed call means, as far as the run itself shows why.
func failureFindings(in index: FlowIndex) -> [Finding] {
    let targets = ConnectTargets(index.events)
    return index.events.compactMap { event in
        guard let failure = event.failure else { return nil }
        return index.kind(of: failure, in: event, address: targets.address(of: event)).map(event.finding)
    }
}

extension FlowIndex {
    fileprivate func kind(of failure: Event.Failure, in event: Event, address: RecordedAddress?) -> Finding.Kind? {
        switch failure.name {
        case "ECONNRESET": .reset(other: otherEnd(of: event), cause: causeOfReset(event))
        case "EPIPE": causeOfBrokenPipe(event)
        case "ECONNREFUSED": isDatagram(event) ? .nobodyThere(address: address) : .refused(address: address)
        case "EADDRINUSE": .addressInUse(address: address)
        case "EACCES", "EPERM": event.call.isAboutAnAddress ? .notPermitted(address: address) : nil
        case "EADDRNOTAVAIL": .addressNotAvailable(address: address)
        case "ENOTCONN": .notConnected
        default: nil
        }
    }

    fileprivate func otherEnd(of event: Event) -> String? {
        event.other ?? flows(of: event).flatMap { sender(ofFlow: $0.incoming) }
    }

    /// A close of the other end that became a reset; else this side's own send into the closed connection, which
    /// the other kernel answered with one.
    private func causeOfReset(_ event: Event) -> Int? {
        guard let flows = flows(of: event) else { return nil }
        let closes = receiverClosings[flows.outgoing, default: []].prefix { precedes($0, event.number) }
        if let reset = closes.first(where: { transcript.event($0)?.resets == true }) { return reset }
        guard let closed = closes.first else { return nil }
        let sends = sent[flows.outgoing, default: []]
        let next = sends.partition(from: { precedes(closed, $0.event) })
        return next < sends.endIndex && precedes(sends[next].event, event.number) ? sends[next].event : closed
    }

    private func causeOfBrokenPipe(_ event: Event) -> Finding.Kind {
        guard let flows = flows(of: event) else {
            // A send on a stream socket that was never connected fails so too.
            return event.other == nil && event.connection == nil
                ? .notConnected : .brokenPipe(other: event.other, cause: nil)
        }
        if let own = ownShutdown(of: event, how: ["SHUT_WR", "SHUT_RDWR"]) {
            return .brokenPipe(other: event.participant, cause: own)
        }
        let cause = receiverClosings[flows.outgoing]?.first
        return .brokenPipe(other: otherEnd(of: event), cause: cause.flatMap { precedes($0, event.number) ? $0 : nil })
    }
}

extension Call {
    fileprivate var isAboutAnAddress: Bool {
        switch self {
        case .bind, .connect, .sendto, .send, .listen: true
        default: false
        }
    }
}

/// Where each socket is connected to or was asked to go: the address that a failed call is about.
struct ConnectTargets {
    private var addresses: [Int: RecordedAddress] = [:]

    init(_ events: [Event]) {
        var targets: [FlowIndex.Endpoint: RecordedAddress] = [:]
        for event in events {
            guard let socket = event.socket else { continue }
            let endpoint = event.endpoint(socket)
            if event.call == .socket || event.call == .close { targets[endpoint] = nil }
            if event.call == .connect || event.call == .bind { targets[endpoint] = event.address ?? targets[endpoint] }
            addresses[event.number] = event.address ?? event.peer ?? targets[endpoint]
        }
    }

    /// nil when the transcript names none.
    func address(of event: Event) -> RecordedAddress? { addresses[event.number] ?? event.address }
}
