/// Follows a run step by step and knows what is on the way: the cost of a step does not grow with the run.
package struct OnTheWayTracker: Sendable {
    private let index: FlowIndex
    private var states: [Int: State] = [:]
    /// The addresses that datagram sockets of the run are bound to.
    private var bound: [FlowIndex.Endpoint: RecordedAddress] = [:]

    package init(_ index: FlowIndex) { self.index = index }
    package init(_ transcript: Transcript) { self.init(FlowIndex(transcript)) }

    /// One flow so far.
    private struct State {
        var sender: String?
        var receiver: String?
        /// The sends from `first` on are on the way, the first of them perhaps only in part.
        var sends: [Item] = []
        var first = 0
        /// Streams: bytes received. Datagrams: datagrams received or lost.
        var taken = 0
        var senderClosed = false
        var receiverClosed = false
        private var hasSeveralSenders = false

        init(sender: String?, receiver: String?) {
            self.sender = sender
            self.receiver = receiver
        }

        /// One datagram socket may hear several senders; then no one of them is the sender of the flow.
        mutating func knows(sender name: String?) {
            guard let name, name != sender, !hasSeveralSenders else { return }
            hasSeveralSenders = sender != nil
            sender = hasSeveralSenders ? nil : name
        }
    }

    /// A send: its bytes in the flow, or its number in a datagram flow.
    private struct Item {
        var event: Int
        var range: Range<Int>
    }

    /// The flows that carry something or whose sender has closed, by number: connections first, in order.
    package var flows: [OnTheWay] { flows(atMost: .max) }

    /// The same with at most `limit` pieces of each flow, however much is on the way: asked for after every step of
    /// a long run, it stays cheap.
    package func flows(atMost limit: Int) -> [OnTheWay] {
        states.keys.sorted { ($0 < 0 ? 1 : 0, abs($0)) < ($1 < 0 ? 1 : 0, abs($1)) }
            .compactMap { onTheWay(flow: $0, atMost: limit) }
    }

    /// What is on the way on one flow; nil when nothing is and its sender has not closed.
    package func onTheWay(flow: Int, atMost limit: Int = .max) -> OnTheWay? {
        guard let state = states[flow] else { return nil }
        let pieces = state.sends[state.first...].prefix(limit).compactMap { piece($0, of: flow, state) }
        guard !pieces.isEmpty || state.senderClosed else { return nil }
        var result = OnTheWay(
            flow: flow, sender: state.sender, receiver: state.receiver, pieces: pieces, senderClosed: state.senderClosed)
        result.morePieces = max(0, state.sends.count - state.first - limit)
        if flow >= 0, result.morePieces > 0, let last = state.sends.last {
            let next = state.sends[state.first + limit].range.lowerBound
            result.moreBytes = max(0, last.range.upperBound - max(next, state.taken))
        }
        return result
    }

    private func piece(_ item: Item, of flow: Int, _ state: State) -> OnTheWay.Piece? {
        guard let payload = index.transcript.event(item.event)?.payload, flow >= 0 else {
            return OnTheWay.Piece(
                send: item.event, bytes: index.transcript.event(item.event)?.payload?.bytes ?? [],
                count: index.transcript.event(item.event)?.moved ?? 0)
        }
        let skipped = max(0, state.taken - item.range.lowerBound)
        guard skipped < item.range.count else { return nil }
        let bytes = skipped == 0 ? payload.bytes : Array(payload.bytes.dropFirst(skipped))
        return OnTheWay.Piece(send: item.event, bytes: bytes, count: item.range.count - skipped)
    }

    /// Goes on by one step of the transcript.
    package mutating func take(_ step: Transcript.Step) {
        switch step {
        case .waits(let number):
            guard let event = index.transcript.event(number) else { return }
            // A send that waits has bytes on the way already: its receiver takes them while it waits. A datagram is
            // whole or not at all.
            if event.call.sends, !event.isDatagramSend { send(event) }
        case .completes(let number):
            guard let event = index.transcript.event(number) else { return }
            complete(event)
        case .ends:
            break
        }
    }

    private mutating func complete(_ event: Event) {
        note(event)
        if event.call.sends {
            if index.waitedAt[event.number - 1] == nil || event.isDatagramSend { send(event) }
        } else if event.takes {
            receive(event)
        } else if let flows = index.flows(of: event) {
            close(event, flows)
        }
    }
}

