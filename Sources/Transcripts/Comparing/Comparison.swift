/// Two recordings side by side, normalised: where they first part and in what.
package struct Comparison: Sendable, Equatable {
    /// What differs in the headers.
    package var header: [HeaderField]
    /// The steps that differ, in order, up to the place where the runs part.
    package var differences: [Difference]
    /// The first step where the two do something else altogether: another call, another participant, or one has
    /// ended. From there on step by step says nothing; nil when they take the same steps to the end.
    package var partsAt: Int?
    /// Whether both come to the same outcome all the same.
    package var hasSameOutcome: Bool

    package enum HeaderField: String, Sendable, CaseIterable {
        case lesson, scenario, participants, schedule, choices, transport, address, underneath
    }

    /// One step of each side.
    package struct Difference: Sendable, Equatable {
        /// Index into `steps`, the same in both.
        package var step: Int
        /// nil where this side has no more steps.
        package var a: Side?
        package var b: Side?
        /// The fields that differ; empty where the steps are no pair.
        package var fields: [Field]
    }

    /// A step with what it is about, as the transcript has it (not normalised).
    package struct Side: Sendable, Equatable {
        package var step: Transcript.Step
        package var event: Event?
        package var ending: Transcript.Ending?
    }

    /// What of an event differs; the names are those of the transcript file.
    package enum Field: String, Sendable, CaseIterable {
        case event, participant, thread, call, socket, detail, address, size, flags, backlog, option, value, seconds
        case result, payload, accepted, peer, local, other, connection, position, copies, datagramLength, lost, unread
        case waitedFor, repeats, fault, how
    }

    package init(_ a: Transcript, _ b: Transcript) {
        let (normalA, normalB) = (a.normalised(), b.normalised())
        header = Self.differences(normalA.header, normalB.header)
        hasSameOutcome = a.outcome == b.outcome
        differences = []
        for step in 0..<max(a.steps.count, b.steps.count) {
            let fields = Self.fields(normalA.side(step), normalB.side(step))
            if fields?.isEmpty == true { continue }
            differences.append(Difference(step: step, a: a.side(step), b: b.side(step), fields: fields ?? []))
            if fields == nil {
                partsAt = step
                break
            }
        }
    }

    /// The same steps with the same bytes and results, whatever the headers say.
    package var hasSameSteps: Bool { differences.isEmpty }
    package var first: Difference? { differences.first }
}

extension Transcript {
    fileprivate func side(_ place: Int) -> Comparison.Side? {
        guard steps.indices.contains(place) else { return nil }
        switch steps[place] {
        case .waits(let number): return Comparison.Side(step: steps[place], event: event(number)?.asItWaited)
        case .completes(let number): return Comparison.Side(step: steps[place], event: event(number))
        case .ends(let index):
            return Comparison.Side(step: steps[place], ending: endings.indices.contains(index) ? endings[index] : nil)
        }
    }
}

extension Comparison {
    private static func differences(_ a: Transcript.Header, _ b: Transcript.Header) -> [HeaderField] {
        var fields: [HeaderField] = []
        func compare(_ field: HeaderField, _ isSame: Bool) { if !isSame { fields.append(field) } }
        compare(.lesson, a.lesson == b.lesson)
        compare(.scenario, a.scenario == b.scenario)
        compare(.participants, a.participants == b.participants)
        compare(.schedule, a.schedule == b.schedule)
        compare(.choices, a.choices == b.choices)
        compare(.transport, a.transport == b.transport)
        compare(.address, a.address == b.address)
        compare(.underneath, a.underneath == b.underneath)
        return fields
    }

    /// What differs between two steps; nil when they are not the same step at all.
    private static func fields(_ a: Side?, _ b: Side?) -> [Field]? {
        guard let a, let b, a.step.kind == b.step.kind else { return nil }
        if let a = a.event, let b = b.event { return fields(a, b) }
        guard let a = a.ending, let b = b.ending, a.participant == b.participant, a.thread == b.thread else { return nil }
        return a.how == b.how ? [] : [.how]
    }

    private static func fields(_ a: Event, _ b: Event) -> [Field]? {
        guard a.participant == b.participant, a.thread == b.thread, a.call == b.call else { return nil }
        return asked(a, b) + answered(a, b) + recorded(a, b)
    }

    private static func asked(_ a: Event, _ b: Event) -> [Field] {
        differing([
            (.event, a.number == b.number), (.socket, a.socket == b.socket), (.detail, a.detail == b.detail),
            (.address, a.address == b.address), (.size, a.size == b.size), (.flags, a.flags == b.flags),
            (.backlog, a.backlog == b.backlog), (.option, a.option == b.option), (.value, a.value == b.value),
            (.seconds, a.seconds == b.seconds),
        ])
    }

    private static func answered(_ a: Event, _ b: Event) -> [Field] {
        differing([
            (.result, a.result == b.result), (.payload, a.payload == b.payload), (.accepted, a.accepted == b.accepted),
            (.peer, a.peer == b.peer), (.local, a.local == b.local),
        ])
    }

    private static func recorded(_ a: Event, _ b: Event) -> [Field] {
        differing([
            (.other, a.other == b.other), (.connection, a.connection == b.connection), (.position, a.position == b.position),
            (.copies, a.copies == b.copies),
            (.datagramLength, a.datagramLength == b.datagramLength), (.lost, a.lost == b.lost), (.unread, a.unread == b.unread),
            (.waitedFor, a.waitedFor == b.waitedFor), (.repeats, a.repeats == b.repeats), (.fault, a.fault == b.fault),
        ])
    }

    private static func differing(_ pairs: [(Field, Bool)]) -> [Field] { pairs.filter { !$0.1 }.map(\.0) }
}

extension Transcript.Step {
    fileprivate var kind: Int {
        switch self {
        case .waits: 0
        case .completes: 1
        case .ends: 2
        }
    }
}
