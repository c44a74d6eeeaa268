import Transcripts

/// What a check came to. A check that could not be made never counts as passed.
package enum Verdict: Sendable, Equatable {
    case passed(Answer)
    case failed(Answer)
    /// The run did not get far enough, or the lesson does not know the question.
    case couldNotCheck
    /// Nothing was replied; the answer is there all the same.
    case unanswered(Answer)

    /// `reply` nil or empty: skipped.
    package init(of reply: String?, for question: Question?, in transcript: Transcript) {
        guard let answer = question?.answer(transcript), !answer.accepted.isEmpty else {
            self = .couldNotCheck
            return
        }
        let reply = reply ?? ""
        if Reply(reply).isEmpty {
            self = .unanswered(answer)
        } else {
            self = answer.accepts(reply) ? .passed(answer) : .failed(answer)
        }
    }

    package var answer: Answer? {
        switch self {
        case .passed(let answer), .failed(let answer), .unanswered(let answer): answer
        case .couldNotCheck: nil
        }
    }
}
