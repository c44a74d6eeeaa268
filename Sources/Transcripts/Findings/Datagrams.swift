/// Datagrams that were cut, lost, empty, or went to nobody.
func datagramFindings(in index: FlowIndex) -> [Finding] {
    truncatedDatagrams(in: index) + emptyDatagrams(in: index) + lostDatagrams(in: index) + unansweredDatagrams(in: index)
}

/// The receives that took a datagram, in the order in which they ended.
private func datagramReceives(in index: FlowIndex) -> [Event] {
    index.inOrder.map { index.events[$0 - 1] }.filter { $0.takes && index.isDatagram($0) }
}

private func truncatedDatagrams(in index: FlowIndex) -> [Finding] {
    datagramReceives(in: index).compactMap { event in
        let send = index.datagram(of: event)
        let length = event.datagramLength ?? max(event.count ?? 0, send.flatMap(index.transcript.event)?.moved ?? 0)
        guard length > event.kept else { return nil }
        return event.finding(.truncatedDatagram(send: send, kept: event.kept, length: length))
    }
}

private func emptyDatagrams(in index: FlowIndex) -> [Finding] {
    datagramReceives(in: index).compactMap { event in
        guard event.count == 0, event.size != 0, (event.datagramLength ?? 0) == 0 else { return nil }
        return event.finding(.emptyDatagram(send: index.datagram(of: event)))
    }
}

// MARK: - Lost

/// Datagrams overtaken by a later one of the same sender, and those that the kernel counted as dropped.
private func lostDatagrams(in index: FlowIndex) -> [Finding] {
    var losses = Losses(index)
    return datagramReceives(in: index).compactMap { event in
        let sends = losses.sends(before: event)
        let count = max(sends.count, event.lost ?? 0)
        return count > 0 ? event.finding(.datagramLost(count: count, sends: sends)) : nil
    }
}

/// Which datagrams never came, told one receive after the other.
private struct Losses {
    let index: FlowIndex
    /// The sends that nobody ever received, of each flow, by their number in it.
    private var missing: [Int: [(offset: Int, event: Int)]] = [:]
    /// The flows that each socket receives from.
    private var flows: [FlowIndex.Endpoint: [Int]] = [:]

    init(_ index: FlowIndex) {
        self.index = index
        for (flow, sends) in index.datagrams where !index.unreliableFlows.contains(flow) {
            let received = index.received[flow, default: []].compactMap(index.transcript.event)
            let offsets = Set(received.compactMap(\.position?.offset))
            // The last to be looked at stands last, so that taking it costs nothing.
            missing[flow] = sends.filter { !offsets.contains($0.key) }
                .map { (offset: $0.key, event: $0.value) }.sorted { $0.offset > $1.offset }
            for socket in Set(received.compactMap(\.receivingEnd)) {
                flows[socket, default: []].append(flow)
            }
        }
    }

    /// The sends that are known to be lost once this datagram has come, each told once.
    mutating func sends(before event: Event) -> [Int] {
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
        let candidates = event.socket.map { flows[event.endpoint($0), default: []] } ?? []
        let flow = candidates.filter { missing[$0]?.last.map { index.precedes($0.event, event.number) } ?? false }
            .min { (missing[$0]?.last?.event ?? 0) < (missing[$1]?.last?.event ?? 0) }
        return flow.flatMap { missing[$0]?.popLast()?.event }
    }
}

// MARK: - Nobody there

/// A `sendto` to an address where nobody of the run is bound: silence. Only where the lab rules the whole run;
/// under `free` the receiver may be another program.
private func unansweredDatagrams(in index: FlowIndex) -> [Finding] {
    guard index.transcript.header.schedule != "free" else { return [] }
    var bound = BoundAddresses()
    var findings: [Finding] = []
    for number in index.inOrder {
        let event = index.events[number - 1]
        guard event.succeeded, let socket = event.socket else { continue }
        if event.call == .close { bound.set(nil, of: event.endpoint(socket)) }
        if let local = event.local { bound.set(local, of: event.endpoint(socket)) }
        guard event.call == .sendto, index.isDatagram(event), event.other == nil, let address = event.address,
            address.isLocal, !bound.receive(from: address)
        else { continue }
        findings.append(event.finding(.nobodyThere(address: address)))
    }
    return findings
}

extension RecordedAddress {
    /// An address of this machine alone: nobody else can have answered.
    fileprivate var isLocal: Bool { isPath || value?.isLoopback ?? false }
}

/// The addresses that sockets of the run are bound to, and how many to each.
private struct BoundAddresses {
    private var addresses: [FlowIndex.Endpoint: RecordedAddress] = [:]
    private var counts: [RecordedAddress: Int] = [:]
    /// The same for those bound to a port on every address.
    private var everywhere: [UInt16: Int] = [:]

    mutating func set(_ address: RecordedAddress?, of endpoint: FlowIndex.Endpoint) {
        if let before = addresses[endpoint] { count(before, -1) }
        if let address { count(address, 1) }
        addresses[endpoint] = address
    }

    private mutating func count(_ address: RecordedAddress, _ change: Int) {
        counts[address, default: 0] += change
        if address.value?.isWildcard == true, let port = address.port { everywhere[port, default: 0] += change }
    }

    /// Whether a socket gets what is sent to `address`: bound to it, or to its port on every address.
    func receive(from address: RecordedAddress) -> Bool {
        counts[address, default: 0] > 0 || address.port.map { everywhere[$0, default: 0] > 0 } ?? false
    }
}

extension Event {
    fileprivate var receivingEnd: FlowIndex.Endpoint? { socket.map(endpoint) }
}
