import Engine
import Lessons
import Sockets

extension Workload {
    /// What searches came to, all together.
    public struct Search: Sendable {
        public var searches = 0
        /// Complete runs, and those that reduction cut short.
        public var schedules = 0
        public var cutShort = 0
        public var seconds = 0.0
        /// Of one search.
        public var outcomes = 0
        public var isComplete = true
    }

    /// Explores a scenario again and again, until so many schedules have been run.
    ///
    /// - Parameters:
    ///   - lesson: the number, `7`.
    ///   - limit: the most schedules of one search.
    public static func explore(
        lesson: Int, _ name: String, reduction: Bool, splits: Bool = false, schedules: Int, limit: Int = 100_000
    ) throws -> Search {
        let folder = catalog.first { $0.folder.hasPrefix(lesson < 10 ? "0\(lesson)-" : "\(lesson)-") }
        guard let scenario = folder?.scenario(named: name) else { throw NoScenario(name: "\(lesson) \(name)") }
        var options = ExploreOptions()
        options.reduction = reduction
        options.splits = splits
        options.maxRuns = limit
        options.maxSeconds = 20
        options.samples = 0
        var search = Search()
        let start = ContinuousClock.now
        repeat {
            let found = try Engine.explore(scenario, options: options)
            search.searches += 1
            search.schedules += found.runs
            search.cutShort += found.cutShort
            search.outcomes = found.found.count
            search.isComplete = search.isComplete && found.isComplete
        } while search.schedules < schedules
        search.seconds = (ContinuousClock.now - start) / .seconds(1)
        return search
    }

    /// Lesson 7's `sticky` with threads racing, as `repeat` runs it.
    public static func race(runs: Int) throws {
        guard let scenario = catalog.first(where: { $0.folder == "07-sticky-packets" })?.scenario(named: "sticky") else {
            throw NoScenario(name: "7 sticky")
        }
        for number in 1...runs {
            var options = RunOptions(schedule: .free)
            options.loopback = .loopback(number: number)
            _ = try run(scenario, options: options)
        }
    }

    /// As the lab does behind each command.
    public static func releaseThreads() { ThreadPool.shared.releaseIdleThreads() }

    struct NoScenario: Error, CustomStringConvertible {
        var name: String
        var description: String { "there is no scenario \(name)" }
    }
}
