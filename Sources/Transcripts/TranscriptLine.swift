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
    package mutating func append(_ line: TranscriptLine) {
        switch line {
        case .header(let header):
            self.header = header
        case .waits(let event):
            place(event)
            steps.append(.waits(event.number))
        case .completes(let event):
            place(event)
            steps.append(.completes(event.number))
        case .ends(let ending):
            endings.append(ending)
            steps.append(.ends(endings.count - 1))
        }
    }

    /// Numbers are given when a call begins, so the event of a waiting call has its place already.
    private mutating func place(_ event: Event) {
        if event.number <= events.count {
            events[event.number - 1] = event
        } else {
            events.append(event)
        }
    }
}
