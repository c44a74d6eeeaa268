/// What each flow of a run carried, looked up fast: built once from a transcript, then used by origins, findings
/// and renderers, so that a long run costs no more than its length.
package struct FlowIndex: Sendable {
    package let transcript: Transcript
    /// The sends of each stream flow, by offset.
    private(set) var sent: [Int: [Sent]] = [:]
    /// The sends of each datagram flow: number of the datagram → event.
    private(set) var datagrams: [Int: [Int: Int]] = [:]
    /// Datagram flows whose counts do not agree with the bytes: several threads raced, or a stranger's datagram
    /// was counted. Nothing is concluded from their numbers.
    private(set) var unreliableFlows: Set<Int> = []
    /// The receives that took bytes or datagrams of each flow (no MSG_PEEK), in the order in which they ended.
    private(set) var received: [Int: [Int]] = [:]
    /// How far each stream flow was read in the whole run, in bytes.
    private(set) var furthest: [Int: Int] = [:]
    /// What ended the sending side of each stream flow: close, shutdown. In order.
    private(set) var senderClosings: [Int: [Int]] = [:]
    /// The closes by the side that receives this flow. In order.
    private(set) var receiverClosings: [Int: [Int]] = [:]
    private(set) var connections: [Int: Connection] = [:]
    /// The first `connect` of each connection.
    private(set) var connects: [Int: Int] = [:]
    /// The accepts that succeeded, in the order in which they ended.
    private(set) var accepts: [Int] = []
    /// The shutdowns of each connection that succeeded. In order.
    private(set) var shutdowns: [Int: [Int]] = [:]
    /// Every event number in the order in which the events ended; those that still wait come last.
    private(set) var inOrder: [Int] = []
    /// Datagram or stream, for each event that is about a socket; `events[n - 1]` has `kinds[n - 1]`.
    private(set) var kinds: [SocketFamily?] = []
    /// The place in `steps` where each event ended; `Int.max` while it waits.
    private(set) var completedAt: [Int] = []
    /// The place in `steps` where each event began to wait; nil when it did not have to.
    private(set) var waitedAt: [Int?] = []
    /// What became of what was sent.
    private(set) var fates = Fates()

    package init(_ transcript: Transcript) {
        self.transcript = transcript
        indexSteps()
        indexConnections()
        indexFamilies()
        for number in inOrder {
            index(transcript.events[number - 1])
            indexSetUp(transcript.events[number - 1])
        }
        indexOpenSends()
        checkDatagrams()
        for flow in sent.keys { sent[flow]?.sort { $0.range.lowerBound < $1.range.lowerBound } }
        fates = makeFates()
    }

    /// The bytes of one send in its flow.
    struct Sent: Sendable, Equatable {
        var event: Int
        var range: Range<Int>
        var isUncertain: Bool
    }

    /// The two ends of a connection; an end outside the run is nil.
    struct Connection: Sendable {
        var connector: Endpoint?
        var acceptor: Endpoint?
    }

    struct Endpoint: Sendable, Hashable {
        var participant: String
        var descriptor: Int
    }

    package enum SocketFamily: Sendable {
        case stream, datagram
    }
}

extension Transcript {
    func has(_ number: Int) -> Bool { events.indices.contains(number - 1) }
}

// MARK: - Building

extension FlowIndex {
    private mutating func indexSteps() {
        completedAt = Array(repeating: .max, count: transcript.events.count)
        waitedAt = Array(repeating: nil, count: transcript.events.count)
        for (place, step) in transcript.steps.enumerated() {
            switch step {
            case .waits(let number) where transcript.has(number): waitedAt[number - 1] = place
            case .completes(let number) where transcript.has(number): completedAt[number - 1] = place
            default: break
            }
        }
        inOrder = transcript.events.map(\.number).filter(transcript.has)
            .sorted { [completedAt] in (completedAt[$0 - 1], $0) < (completedAt[$1 - 1], $1) }
    }

    /// What findings ask for again and again is looked up here once.
    private mutating func indexSetUp(_ event: Event) {
        guard event.succeeded else { return }
        switch event.call {
        case .accept: accepts.append(event.number)
        case .shutdown: if let connection = event.connection { shutdowns[connection, default: []].append(event.number) }
        default: break
        }
    }

