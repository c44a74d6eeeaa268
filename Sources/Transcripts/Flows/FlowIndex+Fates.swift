// What became of what was sent: looked up in the whole run, so that a step can tell what the kernel did unseen.

extension FlowIndex {
    /// Which flows nobody can take apart, and how far each got. Built once.
    struct Fates: Sendable {
        /// Stream flows with bytes of several threads between each other: counts hold, their order does not.
        var mixed: Set<Int> = []
        /// How many bytes of a stream flow arrived at its receiver, where the run shows its end.
        var arrived: [Int: Int] = [:]
        /// The numbers that were received of each datagram flow, in order.
        var receivedDatagrams: [Int: [Int]] = [:]
        /// The place of the last step at which the receiver of a datagram flow had nothing to receive.
        var lastEmpty: [Int: Int] = [:]
        /// Datagram flows whose receiver may have had no room.
        var overflowing: Set<Int> = []
        /// Datagram flows whose receiver chose the size of its buffer.
        var ownBuffer: Set<Int> = []
        var hasOwnBuffers = false
        /// The place of the last step that tells of each participant.
        var lastStep: [String: Int] = [:]
    }

    /// What was received and what was found unread at the end, where the end was seen.
    func arrived(onFlow flow: Int) -> Int? { fates.arrived[flow] }

    var mixedFlows: Set<Int> { fates.mixed }

    /// So few bytes have left for the other side when `send` returns: the lab's own options see to that.
    func arrivesAtOnce(_ count: Int) -> Bool {
        count == 0 || (transcript.header.underneath.contains("TCP_NODELAY") && count <= 1_024)
    }

    var isUnixDatagrams: Bool { transcript.header.transport == "Unix datagram" }

    /// Unix sockets have no queue at the sender and no SO_LINGER.
    func isUnix(flow: Int) -> Bool { transcript.header.transport.hasPrefix("Unix") }

    func isAccepted(_ connection: Int) -> Bool { connections[connection]?.acceptor != nil }
    func lastStep(of participant: String) -> Int? { fates.lastStep[participant] }

    /// Whether a program chose the size of a buffer.
    var hasOwnBuffers: Bool { fates.hasOwnBuffers }

    /// When what a step tells happened: a send that succeeded stands where it began.
    func time(of step: Transcript.Step) -> Nanoseconds? {
        switch step {
        case .waits(let number): transcript.event(number)?.began
        case .completes(let number): transcript.event(number).map { $0.call.sends && $0.succeeded ? $0.began : $0.ended ?? $0.began }
        case .ends: nil
        }
    }

    // MARK: Datagrams

    func lastReceived(ofFlow flow: Int) -> Int { fates.receivedDatagrams[flow]?.last ?? -1 }

    /// The socket that receives a datagram flow; nil where nobody ever did.
    func datagramSocket(ofFlow flow: Int) -> Endpoint? {
        guard let event = received[flow]?.first.flatMap(transcript.event), let socket = event.socket else { return nil }
        return event.endpoint(socket)
    }

    /// A datagram that was not received although a later one was, or although the receiver then found nothing, has
    /// been dropped on arrival: a receiver takes them in order.
    func wasDropped(_ number: Int, ofFlow flow: Int) -> Bool {
        guard !isUnixDatagrams else { return false }
        let received = fates.receivedDatagrams[flow] ?? []
        let place = received.partition { $0 >= number }
        if place < received.count { return received[place] != number }
        guard let send = datagrams[flow]?[number], let empty = fates.lastEmpty[flow] else { return false }
        return empty > completedAt[send - 1]
    }

    /// Whether the buffer of a datagram flow may have been full.
    func mayOverflow(_ flow: Int) -> Bool { fates.overflowing.contains(flow) }

    /// Some were dropped, the buffer is small, or much was sent.
    private func overflows(_ flow: Int, _ fates: Fates) -> Bool {
        let received = fates.receivedDatagrams[flow] ?? []
        let sent = datagrams[flow] ?? [:]
        if fates.ownBuffer.contains(flow) || sent.count > Self.mostUndropped { return true }
        if let last = received.last, received.count < last + 1 { return true }
        return sent.values.reduce(0) { $0 + (transcript.event($1)?.moved ?? 0) } > Self.mostBytesUndropped
    }

    /// As many datagrams, and bytes, as any kernel's default buffer holds.
    private static var mostUndropped: Int { 64 }
    private static var mostBytesUndropped: Int { 100_000 }
}

// MARK: - Building

