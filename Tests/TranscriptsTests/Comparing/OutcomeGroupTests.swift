import Testing
@testable import Transcripts

@Suite struct OutcomeGroupTests {
    private static let roles: [String: Transcript.Role] = ["server": .server, "a": .client, "b": .client, "c": .client]

    private func outcome(_ printed: KeyValuePairs<String, [String]>) -> Outcome {
        Outcome(parts: printed.map { name, texts in
            Outcome.Part(participant: name, printed: texts.map(Payload.init), ends: [.init(thread: nil, how: .returned)])
        })
    }

    private func texts(_ groups: [OutcomeGroup], of participant: String = "server") -> [[String]] {
        groups.map { group in
            group.shown.outcome.parts.first { $0.participant == participant }?.printed
                .map { String(decoding: $0.bytes, as: UTF8.self) } ?? []
        }
    }

    @Test func partsOfOneRole_DealtOutOtherwise_AreOneGroup() {
        let counted = [
            CountedOutcome(outcome(["server": ["x"], "a": ["1"], "b": ["2"], "c": []]), count: 3, choices: "abc"),
            CountedOutcome(outcome(["server": ["x"], "a": ["2"], "b": [], "c": ["1"]]), count: 4, choices: "ab"),
            CountedOutcome(outcome(["server": ["x"], "a": ["1"], "b": ["1"], "c": []]), count: 1, choices: "b"),
        ]
        let groups = OutcomeGroup.groups(counted, roles: Self.roles)
        #expect(Set(groups.map(\.deals)) == [2, 1])
        #expect(groups.first { $0.deals == 2 }?.count == 7)
        #expect(groups.first { $0.deals == 2 }?.shown.choices == "ab")
    }

    @Test func partsOfDifferentRoles_AreNotExchanged() {
        let counted = [
            CountedOutcome(outcome(["server": ["1"], "a": ["2"]]), count: 1),
            CountedOutcome(outcome(["server": ["2"], "a": ["1"]]), count: 1),
        ]
        #expect(OutcomeGroup.groups(counted, roles: Self.roles).count == 2)
        #expect(OutcomeGroup.groups(counted, roles: [:]).count == 2)
    }

    @Test func numbers_DependOnTheOutcomesAlone() {
        let sticky = [["hello", "big", "pig"], ["hello", "bigpig", ""], ["hellobigpig", "", ""], ["hellobig", "pig", ""]]
            .map { CountedOutcome(outcome(["server": $0, "a": []]), count: $0.count) }
        for counted in [sticky, sticky.reversed()] {
            #expect(texts(OutcomeGroup.groups(counted, roles: Self.roles)) == [
                ["hellobigpig", "", ""], ["hellobig", "pig", ""], ["hello", "bigpig", ""], ["hello", "big", "pig"],
            ])
        }
    }

    @Test func byFrequency_TheMostFrequentIsFirst() {
        let counted = [("x", 1), ("y", 5), ("z", 3)].map { CountedOutcome(outcome(["server": [$0.0]]), count: $0.1) }
        #expect(texts(OutcomeGroup.byFrequency(counted, roles: Self.roles)) == [["y"], ["z"], ["x"]])
    }

    /// Bytes that are no text, and texts cut otherwise, are told apart.
    @Test func outcomesThatLookAlike_AreTwo() {
        func group(_ payloads: [Payload]) -> CountedOutcome {
            CountedOutcome(Outcome(parts: [.init(participant: "server", printed: payloads, ends: [])]), count: 1)
        }
        let counted = [
            group([Payload([0xFF])]), group([Payload([0xFE])]), group([Payload("ab")]), group([Payload("a"), Payload("b")]),
            group([Payload(Array("ab".utf8), length: 9)]),
        ]
        #expect(OutcomeGroup.groups(counted, roles: [:]).count == 5)
    }

    @Test func sampledOnly_IsWhatOnlySamplesFound() {
        let one = outcome(["server": [], "a": ["1"], "b": ["2"]])
        let other = outcome(["server": [], "a": ["2"], "b": ["1"]])
        let mixed = [CountedOutcome(one, count: 1, choices: "a", wasSampled: true), CountedOutcome(other, count: 1, choices: "bb")]
        #expect(OutcomeGroup.groups(mixed, roles: Self.roles).map(\.wasSampled) == [false])
        let sampled = mixed.map { CountedOutcome($0.outcome, count: 1, wasSampled: true) }
        #expect(OutcomeGroup.groups(sampled, roles: Self.roles).map(\.wasSampled) == [true])
    }
}
