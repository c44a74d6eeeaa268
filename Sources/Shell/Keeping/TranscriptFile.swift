import Glibc
import Transcripts

/// A recording on its way to a file: each line is appended as it happens, so that a killed run leaves a readable file.
final class TranscriptFile {
    private let path: String
    private var descriptor: Int32
    private var failure: Int32?

    init(_ path: String) throws(LabError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw .cannotWrite(path: path, errno: errno) }
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    func append(_ line: TranscriptLine) {
        guard failure == nil else { return }
        if !Files.writeAll(TranscriptWriter.bytes(line) + [10], to: descriptor) { failure = errno }
    }

    func close() throws(LabError) {
        let closed = Glibc.close(descriptor)
        descriptor = -1
        if let failure { throw .cannotWrite(path: path, errno: failure) }
        if closed != 0 { throw .cannotWrite(path: path, errno: errno) }
    }
}
