import Engine
import Foundation
import Lessons
import Testing
import Transcripts

/// How often each scenario runs: 200, or SOCKETLAB_RUNS.
private let runs = ProcessInfo.processInfo.environment["SOCKETLAB_RUNS"].flatMap(Int.init) ?? 200

@Suite struct RepeatedRunTests {
    @Test(arguments: LessonScenario.all.filter { !$0.isAboutRealTime })
    func everyRun_isLikeTheFirst(_ scenario: LessonScenario) throws {
        let (first, isSlow) = try scenario.timedRun()
        for number in 2...max(2, isSlow ? 4 : runs) {
            let again = try scenario.run()
            if scenario.dependsOnAcknowledgements, again.outcome == first.outcome { continue }
            guard again.normalised() != first.normalised() else { continue }
            let difference = Comparison(first, again).first
            Issue.record("run \(number) differs: \(String(describing: difference))")
            return
        }
    }

    #if compiler(>=6.2)
        /// In a process of its own: the other tests here open sockets meanwhile.
        @Test func runs_leaveNoDescriptorAndNoThread() async {
            guard Belongings.now != nil else { return print("skipped: no /proc/self here") }
            await #expect(processExitsWith: .success) {
                // The engine keeps threads for later, and needs one more when the last run's have not quite gone to
                // rest: several rounds, and what leaks grows with each.
                var seen: [Belongings?] = []
                while seen.count < 6 {
                    for scenario in LessonScenario.all {
                        let (_, isSlow) = try scenario.timedRun()
                        for _ in 1..<max(2, isSlow ? 2 : runs / 5) { _ = try scenario.run() }
                    }
                    if let last = seen.last, Belongings.now == last { return }
                    seen.append(Belongings.now)
                }
                print("descriptors and threads after each round: \(seen)")
                exit(1)
            }
        }
    #endif
}

extension LessonScenario {
    /// A run, and whether it waited for a timer of the kernel's: then it is not run so often.
    fileprivate func timedRun() throws -> (run: Transcript, isSlow: Bool) {
        let begin = ContinuousClock.now
        let run = try run()
        return (run, ContinuousClock.now - begin > .milliseconds(300))
    }
}

/// What a process holds.
private struct Belongings: Equatable {
    var descriptors: Int
    var threads: Int

    static var now: Belongings? {
        let files = FileManager.default
        guard let descriptors = try? files.contentsOfDirectory(atPath: "/proc/self/fd"),
            let threads = try? files.contentsOfDirectory(atPath: "/proc/self/task")
        else { return nil }
        return Belongings(descriptors: descriptors.count, threads: threads.count)
    }
}
