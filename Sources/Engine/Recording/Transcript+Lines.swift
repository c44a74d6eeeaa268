import Transcripts

extension Transcript {
    /// The lines that tell this transcript, in order.
    package var lines: [TranscriptLine] {
        [.header(header)] + steps.map { step in
            switch step {
            case .waits(let number):
                var event = events[number - 1]
                event.ended = nil
                event.result = .waiting
                event.payload = nil
                return .waits(event)
            case .completes(let number): return .completes(events[number - 1])
            case .ends(let index): return .ends(endings[index])
            }
        }
    }
}
