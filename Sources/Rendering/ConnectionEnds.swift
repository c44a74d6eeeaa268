import Transcripts

/// Which ends of connections have closed so far.
struct ConnectionEnds {
    private let index: FlowIndex
    /// The outgoing flows of the ends that have closed.
    private var closed: Set<Int> = []

    init(_ index: FlowIndex) { self.index = index }

    /// Takes in an event; true where it is the first end of its connection to close.
    @discardableResult
    mutating func take(_ event: Event) -> Bool {
        guard event.call == .close, event.count != nil, let flows = index.flows(of: event) else { return false }
        closed.insert(flows.outgoing)
        return !closed.contains(flows.incoming)
    }

    /// Whether somebody may still receive from this flow.
    func isOpen(_ flow: Int) -> Bool { flow < 0 || !closed.contains(flow ^ 1) }
}

extension Event {
    /// Whether the call puts bytes, or the end of them, on the way.
    func putsOnTheWay(isFirstClose: Bool) -> Bool {
        guard let count else { return false }
        switch call {
        case .send: return count > 0
        case .sendto: return count > 0 || (position?.flow ?? 0) < 0
        case .close: return isFirstClose
        case .shutdown: return connection != nil && detail != "SHUT_RD"
        default: return false
        }
    }
}
