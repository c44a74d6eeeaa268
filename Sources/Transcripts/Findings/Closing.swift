/// The first `recv` = 0 of each flow; the later ones only repeat it.
func endOfStreamFindings(in index: FlowIndex) -> [Finding] {
    var said: Set<FlowKey> = []
    return index.inOrder.compactMap { number in
        let event = index.events[number - 1]
        guard event.call == .recv || event.call == .recvfrom, event.count == 0, event.size != 0, !index.isDatagram(event),
            said.insert(FlowKey(event, index)).inserted
        else { return nil }
        return event.finding(index.endOfStream(event))
    }
}

/// A flow, or the socket where the flow is unknown.
private enum FlowKey: Hashable {
    case flow(Int)
    case socket(String, Int?)

    init(_ event: Event, _ index: FlowIndex) {
        if let flows = index.flows(of: event) { self = .flow(flows.incoming) } else {
            self = .socket(event.participant, event.socket?.descriptor)
        }
    }
}

/// A stream `send` of 0 bytes; not again for the next one when that is empty too.
func nothingSentFindings(in index: FlowIndex) -> [Finding] {
    var wasEmpty: [FlowIndex.Endpoint: Bool] = [:]
    return index.events.compactMap { event in
        guard event.call == .send, let socket = event.socket, !index.isDatagram(event) else { return nil }
        let isEmpty = (event.size ?? event.payload?.length ?? 0) == 0
        let isAgain = wasEmpty.updateValue(isEmpty, forKey: event.endpoint(socket)) == true
        return isEmpty && event.count == 0 && !isAgain ? event.finding(.nothingSent) : nil
    }
}

/// `close` with received bytes that were never read. A close that resets on purpose says so itself.
func closeFindings(in index: FlowIndex) -> [Finding] {
    index.events.compactMap { event in
        guard event.call == .close, let unread = event.unread, unread > 0, event.detail != "reset", !index.isDatagram(event)
        else { return nil }
        return event.finding(.unreadAtClose(count: unread, sends: index.unreadSends(at: event, count: unread)))
    }
}

extension FlowIndex {
    fileprivate func endOfStream(_ event: Event) -> Finding.Kind {
        guard let flows = flows(of: event) else { return .endOfStream(other: event.other, cause: nil) }
        let other = event.other ?? sender(ofFlow: flows.incoming)
        if let cause = firstClosing(of: flows.incoming, before: event.number) {
            return .endOfStream(other: other, cause: cause)
        }
        // This side shut its receiving direction down itself.
        let own = ownShutdown(of: event, how: ["SHUT_RD", "SHUT_RDWR"])
        return .endOfStream(other: own == nil ? other : event.participant, cause: own)
    }

    /// The close or shutdown that ended the sending side of a flow, when it came before this event.
    func firstClosing(of flow: Int, before event: Int) -> Int? {
        senderClosings[flow]?.first.flatMap { precedes($0, event) ? $0 : nil }
    }

    /// A shutdown by the side that made `event`, on the same connection and before it.
    func ownShutdown(of event: Event, how: Set<String>) -> Int? {
        guard let flows = flows(of: event), let connection = event.connection else { return nil }
        return shutdowns[connection]?.first { number in
            let shutdown = events[number - 1]
            return how.contains(shutdown.detail ?? "") && self.flows(of: shutdown) == flows && precedes(number, event.number)
        }
    }

    /// The sends whose bytes a close threw away.
    fileprivate func unreadSends(at close: Event, count: Int) -> [Int] {
        guard let flows = flows(of: close) else { return [] }
        let read = received[flows.incoming, default: []].filter { precedes($0, close.number) }
            .compactMap { transcript.event($0)?.end }.max() ?? 0
        return sends(ofFlow: flows.incoming, in: read..<(read + count))
    }
}
