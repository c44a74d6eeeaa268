/// Datagrams that were cut, lost, empty, or went to nobody.
func datagramFindings(in index: FlowIndex) -> [Finding] {
    truncatedDatagrams(in: index) + emptyDatagrams(in: index) + lostDatagrams(in: index) + unansweredDatagrams(in: index)
}

/// The receives that took a datagram, in the order in which they ended.
func datagramReceives(in index: FlowIndex) -> [Event] {
    index.inOrder.map { index.events[$0 - 1] }.filter { $0.takes && index.isDatagram($0) }
}

private func truncatedDatagrams(in index: FlowIndex) -> [Finding] {
    datagramReceives(in: index).compactMap { event in
        let send = index.certainDatagram(of: event)
        let length = event.datagramLength ?? max(event.count ?? 0, send.flatMap(index.transcript.event)?.moved ?? 0)
        guard length > event.kept else { return nil }
        let wasAsked = event.flags.contains("MSG_TRUNC")
        return event.finding(.truncatedDatagram(send: send, kept: event.kept, length: length, wasAsked: wasAsked))
    }
}

private func emptyDatagrams(in index: FlowIndex) -> [Finding] {
    datagramReceives(in: index).compactMap { event in
        guard event.count == 0, event.size != 0, (event.datagramLength ?? 0) == 0 else { return nil }
        return event.finding(.emptyDatagram(send: index.certainDatagram(of: event)))
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

extension FlowIndex {
    /// The send that a received datagram came from, where the lab knows for sure.
    fileprivate func certainDatagram(of event: Event) -> Int? {
        let origin = origins(of: event).first
        return origin?.isUncertain == true || event.position?.isUncertain == true ? nil : datagram(of: event)
    }
}
