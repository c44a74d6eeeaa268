/// Everything worth saying about a run, in the order of the events. Computed from the recording alone.
package func findings(in transcript: Transcript) -> [Finding] { findings(in: FlowIndex(transcript)) }

package func findings(in index: FlowIndex) -> [Finding] {
    let loops = ReadingLoops(index)
    let found = injectedFindings(in: index) + waitFindings(in: index) + failureFindings(in: index)
        + messageFindings(in: index, loops) + datagramFindings(in: index) + endOfStreamFindings(in: index)
        + nothingSentFindings(in: index) + closeFindings(in: index) + spinningFindings(in: index)
        + deadlockFindings(in: index)
    // Below one event they stand in the order of the families.
    return found.enumerated().sorted { ($0.element.event, $0.offset) < ($1.element.event, $1.offset) }.map(\.element)
}

/// What became of the messages on streams.
private func messageFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    stickyFindings(in: index, loops) + shortReadFindings(in: index, loops) + cutFindings(in: index, loops)
        + cutCharacterFindings(in: index, loops)
}

extension Transcript {
    /// Computed anew each time: keep the array.
    package var findings: [Finding] { Transcripts.findings(in: self) }
}

extension Event {
    func finding(_ kind: Finding.Kind) -> Finding { Finding(event: number, participant: participant, kind: kind) }
}

extension FlowIndex {
    var events: [Event] { transcript.events }

    /// The stream receives that took bytes, in the order in which they ended, a flow an element.
    var streamReceives: [Receives] {
        received.keys.filter { $0 >= 0 }.sorted().map { Receives(numbers: received[$0, default: []], events: events) }
    }
}

/// The receives of one flow, without a copy of each.
struct Receives: RandomAccessCollection {
    let numbers: [Int]
    let events: [Event]

    var startIndex: Int { 0 }
    var endIndex: Int { numbers.count }
    subscript(place: Int) -> Event { events[numbers[place] - 1] }
}

/// The faults that the lab injected itself.
func injectedFindings(in index: FlowIndex) -> [Finding] {
    index.events.compactMap { event in event.fault.map { event.finding(.injected(fault: $0)) } }
}
