/// Why a transcript file cannot be read. The words are in Messages.
package struct TranscriptFileError: Error, Sendable, Equatable {
    package var file: String
    /// From 1; nil when the whole file is meant.
    package var line: Int?
    package var reason: Reason

    package init(file: String, line: Int?, reason: Reason) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    package enum Reason: Error, Sendable, Equatable {
        /// The file could not be opened or read.
        case unreadable
        case empty
        /// The first line is no header.
        case notATranscript
        case newerVersion(found: Int, known: Int)
        /// The line is no JSON from this column on (from 1, in bytes).
        case brokenLine(column: Int)
        /// JSON, but neither an event nor an ending.
        case unknownLine
        case missing(field: String)
        /// The field's value is of the wrong type or out of range.
        case wrong(field: String)
        /// The field names something that this version does not know.
        case unknownValue(field: String, value: String)
        /// Events are numbered without gaps, in the order in which they begin.
        case numberJumps(found: Int, expected: Int)
        /// This event has ended already, or waits already.
        case numberRepeats(Int)
        /// This call began as another one.
        case callChanges(Int)
    }
}

/// Something odd that did not keep a transcript from being read.
package enum TranscriptFileWarning: Sendable, Equatable {
    /// The last line is torn, as when the lab was killed; it was left out.
    case tornLine(line: Int)
}
