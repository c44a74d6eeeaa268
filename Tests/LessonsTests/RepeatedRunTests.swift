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
}

extension LessonScenario {
    /// A run, and whether it waited for a timer of the kernel's: then it is not run so often.
    fileprivate func timedRun() throws -> (run: Transcript, isSlow: Bool) {
        let begin = ContinuousClock.now
        let run = try run()
        return (run, ContinuousClock.now - begin > .milliseconds(300))
    }
}
