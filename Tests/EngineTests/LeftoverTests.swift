import Engine
import Foundation
import Testing
import Transcripts

/// After any number of runs the process holds what it held before.
@Suite(.serialized)
struct LeftoverTests {
    private func open(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(folder)").count
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd"), "needs /proc"))
    func descriptors_areAllClosed() throws {
        // Other suites run beside this one: the lowest count of many looks is compared.
        func fewest() throws -> Int { try (1...200).map { _ in try open("fd") }.min()! }
        let before = try fewest()
        for _ in 1...300 { _ = try run(Programs.sticky) }
        for _ in 1...100 { _ = try run(Programs.sticky, options: RunOptions(schedule: .free)) }
        #expect(try fewest() <= before + 40)
    }

    @Test func folder_isRemovedWithItsFiles() throws {
        let scenario = Scenario("files", participants: [
            Participant("writer", role: .peer, start: .atOnce, program: { host in
                let folder = try host.folder
                try Data("kept for the run".utf8).write(to: URL(fileURLWithPath: folder + "/a file"))
                host.print(folder)
                host.print(try host.folder)
            })
        ])
        let transcript = try run(scenario)
        let paths = transcript.prints(of: "writer")
        #expect(paths.count == 2 && paths[0] == paths[1] && paths[0].hasSuffix("/writer.files"))
        let parent = URL(fileURLWithPath: paths[0]).deletingLastPathComponent().path
        #expect(!FileManager.default.fileExists(atPath: parent))
    }
}
