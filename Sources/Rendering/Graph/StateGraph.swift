import Transcripts

/// Where the outcomes of a scenario part: the tree of its choices, folded.
///
/// A state is what each participant has done and got so far; runs that come to the same state meet there. As soon as
/// only one outcome is left, nothing more is drawn but that outcome. States that only lead on are left out.
struct StateGraph: Equatable {
    /// One call with its result.
    struct Step: Hashable, Comparable {
        var participant: String
        var thread: String?
        /// In words of BSD: `recv "hello"`.
        var text: String

        static func < (a: Step, b: Step) -> Bool {
            (a.participant, a.thread ?? "", a.text) < (b.participant, b.thread ?? "", b.text)
        }
    }

    enum Place: Hashable, Comparable {
        case state(Int)
        /// The index of an outcome's group.
        case outcome(Int)
    }

    struct Edge: Equatable {
        var from: Int
        var to: Place
        /// Ways from there to here, each the calls one after another.
        var ways: [[Step]]
    }

    /// The states are 0 (the start) and so on, from the top down.
    var stateCount = 0
    var edges: [Edge] = []
    var participants: [Transcript.Participant] = []
}

/// Builds the graph from the transcripts of many runs.
package struct StateGraphBuilder: Sendable {
    /// A history is a step after another history.
    private struct History: Hashable {
        var before: Int
        var step: Step
    }

    private struct Step: Hashable {
        var shown: StateGraph.Step
        /// Tells calls apart that look the same.
        var signature: String
    }

    private struct Actor: Hashable {
        var participant: String
        var thread: String?
    }

    private var histories: [History: Int] = [:]
    private var states: [[Actor: Int]: Int] = [[:]: 0]
    /// By state: the step and where it leads.
    private var next: [[Step: Int]] = [[:]]
    private var ends: [[Outcome]] = [[]]
    private var participants: [Transcript.Participant] = []
    package private(set) var runs = 0

    package init() {}

    package mutating func add(_ transcript: Transcript) {
        runs += 1
        participants = transcript.header.participants
        let normalised = transcript.normalised()
        var state: [Actor: Int] = [:]
        var place = 0
        for event in normalised.completedBeforeTheEnd {
            let step = Step(shown: .init(event), signature: event.signature)
            let actor = Actor(participant: event.participant, thread: event.thread)
            state[actor] = intern(History(before: state[actor] ?? -1, step: step))
            let target = intern(state)
            next[place][step] = target
            place = target
        }
        let outcome = transcript.outcome
        if !ends[place].contains(outcome) { ends[place].append(outcome) }
    }

    private mutating func intern(_ history: History) -> Int {
        if let number = histories[history] { return number }
        histories[history] = histories.count
        return histories.count - 1
    }

    private mutating func intern(_ state: [Actor: Int]) -> Int {
        if let number = states[state] { return number }
        states[state] = next.count
        next.append([:])
        ends.append([])
        return next.count - 1
    }

    /// The graph, its leaves the groups of outcomes.
    func graph(_ groups: [OutcomeGroup]) -> StateGraph {
        var numbers: [Outcome: Int] = [:]
        for (index, group) in groups.enumerated() { for member in group.members { numbers[member] = index } }
        let leaves = ends.map { Set($0.compactMap { numbers[$0] }) }
        let out = next.map { targets in
            targets.map { (step: $0.key.shown, signature: $0.key.signature, to: $0.value) }
                .sorted { ($0.step, $0.signature) < ($1.step, $1.signature) }.map { ($0.step, $0.to) }
        }
        var graph = GraphFolding(out: out, leaves: leaves).folded()
        graph.participants = participants
        return graph
    }
}

extension Transcript {
    /// The calls in the order in which they ended, up to where the lab ended the run.
    fileprivate var completedBeforeTheEnd: [Event] {
        var events: [Event] = []
        for case .completes(let number) in steps {
            guard let event = event(number) else { continue }
            if case .interrupted = event.result { break }
            events.append(event)
        }
        return events
    }
}

extension Event {
    /// Everything that tells this call from another one of the same participant.
    fileprivate var signature: String {
        let bytes = payload.map { String(decoding: $0.bytes, as: UTF8.self) + "\($0.length)" } ?? ""
        return "\(call.rawValue) \(size ?? -1) \(flags) \(option ?? "") \(value ?? "") \(result) \(socket?.role ?? "") \(bytes)"
    }
}

extension StateGraph.Step {
    init(_ event: Event) {
        self.init(participant: event.participant, thread: event.thread, text: event.callInBrief)
    }
}

extension Event {
    /// `send "hello"`, `recv = 0`, `connect ✗ ECONNREFUSED`.
    fileprivate var callInBrief: String {
        var text = call.rawValue
        if let failure { return text + " ✗ " + escaped(failure.name) }
        switch call {
        case .send, .sendto, .recv, .recvfrom, .print, .input:
            guard let payload, payload.length > 0 || call == .print else { return text + " = \(count ?? 0)" }
            let shown = PayloadText(form: payload.form, glyphs: .unicode, ambiguousWide: false)
            let preview = shown.preview(
                payload.bytes[...], isWhole: payload.isWhole, room: 16, escaping: shown.form == .text)
            text += shown.form == .text ? " \"\(preview.text)\"" : " <\(preview.text)>"
            if call.sends, let count, let size, count < size { text += " = \(count)/\(size)" }
        case .sleep: text += " \(seconds ?? 0) s"
        case .setsockopt, .getsockopt: text += " " + escaped(option ?? "")
        default: break
        }
        return text
    }
}
