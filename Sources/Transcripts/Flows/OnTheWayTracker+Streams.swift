// Bytes of connections: sent, received, closed, reset. OnTheWayTruthTests holds this against what Linux does.

extension OnTheWayTracker {
    /// How much of a send that waits is with the kernel, nobody knows: at most this.
    mutating func beginToSend(_ event: Event) {
        guard let position = event.position, event.expected > 0, let flows = index.flows(of: event) else { return }
        guard !isTrue(flows.outgoing, \.receiverClosed) else { return }
        update(position.flow, sender: event.participant, receiver: event.other) { state in
            state.waiting.insert(event.number)
            state.add(event.number, position.offset..<(position.offset + event.expected))
        }
    }

    mutating func send(_ event: Event) {
        guard let flows = index.flows(of: event) else { return }
        let position = event.position ?? FlowPosition(flow: flows.outgoing, offset: 0)
        let range = position.offset..<(position.offset + event.moved)
        let hasWaited = isTrue(flows.outgoing) { $0.waiting.contains(event.number) }
        if hasWaited {
            update(flows.outgoing) { state in
                state.waiting.remove(event.number)
                if !state.receiverClosed, !state.isGone { state.settle(event.number, range, expected: event.expected) }
            }
        }
        if event.failure?.name == "ECONNRESET" { update(flows.incoming) { $0.isReset = true } }
        guard event.moved > 0, event.position != nil else { return }
        arrives(event, range, flows, hasWaited: hasWaited)
    }

    private mutating func arrives(_ event: Event, _ range: Range<Int>, _ flows: FlowIndex.Flows, hasWaited: Bool) {
        reaches(event.other ?? index.receiver(ofFlow: flows.outgoing), event)
        if isTrue(flows.outgoing, { $0.receiverClosed || $0.refuses }) {
            if !hasWaited { drawReset(flows) }
        } else if !hasWaited {
            update(flows.outgoing, sender: event.participant, receiver: event.other) { $0.add(event.number, range) }
            noteSend(event, flows.outgoing)
        }
    }

    /// Under `free` a send stands where it began. Until it has ended, a large one has handed over only a part.
    private mutating func noteSend(_ event: Event, _ flow: Int) {
        guard index.transcript.header.schedule == "free", let ended = event.ended else { return }
        guard isTrue(flow, { $0.handedOver - $0.taken > Self.surelyFits }) || index.hasOwnBuffers else { return }
        update(flow) { $0.waiting.insert(event.number) }
        unended.append(Unended(flow: flow, event: event.number, ended: ended))
    }

    /// As many bytes as any kernel's default buffers hold.
    private static var surelyFits: Int { 16_384 }

    /// Sends that had begun, and have ended when this step comes.
    mutating func endSends(before step: Transcript.Step) {
        guard !unended.isEmpty, let now = index.time(of: step) else { return }
        for send in unended where send.ended <= now { update(send.flow) { $0.waiting.remove(send.event) } }
        unended.removeAll { $0.ended <= now }
    }

    struct Unended: Sendable {
        var flow: Int
        var event: Int
        var ended: Nanoseconds
    }

    /// The receiver has closed and answers bytes with a reset, which destroys them, and what it had not yet sent itself.
    private mutating func drawReset(_ flows: FlowIndex.Flows) {
        guard !index.isUnix(flow: flows.outgoing) else { return }
        breakOff(flows.incoming)
        // A receiver that only shut down finds the reset, too.
        update(flows.outgoing) { $0.isReset = true }
    }

    /// A reset reaches the receiver of this flow. What has arrived it can still receive; what its sender's kernel still
    /// held is destroyed.
    private mutating func breakOff(_ flow: Int) {
        let count = ask(flow) { $0.handedOver - $0.taken } ?? 0
        let arrived = index.arrived(onFlow: flow)
        let mayBeCut = !index.isUnix(flow: flow) && !index.arrivesAtOnce(count)
        update(flow) { state in
            state.isReset = true
            if let arrived { state.cut(at: arrived) } else { state.isCutSomewhere = mayBeCut }
        }
    }

