/// Datagrams that were sent to a socket of the run and never came out of it, as far as the run proves it: a later one of
/// the same sender came, the kernel counted them, a receive found nothing although they had been sent, or the socket is
/// closed.
func lostDatagrams(in index: FlowIndex) -> [Finding] {
    var losses = Losses(index)
    return index.inOrder.compactMap { number in
        let event = index.events[number - 1]
        guard event.socket != nil, index.isDatagram(event) else { return nil }
        if event.takes { return losses.overtaken(by: event) }
        if index.foundNothing(event) { return losses.missed(by: event) }
        return event.call == .close ? losses.leftBehind(by: event) : nil
    }
}

extension FlowIndex {
    /// A receive for which no datagram was there when it began: it said so, or it waited.
    fileprivate func foundNothing(_ event: Event) -> Bool {
        guard event.call == .recv || event.call == .recvfrom, event.fault == nil else { return false }
        if let failure = event.failure { return failure.name == "EAGAIN" || failure.name == "EWOULDBLOCK" }
        return event.isOpen && waitedAt[event.number - 1] != nil
    }
}

/// Which datagrams never came, told one event after the other, each once.
private struct Losses {
    let index: FlowIndex
    /// The sends that nobody ever received, of each flow, by their number in it. The last to be looked at stands first.
    private var missing: [Int: [(offset: Int, event: Int)]] = [:]
    /// The flows that each socket receives from.
    private var flows: [FlowIndex.Endpoint: [Int]] = [:]

    init(_ index: FlowIndex) {
        self.index = index
        let sockets = Self.onlySockets(index)
        for (flow, sends) in index.datagrams where !index.unreliableFlows.contains(flow) {
            let received = index.received[flow, default: []].compactMap(index.transcript.event)
            let sent = sends.values.compactMap(index.transcript.event)
            if received.contains(where: { $0.position?.isUncertain == true }) || sent.contains(where: \.hasUncertainPlace) { continue }
            let offsets = Set(received.compactMap(\.position?.offset))
            missing[flow] = sends.filter { !offsets.contains($0.key) }
                .map { (offset: $0.key, event: $0.value) }.sorted { $0.offset > $1.offset }
            let ends = Set(received.compactMap { event in event.socket.map(event.endpoint) })
            let receiver = sent.first.flatMap { index.receiver(of: $0, on: flow) }
            let only = receiver.flatMap { sockets[$0] ?? nil }
            for socket in ends.isEmpty ? Set(only.map { [$0] } ?? []) : ends { flows[socket, default: []].append(flow) }
        }
    }

    /// The datagram socket of each participant that has but one.
    private static func onlySockets(_ index: FlowIndex) -> [String: FlowIndex.Endpoint?] {
        var sockets: [String: FlowIndex.Endpoint?] = [:]
        for event in index.events where index.isDatagram(event) {
            guard let socket = event.socket else { continue }
            let end = event.endpoint(socket)
            if let known = sockets[event.participant], known != end {
                sockets[event.participant] = .some(nil)
            } else {
                sockets[event.participant] = .some(end)
            }
        }
        return sockets
    }

    // MARK: What an event proves

    /// A datagram came: those of the same sender before it cannot come any more.
    mutating func overtaken(by event: Event) -> Finding? {
        let sends = sends(before: event)
        let count = max(sends.count, event.lost ?? 0)
        return count > 0 ? event.finding(.datagramLost(count: count, sends: sends)) : nil
    }

    private mutating func sends(before event: Event) -> [Int] {
        guard let position = event.position, position.flow < 0 else { return [] }
        var sends: [Int] = []
        while let next = missing[position.flow]?.last, next.offset < position.offset {
            sends.append(next.event)
            missing[position.flow]?.removeLast()
        }
        while sends.count < event.lost ?? 0, let send = nextMissing(at: event) { sends.append(send) }
        return sends.sorted()
    }

    /// The earliest datagram to the same socket, sent before this receive, that never came.
    private mutating func nextMissing(at event: Event) -> Int? {
        let flow = flowsHere(event).filter { missing[$0]?.last.map { index.precedes($0.event, event.number) } ?? false }
            .min { (missing[$0]?.last?.event ?? 0) < (missing[$1]?.last?.event ?? 0) }
        return flow.flatMap { missing[$0]?.popLast()?.event }
    }

    private func flowsHere(_ event: Event) -> [Int] { event.socket.map { flows[event.endpoint($0), default: []] } ?? [] }

    /// Nothing was there: on one machine what had been sent before had arrived, or never will.
    mutating func missed(by event: Event) -> Finding? {
        let sends = take(flowsHere(event)) { ($0.ended ?? .max) <= event.began }
        return sends.isEmpty ? nil : event.finding(.datagramLost(count: sends.count, sends: sends, proof: .nothingThere))
    }

    /// The socket is gone, and what was sent to it and not received with it.
    mutating func leftBehind(by close: Event) -> Finding? {
        guard close.succeeded else { return nil }
        let index = index
        let sends = take(flowsHere(close)) { index.precedes($0.number, close.number) }
        return sends.isEmpty ? nil : close.finding(.neverReceived(sends: sends))
    }

    private mutating func take(_ flows: [Int], where isGone: (Event) -> Bool) -> [Int] {
        var sends: [Int] = []
        for flow in flows {
            while let next = missing[flow]?.last, let send = index.transcript.event(next.event), isGone(send) {
                sends.append(next.event)
                missing[flow]?.removeLast()
            }
        }
        return sends.sorted()
    }
}

extension FlowIndex {
    /// The participant that a datagram flow leads to.
    fileprivate func receiver(of send: Event, on flow: Int) -> String? {
        send.places.first { $0.flow == flow }.flatMap { receiver(of: send, at: $0) }
    }
}

extension Event {
    fileprivate var hasUncertainPlace: Bool { places.contains(where: \.isUncertain) }
}