extension FlowIndex {
    /// Called when everything else is there.
    func makeFates() -> Fates {
        var fates = Fates()
        fates.mixed = mixed()
        let stopped = Set(transcript.events.filter { $0.call == .shutdown && $0.detail != "SHUT_WR" }.compactMap { flows(of: $0)?.incoming })
        for flow in Set(received.keys).union(receiverClosings.keys).union(sent.keys) where flow >= 0 {
            fates.arrived[flow] = end(ofFlow: flow, stopped: stopped)
        }
        for event in transcript.events { if let flow = endedByReset(event) { fates.arrived[flow] = taken(fromFlow: flow) } }
        for flow in received.keys where flow < 0 {
            fates.receivedDatagrams[flow] = Set((received[flow] ?? []).compactMap { transcript.event($0)?.position?.offset }).sorted()
        }
        noteSockets(&fates)
        fates.overflowing = Set(datagrams.keys.filter { overflows($0, fates) })
        noteLastSteps(&fates)
        return fates
    }

    private func mixed() -> Set<Int> {
        var mixed: Set<Int> = []
        for (flow, sends) in sent {
            let overlaps = zip(sends, sends.dropFirst()).contains { $0.range.upperBound > $1.range.lowerBound }
            if overlaps || sends.contains(where: \.isUncertain) || isRaced(sends.map(\.event)) { mixed.insert(flow) }
        }
        for (flow, events) in received where flow >= 0 && isRaced(events) { mixed.insert(flow) }
        return mixed
    }

    /// Several threads made these calls, and nobody decided which went first.
    private func isRaced(_ events: [Int]) -> Bool {
        guard transcript.header.schedule == "free", let first = events.first else { return false }
        return events.contains { transcript.event($0)?.thread != transcript.event(first)?.thread }
    }

    private func taken(fromFlow flow: Int) -> Int {
        (received[flow] ?? []).reduce(0) { $0 + (transcript.event($1)?.kept ?? 0) }
    }

    /// Its receiver read to the end, or closed and left so many bytes unread.
    private func end(ofFlow flow: Int, stopped: Set<Int>) -> Int? {
        if let close = receiverClosings[flow]?.first.flatMap(transcript.event) { return taken(fromFlow: flow) + (close.unread ?? 0) }
        // After its own SHUT_RD a receive of 0 tells nothing of the sender.
        let isAtEnd = (received[flow] ?? []).contains { number in
            transcript.event(number).map { $0.count == 0 && $0.size != 0 } ?? false
        }
        return isAtEnd && !stopped.contains(flow) ? taken(fromFlow: flow) : nil
    }

    private func endedByReset(_ event: Event) -> Int? {
        guard event.call == .recv || event.call == .recvfrom, event.failure?.name == "ECONNRESET" else { return nil }
        return flows(of: event)?.incoming
    }

    private func noteSockets(_ fates: inout Fates) {
        var flows: [Endpoint: [Int]] = [:]
        for flow in received.keys where flow < 0 { if let socket = datagramSocket(ofFlow: flow) { flows[socket, default: []].append(flow) } }
        for event in transcript.events {
            if event.call == .setsockopt, event.option == "SO_RCVBUF" || event.option == "SO_SNDBUF" { fates.hasOwnBuffers = true }
            guard let socket = event.socket, let own = flows[event.endpoint(socket)] else { continue }
            if event.call == .setsockopt, event.option == "SO_RCVBUF" { fates.ownBuffer.formUnion(own) }
            guard own.count == 1, let empty = placeWhereEmpty(event) else { continue }
            fates.lastEmpty[own[0]] = max(fates.lastEmpty[own[0]] ?? -1, empty)
        }
    }

    /// A receive that waits for good, or failed for want of anything, found the buffer empty.
    private func placeWhereEmpty(_ event: Event) -> Int? {
        guard event.call == .recv || event.call == .recvfrom else { return nil }
        if event.failure?.name == "EAGAIN" || event.result == .interrupted(.deadlock) || event.result == .interrupted(.ended) {
            let place = completedAt[event.number - 1]
            return place == .max ? waitedAt[event.number - 1] : place
        }
        return waitedAt[event.number - 1]
    }

    private func noteLastSteps(_ fates: inout Fates) {
        for (place, step) in transcript.steps.enumerated() {
            switch step {
            case .waits(let number), .completes(let number):
                if let event = transcript.event(number) { fates.lastStep[event.participant] = place }
            case .ends(let ending):
                guard transcript.endings.indices.contains(ending) else { continue }
                fates.lastStep[transcript.endings[ending].participant] = place
            }
        }
    }
}
