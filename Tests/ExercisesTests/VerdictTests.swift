import Exercises
import Testing
import Transcripts

struct VerdictTests {
    private let transcript = Transcript(
        header: .init(lesson: "", scenario: "", participants: [], schedule: "lockstep", transport: "TCP"))

    private func question(_ answer: Answer?) -> Question { Question("q", scenario: "s") { _ in answer } }

    @Test func rightReply_passes() {
        #expect(Verdict(of: "11 bytes", for: question(Answer("11")), in: transcript) == .passed(Answer("11")))
    }

    @Test func wrongReply_fails_andHoldsTheAnswer() {
        let verdict = Verdict(of: "5", for: question(Answer("11", event: 3)), in: transcript)
        #expect(verdict == .failed(Answer("11", event: 3)))
        #expect(verdict.answer?.event == 3)
    }

    @Test func noReply_isNoFailure() {
        #expect(Verdict(of: nil, for: question(Answer("11")), in: transcript) == .unanswered(Answer("11")))
        #expect(Verdict(of: " ", for: question(Answer("11")), in: transcript) == .unanswered(Answer("11")))
    }

    @Test func runThatDidNotGetThere_couldNotBeChecked() {
        #expect(Verdict(of: "11", for: question(nil), in: transcript) == .couldNotCheck)
        #expect(Verdict(of: "11", for: nil, in: transcript) == .couldNotCheck)
    }
}
