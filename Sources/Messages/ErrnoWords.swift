import Transcripts

/// What an errno means, for a beginner.
package protocol ErrnoWords {
    /// What happened, why, and what to do next, in one to three short sentences. `address` is the one that the call
    /// asked for. Every errno has an answer; an unknown one gets a general one with its name.
    func meaning(of failure: Event.Failure, in call: Call, address: RecordedAddress?) -> String
}