    /// A receive that waits until all has come takes what is there meanwhile, and nobody sees how much.
    mutating func isTaking(_ event: Event, _ isTaking: Bool) {
        guard let flows = index.flows(of: event) else { return }
        update(flows.incoming) { state in
            if isTaking { state.waiting.insert(event.number) } else { state.waiting.remove(event.number) }
        }
    }

    mutating func receive(_ event: Event) {
        guard let position = event.position else { return }
        update(position.flow, sender: event.other, receiver: event.participant) { $0.take(upTo: position.offset + event.kept, count: event.kept) }
        if let flows = index.flows(of: event) { endReceiving(event, flows) }
    }

    /// A `recv` of 0 proves that the sender has closed, even where no event shows it; unless the receiver has itself
    /// shut down receiving. After ECONNRESET nothing more comes.
    mutating func endReceiving(_ event: Event, _ flows: FlowIndex.Flows) {
        guard event.call == .recv || event.call == .recvfrom else { return }
        if event.failure?.name == "ECONNRESET" {
            update(flows.incoming) { state in
                state.clear()
                state.isReset = true
            }
        } else if event.count == 0, event.size != 0, !event.peeks, !isTrue(flows.incoming, \.stoppedReceiving) {
            update(flows.incoming, receiver: event.participant) { state in
                if !state.isReset { state.senderClosed = true }
            }
        }
    }

    mutating func close(_ event: Event, _ flows: FlowIndex.Flows) {
        guard event.succeeded, event.call == .close || event.call == .shutdown else { return }
        noteEnd(event, flows)
        if event.stopsReceiving { update(flows.incoming) { $0.stoppedReceiving = true } }
        if event.endsSending {
            let stopped = isTrue(flows.incoming, \.stoppedReceiving)
            update(flows.incoming) { $0.refuses = $0.refuses || stopped }
        }
        if event.stopsReceiving, isTrue(flows.outgoing, \.senderClosed) { update(flows.incoming) { $0.refuses = true } }
        guard event.call == .close else { return }
        update(flows.incoming) { state in
            state.receiverClosed = true
            state.clear()
        }
    }

    /// The end of the stream, or a reset, goes to the other side.
    private mutating func noteEnd(_ event: Event, _ flows: FlowIndex.Flows) {
        let isGone = isTrue(flows.outgoing) { $0.receiverClosed || $0.isReset } || isTrue(flows.incoming, \.isReset)
        let hasEnded = isTrue(flows.outgoing, \.senderClosed)
        let receiver = event.other ?? index.receiver(ofFlow: flows.outgoing)
        if resets(event, flows) {
            if !isGone { reaches(receiver, event) }
            breakOff(flows.outgoing)
            update(flows.outgoing, sender: event.participant, receiver: event.other) { _ in }
        } else if event.endsSending {
            if !isGone, !hasEnded { reaches(receiver, event) }
            update(flows.outgoing, sender: event.participant, receiver: event.other) { state in
                if !state.isReset { state.senderClosed = true }
            }
        }
    }

    /// SO_LINGER 0 resets a TCP connection only; unread bytes reset any.
    private func resets(_ event: Event, _ flows: FlowIndex.Flows) -> Bool {
        event.resets && ((event.unread ?? 0) > 0 || !index.isUnix(flow: flows.outgoing))
    }

    /// A listener that closes resets the connections that it had not accepted.
    mutating func closeListener(_ listener: FlowIndex.Endpoint) {
        for connection in queues.removeValue(forKey: listener) ?? [] {
            let fromConnector = 2 * connection
            breakOff(fromConnector + 1)
            update(fromConnector) { state in
                state.receiverClosed = true
                state.clear()
            }
        }
    }
}

extension OnTheWayTracker.State {
    /// Nothing that is sent now arrives.
    fileprivate var isGone: Bool { isReset }
}

extension Event {
    /// The most bytes that a send which waits may have handed over: when it has ended, those it did.
    fileprivate var expected: Int { result == .waiting ? max(moved, size ?? 0) : moved }

    var takesWhileItWaits: Bool { call == .recv && flags.contains("MSG_WAITALL") && !peeks }

    fileprivate var stopsReceiving: Bool { call == .shutdown && (detail == "SHUT_RD" || detail == "SHUT_RDWR") }
}
