import Engine
import Foundation
import Testing
import Transcripts

/// After any number of runs the process holds what it held before.
@Suite struct LeftoverTests {
    #if compiler(>=6.2)
        /// In a process of its own, whose descriptors nobody else opens.
        @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd"), "needs /proc"))
        func descriptors_areAllClosed() async {
            await #expect(processExitsWith: .success) {
                func descriptors() throws -> [String] {
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").sorted()
                }
                func work(_ runs: Int) throws {
                    for _ in 1...runs {
                        _ = try run(Programs.sticky)
                        _ = try run(Programs.sticky, options: RunOptions(schedule: .free))
                    }
                }
                try work(1)
                let before = try descriptors()
                try work(100)
                if try descriptors() == before { return }
                print("before \(before), after \(try descriptors())")
                exit(1)
            }
        }
    #endif

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
