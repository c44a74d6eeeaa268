import Transcripts

/// What is wrong with a transcript file: file, line, reason.
package protocol TranscriptFileWords {
    func text(for error: TranscriptFileError) -> String
    func text(for warning: TranscriptFileWarning, file: String) -> String
}
