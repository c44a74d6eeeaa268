/// Who keeps an address from being bound, as far as the run shows it.
package enum AddressHolder: Sendable, Equatable {
    /// A socket of the run is bound there since event `bind`.
    case socket(participant: String, bind: Int)
    /// A connection over this address was closed by this side first, in event `close`: its port stays in TIME_WAIT.
    case endedConnection(close: Int)
    /// The path of a Unix socket that is closed: the file made in event `bind` is still there.
    case leftoverPath(bind: Int)
}

extension Transcript {
    /// What held `address` when event `number` asked for it; nil when the run does not show it.
    package func holder(of address: RecordedAddress, at number: Int) -> AddressHolder? {
        var binds: [FlowIndex.Endpoint: Event] = [:]
        var connections: Set<Int> = []
        var closed: Int?
        var lastBind: Int?
        for event in completed(before: number) where event.succeeded {
            guard let socket = event.socket else { continue }
            if event.call == .bind, event.local == address || event.address == address {
                binds[event.endpoint(socket)] = event
                lastBind = event.number
            }
            if event.call == .accept, binds[event.endpoint(socket)] != nil, let id = event.connection { connections.insert(id) }
            guard event.call == .close else { continue }
            binds[event.endpoint(socket)] = nil
            // The first close of a connection decides which side keeps the port.
            if let id = event.connection, connections.remove(id) != nil, isAccepted(event) { closed = closed ?? event.number }
        }
        if let bind = binds.values.min(by: { $0.number < $1.number }) {
            return .socket(participant: bind.participant, bind: bind.number)
        }
        if address.isPath { return lastBind.map { .leftoverPath(bind: $0) } }
        return closed.map { .endedConnection(close: $0) }
    }

    private func completed(before number: Int) -> [Event] {
        let end = steps.firstIndex(of: .completes(number)) ?? steps.endIndex
        return steps[..<end].compactMap { step in
            if case .completes(let number) = step { event(number) } else { nil }
        }
    }

    /// Whether a close is one of a socket that came from `accept`.
    private func isAccepted(_ close: Event) -> Bool {
        events.contains { event in
            event.call == .accept && event.connection == close.connection && event.participant == close.participant
                && event.accepted?.descriptor == close.socket?.descriptor
        }
    }
}
