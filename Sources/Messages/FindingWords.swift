import Transcripts

/// A finding in words: a word in capitals, then what happened and what it means.
package struct FindingText: Sendable, Equatable {
    /// `STICKY`, 粘包.
    package var word: String
    /// One or two sentences for a beginner, events as `#7`.
    package var sentence: String

    package init(_ word: String, _ sentence: String) {
        self.word = word
        self.sentence = sentence
    }
}

package protocol FindingWords {
}
