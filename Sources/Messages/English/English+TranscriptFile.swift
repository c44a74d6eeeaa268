import Transcripts

extension English {
    package func text(for error: TranscriptFileError) -> String {
        let place = error.line.map { "\(error.file):\($0)" } ?? error.file
        return "\(place): \(reason(error.reason))"
    }

    package func text(for warning: TranscriptFileWarning, file: String) -> String {
        switch warning {
        case .tornLine(let line): "\(file):\(line): the last line is torn and was left out; the run was ended while it was written."
        }
    }

    private func reason(_ reason: TranscriptFileError.Reason) -> String {
        switch reason {
        case .unreadable: "the file cannot be read. Check its name and permissions."
        case .empty: "the file is empty."
        case .notATranscript: "this is no transcript: its first line should begin with {\"socketlab\":."
        case .newerVersion(let found, let known):
            "this transcript has version \(found) of the format, this lab knows \(known). Use a newer socketlab."
        case .brokenLine(let column): "the line is broken at column \(column): it is no JSON."
        case .unknownLine: "the line is neither an event nor the end of a thread."
        case .missing(let field): "the field \"\(field)\" is missing."
        case .wrong(let field): "the field \"\(field)\" has a value of the wrong type or out of range."
        case .unknownValue(let field, let value): "the field \"\(field)\" says \"\(value)\", which this lab does not know."
        case .numberJumps(let found, let expected): "event \(found) comes where event \(expected) should."
        case .numberRepeats(let number): "event \(number) was there before."
        case .callChanges(let number): "event \(number) began as another call."
        }
    }
}
