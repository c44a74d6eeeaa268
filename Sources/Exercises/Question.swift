import Transcripts

/// A prediction that a lesson asks for before a run; the run gives the answer.
package struct Question: Sendable {
    /// The ID of the `ask` block in lesson.md.
    package var id: String
    /// The scenario whose run answers it.
    package var scenario: String
    /// Computes the answer from the run; nil where the run did not get that far.
    package var answer: @Sendable (Transcript) -> Answer?

    package init(_ id: String, scenario: String, answer: @escaping @Sendable (Transcript) -> Answer?) {
        self.id = id
        self.scenario = scenario
        self.answer = answer
    }
}

/// The right answer to a question, as computed from a transcript.
package struct Answer: Sendable, Equatable {
    /// What may be typed; all mean the same, the first is shown: `11`, `hellobigpig`.
    package var accepted: [String]
    /// The event that shows it.
    package var event: Int?
    /// A number of bytes, which is shown as the rows show it. A port, say, is none.
    package var isCount: Bool

    package init(_ first: String, also others: [String] = [], event: Int? = nil, isCount: Bool = false) {
        accepted = [first] + others
        self.event = event
        self.isCount = isCount
    }
}
