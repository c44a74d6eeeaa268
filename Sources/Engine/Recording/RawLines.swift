import Transcripts

/// Keeps what a run tells before it is annotated, for whoever asks for it with `RunOptions.rawLines`.
package final class RawLines: Sendable {
    private let lines = Lock<[RawLine]>([])

    package init() {}

    func append(_ line: RawLine) { lines.withLock { $0.append(line) } }

    /// In order: cause before effect.
    package var all: [RawLine] { lines.withLock { $0 } }
}