    private mutating func indexConnections() {
        for event in transcript.events {
            guard let connection = event.connection else { continue }
            if event.call == .connect, let socket = event.socket {
                connections[connection, default: Connection()].connector = event.endpoint(socket)
                if connects[connection] == nil { connects[connection] = event.number }
            } else if event.call == .accept, let socket = event.accepted {
                connections[connection, default: Connection()].acceptor = event.endpoint(socket)
            } else if event.call == .socketpair, let left = event.socket, let right = event.accepted {
                connections[connection] = Connection(connector: event.endpoint(left), acceptor: event.endpoint(right))
            }
        }
    }

    private mutating func indexFamilies() {
        kinds = Array(repeating: nil, count: transcript.events.count)
        var families: [Endpoint: SocketFamily] = [:]
        for (place, event) in transcript.events.enumerated() {
            if let socket = event.accepted { families[event.endpoint(socket)] = .stream }
            guard let socket = event.socket else { continue }
            if event.call == .socket { families[event.endpoint(socket)] = SocketFamily(detail: event.detail) }
            kinds[place] = SocketFamily(of: event) ?? families[event.endpoint(socket)]
        }
    }

    private mutating func index(_ event: Event) {
        if event.call.sends {
            indexSend(event)
        } else if event.takes, let flow = event.position?.flow {
            received[flow, default: []].append(event.number)
            furthest[flow] = max(furthest[flow] ?? 0, event.end)
        } else if let flows = flows(of: event), event.succeeded {
            indexClosing(event, flows)
        }
    }

    private mutating func indexSend(_ event: Event) {
        guard let position = event.position, event.moved > 0 || position.flow < 0 else { return }
        if position.flow < 0 {
            guard event.succeeded else { return }
            for place in event.places { datagrams[place.flow, default: [:]][place.offset] = event.number }
        } else {
            let range = position.offset..<(position.offset + event.moved)
            sent[position.flow, default: []].append(
                Sent(event: event.number, range: range, isUncertain: position.isUncertain))
        }
    }

    /// What was received must be what was sent, from its first byte on.
    private mutating func checkDatagrams() {
        for (flow, numbers) in received where flow < 0 {
            for event in numbers.compactMap(transcript.event) {
                guard let position = event.position, let number = datagrams[flow]?[position.offset],
                    let sent = transcript.event(number)
                else { continue }
                if !event.isPrefix(of: sent) { unreliableFlows.insert(flow) }
            }
        }
    }

    /// A send that still waits, or that the lab ended, has handed over what was received of it, and perhaps more.
    private mutating func indexOpenSends() {
        for event in transcript.events where event.call == .send && event.isOpen && event.moved == 0 {
            guard let position = event.position, position.flow >= 0, let size = event.size, size > 0 else { continue }
            let taken = furthest[position.flow] ?? 0
            let range = position.offset..<min(max(position.offset, taken), position.offset + size)
            guard !range.isEmpty else { continue }
            sent[position.flow, default: []].append(
                Sent(event: event.number, range: range, isUncertain: position.isUncertain))
        }
    }

    private mutating func indexClosing(_ event: Event, _ flows: Flows) {
        if event.endsSending { senderClosings[flows.outgoing, default: []].append(event.number) }
        if event.call == .close { receiverClosings[flows.incoming, default: []].append(event.number) }
    }
}

extension Event {
    /// Where what was sent stands: in one flow, or in that of every receiver of a group.
    var places: [FlowPosition] { (position.map { [$0] } ?? []) + copies }

    /// Whether a received datagram may be this sent one: alike as far as both are kept.
    fileprivate func isPrefix(of sent: Event) -> Bool {
        guard kept <= sent.moved, (datagramLength ?? sent.moved) == sent.moved else { return false }
        guard let received = payload?.bytes, let whole = sent.payload?.bytes else { return true }
        let common = min(received.count, whole.count)
        return received.prefix(common) == whole.prefix(common)
    }
}

extension FlowIndex.SocketFamily {
    fileprivate init?(detail: String?) {
        guard let detail else { return nil }
        self = detail.hasPrefix("udp") || detail.hasSuffix("datagram") ? .datagram : .stream
    }

    /// What an event tells by itself.
    fileprivate init?(of event: Event) {
        if let position = event.position { self = position.flow < 0 ? .datagram : .stream; return }
        if event.connection != nil { self = .stream; return }
        return nil
    }
}
