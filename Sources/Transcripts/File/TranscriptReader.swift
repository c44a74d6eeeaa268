#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads transcript files, also hostile ones: it returns a transcript or says which line is wrong and why.
package enum TranscriptReader {
    /// The file at `path`, which should be a regular one.
    package static func read(
        contentsOf path: String
    ) throws(TranscriptFileError) -> (transcript: Transcript, warnings: [TranscriptFileWarning]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw TranscriptFileError(file: path, line: nil, reason: .unreadable)
        }
        return try read(Array(data), file: path)
    }

    /// The bytes of a file; `file` is its name for errors.
    package static func read(
        _ bytes: [UInt8], file: String
    ) throws(TranscriptFileError) -> (transcript: Transcript, warnings: [TranscriptFileWarning]) {
        // The shortest line of an event has some more than 50 bytes.
        let most = min(bytes.count { $0 == UInt8(ascii: "\n") }, bytes.count / 50)
        var reading = Reading(file: file, mostEvents: most)
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            try reading.take(bytes[start..<end], isTerminated: end < bytes.endIndex)
            start = end + 1
        }
        guard let transcript = reading.transcript else { throw reading.error(.empty, line: nil) }
        return (transcript, reading.warnings)
    }
}

/// A file, as far as it was read.
private struct Reading {
    let file: String
    var line = 0
    var transcript: Transcript?
    var warnings: [TranscriptFileWarning] = []
    /// The events whose call still waits.
    var waiting: Set<Int> = []

    /// No more are there: with room for them, none is moved while they are read.
    private let mostEvents: Int

    init(file: String, mostEvents: Int) {
        self.file = file
        self.mostEvents = mostEvents
    }

    func error(_ reason: TranscriptFileError.Reason, line: Int?) -> TranscriptFileError {
        TranscriptFileError(file: file, line: line, reason: reason)
    }

    mutating func take(_ bytes: ArraySlice<UInt8>, isTerminated: Bool) throws(TranscriptFileError) {
        line += 1
        guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) else { return }
        do {
            try take(try LineReader.line(of: bytes))
        } catch .brokenLine where transcript == nil {
            throw error(.notATranscript, line: line)
        } catch .brokenLine where !isTerminated {
            warnings.append(.tornLine(line: line))
        } catch {
            throw self.error(error, line: line)
        }
    }

    private mutating func take(_ line: TranscriptLine) throws(TranscriptFileError.Reason) {
        switch line {
        case .header(let header) where transcript == nil:
            transcript = Transcript(header: header)
            transcript?.steps.reserveCapacity(mostEvents)
            transcript?.events.reserveCapacity(mostEvents)
        case .header: break
        case _ where transcript == nil: throw .notATranscript
        case .waits(let event): try begin(event, waits: true)
        case .completes(let event): try complete(event)
        case .ends: break
        }
        transcript?.append(line)
    }

    private mutating func begin(_ event: Event, waits: Bool) throws(TranscriptFileError.Reason) {
        let expected = (transcript?.events.count ?? 0) + 1
        guard event.number >= expected else { throw .numberRepeats(event.number) }
        guard event.number == expected else { throw .numberJumps(found: event.number, expected: expected) }
        if waits { waiting.insert(event.number) }
    }

    private mutating func complete(_ event: Event) throws(TranscriptFileError.Reason) {
        guard waiting.remove(event.number) != nil else { return try begin(event, waits: false) }
        let begun = transcript?.event(event.number)
        guard begun?.participant == event.participant, begun?.thread == event.thread, begun?.call == event.call else {
            throw .callChanges(event.number)
        }
    }
}