extension OnTheWayTracker {
    private mutating func send(_ event: Event) {
        for place in event.places { send(event, to: place) }
    }

    private mutating func send(_ event: Event, to position: FlowPosition) {
        guard event.moved > 0 || (position.flow < 0 && event.succeeded) else { return }
        let range = position.flow < 0
            ? position.offset..<(position.offset + 1) : position.offset..<(position.offset + event.moved)
        guard position.flow >= 0 || reachesSomebody(event) else { return }
        update(position.flow, sender: event.participant, receiver: index.receiver(of: event, at: position)) { state in
            guard !state.receiverClosed, range.upperBound > state.taken else { return }
            state.sends.append(Item(event: event.number, range: range))
        }
    }

    private mutating func receive(_ event: Event) {
        guard let position = event.position else { return streamEnded(event) }
        let upTo = position.flow < 0 ? position.offset + 1 : position.offset + event.kept
        update(position.flow, sender: event.other, receiver: event.participant) { state in
            state.taken = max(state.taken, upTo)
            while state.first < state.sends.count, state.sends[state.first].range.upperBound <= state.taken {
                state.first += 1
            }
        }
        if position.flow >= 0 { streamEnded(event) }
    }

    /// A `recv` of 0 proves that the sender has closed, even where no event shows it (its process ended).
    private mutating func streamEnded(_ event: Event) {
        guard event.count == 0, event.size != 0, let flows = index.flows(of: event) else { return }
        update(flows.incoming) { $0.senderClosed = true }
    }

    private mutating func close(_ event: Event, _ flows: FlowIndex.Flows) {
        if event.succeeded, event.endsSending {
            update(flows.outgoing, sender: event.participant, receiver: event.other) { $0.senderClosed = true }
        }
        if event.succeeded, event.call == .close {
            update(flows.incoming) {
                $0.receiverClosed = true
                $0.first = $0.sends.count
            }
        }
        // After a reset nothing more comes.
        if event.call == .recv || event.call == .recvfrom, event.failure?.name == "ECONNRESET" {
            update(flows.incoming) {
                $0.first = $0.sends.count
                $0.senderClosed = true
            }
        }
    }

    private mutating func update(
        _ flow: Int, sender: String? = nil, receiver: String? = nil, _ change: (inout State) -> Void
    ) {
        var state = states.removeValue(forKey: flow)
            ?? State(sender: index.sender(ofFlow: flow), receiver: index.receiver(ofFlow: flow))
        state.receiver = state.receiver ?? receiver
        state.knows(sender: sender)
        change(&state)
        states[flow] = state
    }
}

// MARK: - Datagrams

extension Event {
    fileprivate var isDatagramSend: Bool { call.sends && (position?.flow ?? 0) < 0 }
}

extension OnTheWayTracker {
    /// Remembers who is bound where.
    private mutating func note(_ event: Event) {
        guard event.succeeded, let socket = event.socket else { return }
        if event.call == .close {
            bound[event.endpoint(socket)] = nil
            closeDatagrams(event)
        } else if let local = event.local {
            bound[event.endpoint(socket)] = local
        }
    }

    /// What was on the way to a datagram socket goes with it.
    private mutating func closeDatagrams(_ event: Event) {
        guard index.isDatagram(event) else { return }
        for flow in states.keys.filter({ $0 < 0 && states[$0]?.receiver == event.participant }) {
            update(flow) { $0.first = $0.sends.count }
        }
    }

    /// A datagram to an address where nobody is bound is gone at once. Outside the run the lab cannot tell.
    private func reachesSomebody(_ event: Event) -> Bool {
        guard event.other == nil, let address = event.address else { return true }
        return bound.values.contains { $0 == address || $0.port != nil && $0.port == address.port }
    }
}
