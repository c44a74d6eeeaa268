import Transcripts

/// Calls in a row that brought nothing: the mark of a loop that spins.
///
/// The first few are recorded as they are; the later ones fold into one event for each kind of call.
struct BarrenStreak {
    /// So many in a row, and the lab ends the thread.
    static let limit = 1_000
    /// So many are shown before folding begins.
    static let shown = 4

    private(set) var count = 0
    private(set) var folded: [RawRecord] = []

    /// Whether the event is to be recorded now. Otherwise it has been folded.
    mutating func takesIn(_ event: RawRecord, isBarren: Bool) -> Bool {
        if event.call == .print, count > 0 { return !folds(event) }
        guard isBarren else { return true }
        count += 1
        return !folds(event)
    }

    /// Whether this event breaks the streak; the folded events are then to be recorded before it.
    func isBroken(by call: Call, isBarren: Bool) -> Bool {
        count > 0 && call != .print && !isBarren
    }

    /// The streak is over. Returns the folded events.
    mutating func end() -> [RawRecord] {
        defer { self = BarrenStreak() }
        return folded
    }

    private mutating func folds(_ event: RawRecord) -> Bool {
        guard count > Self.shown else { return false }
        if let index = folded.firstIndex(where: { $0.call == event.call && $0.socket == event.socket }) {
            folded[index].repeats += 1
            folded[index].ended = event.ended
        } else {
            folded.append(event)
        }
        return true
    }

    /// Nothing received, nothing sent, or a call that fails again.
    static func isBarren(_ event: inout RawRecord) -> Bool {
        switch (event.call, event.result) {
        // Where time jumps; whether others did something meanwhile, `LabThread.noteProgress` knows.
        case (.sleep, _): event.jumped > 0
        case (.poll, .failed): true
        case (.recv, .returned(0)): event.size != 0
        case (.send, .returned(0)): true
        case (.recv, .failed), (.send, .failed), (.accept, .failed), (.recvfrom, .failed), (.sendto, .failed),
            (.connect, .failed):
            true
        default: false
        }
    }
}
