/// Follows a run step by step and knows what is on the way: the cost of a step does not grow with the run.
package struct OnTheWayTracker: Sendable {
    let index: FlowIndex
    private var states: [Int: State] = [:]
    /// The event of the last step, where it put bytes, or the end of them, on the way to another participant.
    private var reached: Int?
    /// Under `free`: sends that have begun and not ended.
    var unended: [Unended] = []
    /// The listening sockets that are open, each with the connections in its queue.
    var queues: [FlowIndex.Endpoint: [Int]] = [:]
    /// The datagram sockets that are open.
    var openDatagramSockets: Set<FlowIndex.Endpoint> = []
    /// The place in `steps` of the step that is taken next.
    private var place = 0

    package init(_ index: FlowIndex) { self.index = index }
    package init(_ transcript: Transcript) { self.init(FlowIndex(transcript)) }

    /// The flows that carry something, or whose end is on the way, by number: connections first, in order.
    package var flows: [OnTheWay] { flows(atMost: .max) }

    /// The same with at most `limit` pieces of each flow, and the bytes only of flows that carry at most `bytes`:
    /// asked for after every step of a long run, it stays cheap.
    package func flows(atMost limit: Int, bytes: Int = .max) -> [OnTheWay] {
        states.keys.sorted { ($0 < 0 ? 1 : 0, abs($0)) < ($1 < 0 ? 1 : 0, abs($1)) }
            .compactMap { onTheWay(flow: $0, atMost: limit, bytes: bytes) }
    }

    /// Whether the event, which the last step ended, put bytes or the end of them on the way to a participant.
    package func reachesSomebody(_ event: Int) -> Bool { reached == event }

    /// What is on the way on one flow; nil when nothing is, when its receiver has closed, and where the recording
    /// cannot tell.
    package func onTheWay(flow: Int, atMost limit: Int = .max, bytes: Int = .max) -> OnTheWay? {
        guard let state = states[flow], !state.receiverClosed, flow < 0 || state.receiver != nil, !index.unreliableFlows.contains(flow)
        else { return nil }
        guard !state.isEmpty || state.senderClosed || state.isReset else { return nil }
        var result = OnTheWay(
            flow: flow, sender: state.sender, receiver: state.receiver, pieces: [], senderClosed: state.senderClosed)
        result.isReset = state.isReset
        result.isAtMost = state.isAtMost || (flow < 0 && mayHaveBeenDropped(state.onTheWay, of: flow))
        fill(&result, state, limit, bytes)
        return result
    }

    private func fill(_ result: inout OnTheWay, _ state: State, _ limit: Int, _ bytes: Int) {
        if state.isMixed { result.moreBytes = max(0, state.handedOver - state.taken); return }
        let isShort = result.flow < 0 || (state.onTheWay.last?.range.upperBound ?? 0) - state.taken <= bytes
        result.pieces = state.onTheWay.prefix(limit).map { piece($0, of: result.flow, state, withBytes: isShort) }
        result.morePieces = max(0, state.onTheWay.count - limit)
        guard result.morePieces > 0 else { return }
        guard result.flow >= 0, let last = state.onTheWay.last else { return }
        let next = state.onTheWay[state.onTheWay.startIndex + limit].range.lowerBound
        result.moreBytes = max(0, last.range.upperBound - max(next, state.taken))
    }

    private func piece(_ item: State.Item, of flow: Int, _ state: State, withBytes: Bool) -> OnTheWay.Piece {
        let event = index.transcript.event(item.event)
        let payload = event?.payload?.bytes ?? []
        if flow < 0 { return OnTheWay.Piece(send: item.event, bytes: payload, count: event?.moved ?? 0) }
        let skipped = max(0, state.taken - item.range.lowerBound)
        let count = item.range.count - skipped
        let bytes = withBytes ? Array(payload.dropFirst(skipped).prefix(count)) : []
        return OnTheWay.Piece(send: item.event, bytes: bytes, count: count)
    }

    /// Goes on by one step of the transcript.
    package mutating func take(_ step: Transcript.Step) {
        reached = nil
        endSends(before: step)
        switch step {
        case .waits(let number):
            guard let event = index.transcript.event(number) else { return }
            // A send that waits has bytes on the way already: its receiver takes them while it waits. A datagram is
            // whole or not at all.
            if event.call.sends, !event.isDatagramSend { beginToSend(event) }
            if event.takesWhileItWaits { isTaking(event, true) }
        case .completes(let number):
            guard let event = index.transcript.event(number) else { return }
            complete(event)
        case .ends(let ending):
            end(ending)
        }
        place += 1
    }

    private mutating func complete(_ event: Event) {
        note(event)
        if event.takesWhileItWaits { isTaking(event, false) }
        if event.call.sends {
            if event.isDatagramSend { sendDatagram(event) } else { send(event) }
        } else if event.takes, let position = event.position, position.flow < 0 {
            update(position.flow, sender: event.other, receiver: event.participant) { $0.take(upTo: position.offset + 1, count: 1) }
        } else if event.takes, event.position != nil {
            receive(event)
        } else if let flows = index.flows(of: event) {
            endReceiving(event, flows)
            close(event, flows)
        }
    }

    /// A participant whose last thread has ended is gone, and its datagram sockets with it. Its connections close in
    /// events of their own. What the lab has ended stays open until the run is over.
    private mutating func end(_ ending: Int) {
        let ending = index.transcript.endings.indices.contains(ending) ? index.transcript.endings[ending] : nil
        guard let ending, index.lastStep(of: ending.participant) == place, !ending.how.keepsSocketsOpen else { return }
        for endpoint in openDatagramSockets where endpoint.participant == ending.participant { closeDatagrams(endpoint) }
    }

    /// The event puts something on the way to that participant; what somebody sends to itself crosses no lane.
    mutating func reaches(_ receiver: String?, _ event: Event) {
        if let receiver, receiver != event.participant { reached = event.number }
    }

    /// What one asks of a flow. The whole state is never handed out: a copy of it that lives on while it changes would
    /// make every change cost as much as all that is on the way.
    func ask<Value>(_ flow: Int, _ question: (State) -> Value) -> Value? { states[flow].map(question) }
    func isTrue(_ flow: Int, _ question: (State) -> Bool) -> Bool { ask(flow, question) ?? false }
    var datagramFlows: [Int] { states.keys.filter { $0 < 0 } }

    mutating func update(
        _ flow: Int, sender: String? = nil, receiver: String? = nil, _ change: (inout State) -> Void
    ) {
        var state = states.removeValue(forKey: flow)
            ?? State(
                sender: index.sender(ofFlow: flow), receiver: index.receiver(ofFlow: flow),
                isMixed: index.mixedFlows.contains(flow))
        state.receiver = state.receiver ?? receiver
        state.knows(sender: sender)
        change(&state)
        states[flow] = state
    }
}

extension Transcript.How {
    /// The lab ended the thread: its sockets stay open until all threads have been ended.
    fileprivate var keepsSocketsOpen: Bool {
        switch self {
        case .interrupted(.spinning, _), .returned, .uncaught, .exited: false
        case .interrupted, .abandoned: true
        }
    }
}
