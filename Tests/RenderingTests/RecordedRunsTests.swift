import Foundation
import Messages
import Rendering
import Testing
import Transcripts

/// The runs that the project keeps in `transcripts/`, at the usual widths.
@Suite struct RecordedRunsTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("transcripts")

    private static var files: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".jsonl") }.sorted()
    }

    @Test(arguments: files)
    func everyRecordedRun_FitsItsScreen(file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(file)))
        let transcript = try TranscriptReader.read(bytes, file: file).transcript
        for width in [40, 64, 80, 120] {
            for language in Language.allCases {
                let text = render(transcript, options: RenderOptions(width: width, language: language))
                expectTame(text, width: width, "\(file) at \(width)")
            }
        }
    }
}
