/// An outcome, how many runs came to it, and the choices that lead there again.
package struct CountedOutcome: Sendable, Equatable {
    package var outcome: Outcome
    /// Runs that came to it.
    package var count: Int
    /// For `--schedule`; nil where threads raced freely.
    package var choices: String?
    /// Only a random sample came to it.
    package var wasSampled: Bool

    package init(_ outcome: Outcome, count: Int, choices: String? = nil, wasSampled: Bool = false) {
        self.outcome = outcome
        self.count = count
        self.choices = choices
        self.wasSampled = wasSampled
    }
}

/// Outcomes that are the same but for who of one role got which part: three clients do not make six outcomes of one.
package struct OutcomeGroup: Sendable, Equatable {
    /// The member with the shortest choices stands for all.
    package var shown: CountedOutcome
    package var members: [Outcome]
    /// Runs that came to any of them.
    package var count: Int

    package var wasSampled: Bool { shown.wasSampled }
    /// The ways in which the parts are dealt out among participants of one role.
    package var deals: Int { members.count }

    /// The groups in an order that depends on the outcomes alone, so that a group has the same number every time: as
    /// the texts are ordered, longer pieces first.
    ///
    /// - Parameter roles: by participant's name; who is not in it stands alone.
    package static func groups(_ counted: [CountedOutcome], roles: [String: Transcript.Role]) -> [OutcomeGroup] {
        let byKey = Dictionary(grouping: counted) { Key($0.outcome, roles) }
        return byKey.sorted { $0.key.text > $1.key.text }.map { OutcomeGroup($0.value) }
    }

    /// The same groups, most frequent first.
    package static func byFrequency(_ counted: [CountedOutcome], roles: [String: Transcript.Role]) -> [OutcomeGroup] {
        let groups = groups(counted, roles: roles)
        let order = groups.indices.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }
        return order.map { groups[$0] }
    }

    private init(_ members: [CountedOutcome]) {
        let ordered = members.sorted { $0.precedence < $1.precedence }
        shown = ordered[0]
        shown.wasSampled = members.allSatisfy(\.wasSampled)
        self.members = ordered.map(\.outcome)
        count = members.reduce(0) { $0 + $1.count }
    }
}

extension CountedOutcome {
    fileprivate var precedence: (Int, String, String) { (choices?.count ?? 0, choices ?? "", outcome.parts.map(\.text).joined()) }
}

extension OutcomeGroup {
    /// What the members of a group have in common.
    private struct Key: Hashable {
        /// By role, how often each part.
        let parts: [String: [Part: Int]]
        /// Orders the groups.
        let text: String

        struct Part: Hashable {
            var printed: [Payload]
            var ends: [Outcome.End]
        }

        init(_ outcome: Outcome, _ roles: [String: Transcript.Role]) {
            let byRole = Dictionary(grouping: outcome.parts) { roles[$0.participant]?.rawValue ?? "=\($0.participant)" }
            parts = byRole.mapValues { parts in
                parts.reduce(into: [:]) { $0[Part(printed: $1.printed, ends: $1.ends), default: 0] += 1 }
            }
            text = byRole.sorted { $0.key > $1.key }.map { $0.value.map(\.text).sorted().joined() }.joined()
        }
    }
}

extension Outcome.Part {
    /// Everything but the name. Byte by byte, so that no two parts have the same text.
    fileprivate var text: String {
        let pieces = printed.map { payload in
            String(String.UnicodeScalarView(payload.bytes.map { Unicode.Scalar($0) })) + "\0\(payload.length)\0"
        }
        return pieces.joined() + ends.map { "\($0.thread ?? "") \($0.how)\0" }.joined()
    }
}
