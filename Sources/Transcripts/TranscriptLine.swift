/// One line of a transcript file: what a run tells as it happens.
package enum TranscriptLine: Sendable, Equatable {
    case header(Transcript.Header)
    /// A call begins and has to wait. `ended` is nil.
    case waits(Event)
    /// A call ended; its event is whole.
    case completes(Event)
    case ends(Transcript.Ending)
}

extension Transcript {
    /// Takes in the next line of the same run.
    package mutating func append(_ line: consuming TranscriptLine) {
        switch line {
        case .header(let header):
            self.header = header
        case .waits(let event): waits(event)
        case .completes(let event): completes(event)
        case .ends(let ending):
            endings.append(ending)
            steps.append(.ends(endings.count - 1))
        }
    }

    package mutating func waits(_ event: consuming Event) {
        steps.append(.waits(event.number))
        place(event)
    }

    package mutating func completes(_ event: consuming Event) {
        steps.append(.completes(event.number))
        if event.call == .bind { noteAddress(of: event) }
        place(event)
    }

    /// The header is written before the kernel has chosen the server's port.
    private mutating func noteAddress(of event: Event) {
        guard header.address == nil, event.call == .bind, let local = event.local else { return }
        let isServer = header.participants.contains { $0.name == event.participant && $0.role == .server }
        if isServer { header.address = local }
    }

    /// Numbers are given when a call begins, so the event of a waiting call has its place already.
    private mutating func place(_ event: consuming Event) {
        if event.number <= events.count {
            events[event.number - 1] = event
        } else {
            events.append(event)
        }
    }
}
