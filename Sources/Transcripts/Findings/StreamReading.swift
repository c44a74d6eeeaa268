/// How the programs of a run read their streams: looked up once, for all findings about messages.
struct StreamReading {
    let index: FlowIndex
    /// The receives that took bytes of each stream flow, in the order in which they ended, a flow an element.
    let flows: [Receives]
    private let loops: ReadingLoops
    private let failures: [ThreadName: String]
    /// For each event the one that the same thread made next.
    private var next: [Int?]
    /// For each receive the next receive call of the same thread on the same socket, whatever came of it.
    private var nextReceive: [Int?]
    /// The flows on which somebody looked at bytes without taking them (MSG_PEEK).
    private let peeked: Set<Int>
    /// The sizes that a thread asked for on a flow, as long as they are all the same; nil when they differ.
    private var sizes: [Reader: Int?] = [:]

    private struct Reader: Hashable {
        var thread: ThreadName
        var flow: Int
    }

    init(_ index: FlowIndex) {
        self.index = index
        flows = index.streamReceives
        loops = ReadingLoops(index)
        failures = index.transcript.failures
        peeked = Set(index.events.lazy.filter(\.peeks).compactMap { $0.position?.flow })
        next = Array(repeating: nil, count: index.events.count)
        nextReceive = next
        lookAhead()
        for event in flows.joined() where event.kept > 0 { noteSize(event) }
    }

    private mutating func lookAhead() {
        var lastCalls: [ThreadName: Int] = [:]
        var lastReceives: [Reader: Int] = [:]
        for event in index.events.reversed() where index.transcript.has(event.number) {
            let place = event.number - 1
            next[place] = lastCalls.updateValue(event.number, forKey: ThreadName(event))
            guard event.call == .recv || event.call == .recvfrom, let reader = reader(event) else { continue }
            nextReceive[place] = lastReceives.updateValue(event.number, forKey: reader)
        }
    }

    private func reader(_ event: Event) -> Reader? {
        index.flows(of: event).map { Reader(thread: ThreadName(event), flow: $0.incoming) }
    }

    private mutating func noteSize(_ event: Event) {
        guard let reader = reader(event) else { return }
        if let known = sizes[reader] {
            if known != event.size { sizes[reader] = .some(nil) }
        } else {
            sizes[reader] = .some(event.size)
        }
    }
}

extension StreamReading {
    /// Whether the receive only goes on with a loop that collects a stream.
    func isRepeated(_ event: Event) -> Bool { isRepeated(event.number) }
    func isRepeated(_ number: Int) -> Bool { loops.repeated.contains(number) }

    func isPeeked(_ flow: Int?) -> Bool { flow.map(peeked.contains) ?? false }

    /// What the same thread called next.
    func next(after event: Event) -> Event? { next[event.number - 1].flatMap(index.transcript.event) }

    /// The next receive of the same thread on the same socket: it may have failed, or brought nothing.
    func nextReceive(after event: Event) -> Event? { nextReceive[event.number - 1].flatMap(index.transcript.event) }

    /// What the thread printed before it received again on this socket, if it did so within a few calls.
    func print(after event: Event) -> Event? {
        let end = nextReceive[event.number - 1]
        var call = next(after: event)
        for _ in 0..<4 {
            guard let found = call, found.number != end else { return nil }
            if found.call == .print { return found }
            call = next(after: found)
        }
        return nil
    }

    /// The event that shows a receive's bytes as a line of text, just as they came, right after it.
    func verbatimPrint(of event: Event) -> Event? {
        guard let payload = event.payload, payload.isWhole, payload.isPrintable, let shown = next(after: event),
            shown.call == .print, let text = shown.payload, text.isWhole, text.bytes == payload.bytes
        else { return nil }
        return shown
    }

    /// The one size that the thread asks for on this socket.
    func onlySize(of event: Event) -> Int? { reader(event).flatMap { sizes[$0] ?? nil } }

    /// Whether the thread ended with an error of its own, not one of a call, and this was the last that it received.
    func failed(after event: Event, _ isAbout: (String) -> Bool = { _ in true }) -> Bool {
        nextReceive[event.number - 1] == nil && failures[ThreadName(event)].map(isAbout) == true
    }

    /// Whether the lab knows for sure which sends these bytes of a flow came from.
    func isCertain(_ flow: Int, _ range: Range<Int>) -> Bool { !index.pieces(of: flow, in: range).contains(where: \.isUncertain) }
    func isCertain(_ event: Event) -> Bool {
        guard let position = event.position, !position.isUncertain else { return false }
        return isCertain(position.flow, position.offset..<event.end)
    }
}

extension Transcript {
    /// What the threads said that ended with an error of their own, not one of a call.
    fileprivate var failures: [ThreadName: String] {
        var messages: [ThreadName: String] = [:]
        for ending in endings {
            guard case .uncaught(let message, nil, _) = ending.how else { continue }
            messages[ThreadName(participant: ending.participant, thread: ending.thread)] = message
        }
        return messages
    }
}

extension Event {
    /// Stream: the bytes of the flow before this receive and in it.
    var end: Int { (position?.offset ?? 0) + kept }

    /// A receive that brought as much as it asked for.
    var isFull: Bool { kept > 0 && kept == size }
}
