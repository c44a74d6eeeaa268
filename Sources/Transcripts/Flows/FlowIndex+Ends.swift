extension FlowIndex {
    /// The two flows of a connection, as one of its ends sees them.
    package struct Flows: Sendable, Equatable {
        package var outgoing: Int
        package var incoming: Int
    }

    /// The stream flows of the connection that an event belongs to, seen from the end that made the call; nil
    /// for datagrams, listeners, and where the end cannot be told.
    package func flows(of event: Event) -> Flows? {
        if let flow = event.position?.flow {
            guard flow >= 0 else { return nil }
            if event.call.sends { return Flows(outgoing: flow, incoming: flow ^ 1) }
            if event.call == .recv || event.call == .recvfrom { return Flows(outgoing: flow ^ 1, incoming: flow) }
        }
        guard let connection = event.connection, let isConnector = isConnector(event) else { return nil }
        let fromConnector = 2 * connection
        return isConnector
            ? Flows(outgoing: fromConnector, incoming: fromConnector + 1)
            : Flows(outgoing: fromConnector + 1, incoming: fromConnector)
    }

    /// Whether the event was made by the side that connected; nil when neither end is known.
    private func isConnector(_ event: Event) -> Bool? {
        switch event.call {
        case .connect: return true
        case .accept: return false
        default: break
        }
        guard let number = event.connection, let ends = connections[number], let socket = event.socket else { return nil }
        let here = event.endpoint(socket)
        if ends.connector == here { return true }
        if ends.acceptor == here { return false }
        // A duplicated descriptor, or one end outside the run: the participant tells.
        if ends.connector?.participant == event.participant { return true }
        if ends.acceptor?.participant == event.participant { return false }
        return ends.connector == nil
    }

    /// The participant that sends on a stream flow, where the lab runs it.
    package func sender(ofFlow flow: Int) -> String? {
        guard flow >= 0, let ends = connections[flow / 2] else { return nil }
        return (flow % 2 == 0 ? ends.connector : ends.acceptor)?.participant
    }

    /// The participant that receives from a stream flow, where the lab runs it.
    package func receiver(ofFlow flow: Int) -> String? { flow >= 0 ? sender(ofFlow: flow ^ 1) : nil }

    /// Who gets what was sent to that place. The event names the first receiver of a datagram; who gets a copy shows
    /// where one takes it.
    func receiver(of event: Event, at position: FlowPosition) -> String? {
        if position == event.position { return event.other }
        return received[position.flow]?.first.flatMap(transcript.event)?.participant
    }

    /// The participants besides `event.other` that got a copy of a datagram.
    package func furtherReceivers(of event: Event) -> [String] {
        event.copies.compactMap { receiver(of: event, at: $0) }
    }

    /// Datagram or stream; nil when the transcript does not tell.
    package func family(of event: Event) -> SocketFamily? {
        transcript.has(event.number) ? kinds[event.number - 1] : nil
    }

    func isDatagram(_ event: Event) -> Bool {
        family(of: event).map { $0 == .datagram } ?? transcript.header.isAboutDatagrams
    }

    /// Whether event `first` ended before event `second` did.
    func precedes(_ first: Int, _ second: Int) -> Bool {
        guard transcript.has(first), transcript.has(second) else { return false }
        return completedAt[first - 1] < completedAt[second - 1]
    }

    /// How many bytes were sent on a stream flow in the whole run.
    func total(ofFlow flow: Int) -> Int { sent[flow]?.last?.range.upperBound ?? 0 }
}

extension Transcript.Header {
    /// Whether the scenario runs over datagrams.
    var isAboutDatagrams: Bool { transport == "UDP" || transport == "Unix datagram" }
}

extension Event {
    func endpoint(_ socket: SocketName) -> FlowIndex.Endpoint {
        FlowIndex.Endpoint(participant: participant, descriptor: socket.descriptor)
    }

    var succeeded: Bool { count != nil }

    /// Bytes that a send handed to the kernel, even when it was interrupted half-way.
    var moved: Int { max(0, count ?? payload?.length ?? 0) }

    /// It has not returned: it waits, or the lab ended it.
    var isOpen: Bool {
        switch result {
        case .waiting, .interrupted: true
        case .returned, .failed: false
        }
    }

    var peeks: Bool { flags.contains("MSG_PEEK") }

    /// A receive that returned and took what it returned.
    var takes: Bool { (call == .recv || call == .recvfrom) && succeeded && !peeks }

    /// Bytes that a receive put into the program's buffer (`MSG_TRUNC` lets it return more than that).
    var kept: Int {
        let returned = max(0, count ?? 0)
        return min(returned, max(0, size ?? returned))
    }

    /// Nothing more comes out of this end afterwards.
    var endsSending: Bool {
        call == .close || (call == .shutdown && (detail == "SHUT_WR" || detail == "SHUT_RDWR"))
    }

    /// A close that the kernel turns into a reset: SO_LINGER 0, or received bytes thrown away.
    var resets: Bool { call == .close && (detail == "reset" || (unread ?? 0) > 0) }
}
