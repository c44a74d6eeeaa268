import Engine
import Foundation
import Lessons
import Testing
import Transcripts

/// `transcripts/` holds a run of every scenario, and each is what a run gives today. Recorded anew with
/// SOCKETLAB_RECORD=1.
@Suite struct ReferenceTranscriptTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("transcripts")
    private static let isRecording = ProcessInfo.processInfo.environment["SOCKETLAB_RECORD"] == "1"

    private static func file(_ scenario: LessonScenario) -> URL {
        folder.appendingPathComponent("\(scenario.lesson.folder)-\(scenario.scenario.name).jsonl")
    }

    @Test(arguments: LessonScenario.all)
    func run_isLikeTheRecordedOne(_ scenario: LessonScenario) throws {
        let run = try scenario.run()
        let file = Self.file(scenario)
        if Self.isRecording {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(TranscriptWriter.file(run.withoutLocalVersion)).write(to: file)
        }
        let (recorded, warnings) = try TranscriptReader.read(contentsOf: file.path)
        #expect(warnings.isEmpty)
        // How much a buffer takes differs between kernels, and so does the rest of that run.
        if scenario.measuresBuffers, recorded.header.platform != run.withoutLocalVersion.header.platform {
            return print("skipped: \(scenario) was recorded on \(recorded.header.platform)")
        }
        if run.lacksSomething, !recorded.lacksSomething { return print("skipped: \(scenario) needs what is not here") }
        if recorded.isOfRoot != run.isOfRoot {
            return print("skipped: \(scenario) was recorded by \(recorded.isOfRoot ? "root" : "another user")")
        }
        if scenario.isAboutThisMachine {
            return #expect(recorded.calls.filter { $0 != .print } == run.calls.filter { $0 != .print })
        }
        let comparison = Comparison(recorded, run)
        if scenario.dependsOnAcknowledgements {
            #expect(comparison.header.isEmpty && comparison.hasSameOutcome)
            return print("compared by its outcome: \(scenario) depends on when the kernel acknowledges")
        }
        if scenario.isAboutRealTime {
            #expect(comparison.header.isEmpty)
            return print("not compared: \(scenario) is timed for real, and its threads race")
        }
        #expect(comparison.header.isEmpty && comparison.hasSameSteps, "\(String(describing: comparison.first))")
    }

    @Test func folder_holdsNothingElse() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names) == Set(LessonScenario.all.map { Self.file($0).lastPathComponent }))
    }
}

extension LessonScenario {
    /// What it prints, and which of its calls succeed, is the machine's own: its addresses, who may bind where.
    fileprivate var isAboutThisMachine: Bool {
        lesson.folder == "00-addresses" && ["tour", "every-address", "bind-errors"].contains(scenario.name)
    }
}

extension Transcript {
    /// A program asked `id -u`, and what follows depends on the answer: nothing is closed to root.
    fileprivate var isOfRoot: Bool {
        events.contains { $0.call == .run && $0.detail == "id -u" && $0.payload?.bytes == Array("0\n".utf8) }
    }

    fileprivate var calls: [Call] { events.map(\.call) }

    /// `Linux 6.1.0-18-amd64 x86_64` without what only tells one machine from another: `Linux 6.1.0 x86_64`.
    fileprivate var withoutLocalVersion: Transcript {
        var transcript = self
        let words = header.platform.split(separator: " ").map { $0.split(separator: "-").first ?? $0 }
        transcript.header.platform = words.joined(separator: " ")
        return transcript
    }
}
