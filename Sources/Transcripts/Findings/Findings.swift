/// Everything worth saying about a run, in the order of the events. Computed from the recording alone.
package func findings(in transcript: Transcript) -> [Finding] { findings(in: FlowIndex(transcript)) }

package func findings(in index: FlowIndex) -> [Finding] {
    let families: [(FlowIndex) -> [Finding]] = [
        injectedFindings, waitFindings, failureFindings, stickyFindings, shortReadFindings, cutFindings,
        cutCharacterFindings, datagramFindings, endOfStreamFindings, nothingSentFindings, closeFindings,
        spinningFindings, deadlockFindings,
    ]
    let found = families.flatMap { $0(index) }
    // Below one event they stand in the order of the families.
    return found.enumerated().sorted { ($0.element.event, $0.offset) < ($1.element.event, $1.offset) }.map(\.element)
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
    var streamReceives: [[Event]] {
        received.keys.filter { $0 >= 0 }.sorted().map { flow in
            received[flow, default: []].compactMap(transcript.event)
        }
    }
}

/// The faults that the lab injected itself.
func injectedFindings(in index: FlowIndex) -> [Finding] {
    index.events.compactMap { event in event.fault.map { event.finding(.injected(fault: $0)) } }
}
