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
    var bound: [FlowIndex.Endpoint: String] = [:]
    var findings: [Finding] = []
    for number in index.inOrder {
        let event = index.events[number - 1]
        guard event.succeeded, let socket = event.socket else { continue }
        if event.call == .close { bound[event.endpoint(socket)] = nil }
        if let local = event.local { bound[event.endpoint(socket)] = local }
        guard event.call == .sendto, index.isDatagram(event), event.other == nil, let address = event.address,
            address.isLoopback, !bound.values.contains(where: { $0.receives(from: address) })
        else { continue }
        findings.append(event.finding(.nobodyThere(address: address)))
    }
    return findings
}

extension String {
    /// An address of this machine alone: nobody else can have answered.
    fileprivate var isLoopback: Bool { hasPrefix("127.") || hasPrefix("[::1]") || hasPrefix("/") }

    /// Whether a socket bound to this address gets what is sent to `address`.
    func receives(from address: String) -> Bool {
        if self == address { return true }
        guard hasPrefix("0.0.0.0:") || hasPrefix("[::]:"), let port = split(separator: ":").last else { return false }
        return address.hasSuffix(":\(port)")
    }
}

extension FlowIndex {
    /// The send that a received datagram came from, where the lab knows for sure.
    fileprivate func certainDatagram(of event: Event) -> Int? {
        let origin = origins(of: event).first
        return origin?.isUncertain == true || event.position?.isUncertain == true ? nil : datagram(of: event)
    }
}
