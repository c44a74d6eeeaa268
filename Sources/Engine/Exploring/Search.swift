import Transcripts

/// Searches a scenario as a student wants it searched: a small one in the same way every time, a large one on every core; each
/// outcome with the shortest schedule that leads there.
///
/// - Parameter progress: is told now and then, on the calling thread, what was found so far.
/// - Throws: `ExploreError` where the scenario cannot be explored, `NotRepeatable` where two runs under the same choices
///   differed, `RunError` when a run could not be made.
package func search(
    _ scenario: Scenario, options: ExploreOptions = ExploreOptions(), cancellation: Cancellation,
    progress: (Exploration) -> Void = { _ in }
) throws -> Exploration {
    try Search(scenario: scenario, options: options, cancellation: cancellation).run(progress)
}

private struct Search {
    let scenario: Scenario
    let options: ExploreOptions
    let cancellation: Cancellation

    private var repeatability: Repeatability { Repeatability(scenario: scenario, settings: options.settings) }

    func run(_ progress: (Exploration) -> Void) throws -> Exploration {
        do {
            var found = try explored(progress)
            try Shortening(repeatability: repeatability, cancellation: cancellation).shorten(&found)
            return found
        } catch ExploreError.notRepeatable(let choices) {
            throw repeatability.difference(under: choices)
        }
    }

    private func explored(_ progress: (Exploration) -> Void) throws -> Exploration {
        let begin = ContinuousClock.now
        let found = try explored(options.onOneCore, progress)
        guard found.stop == .runs, options.isMoreThanOneCoreDoes else { return found }
        var rest = options
        rest.maxSeconds = max(options.maxSeconds - (ContinuousClock.now - begin) / .seconds(1), 0.001)
        return try explored(rest, progress)
    }

    /// One search that ends early when the memory runs short, or when the student has had enough.
    private func explored(_ options: ExploreOptions, _ progress: (Exploration) -> Void) throws -> Exploration {
        let stopping = try Cancellation()
        let memory = MemoryBound(bytes: options.maxBytes)
        if cancellation.isCancelled { stopping.cancel() }
        var isShortOfMemory = false
        var found = try explore(scenario, options: options, cancellation: stopping, progress: { so in
            progress(so)
            if memory.isReached { isShortOfMemory = true }
            if isShortOfMemory || cancellation.isCancelled { stopping.cancel() }
        })
        if found.stop == .cancelled, isShortOfMemory, !cancellation.isCancelled { found.stop = .memory }
        return found
    }
}

extension ExploreOptions {
    private static let mostOnOneCore = 2_000

    /// How far the first try goes. On one core the search takes the same way every time, and so a small scenario has the
    /// same number of schedules every time; on several cores the reduction depends on who finds what first.
    fileprivate var onOneCore: ExploreOptions {
        var options = self
        options.workers = 1
        options.maxRuns = min(maxRuns, Self.mostOnOneCore)
        if isMoreThanOneCoreDoes { options.samples = 0 }
        return options
    }

    fileprivate var isMoreThanOneCoreDoes: Bool { maxRuns > Self.mostOnOneCore }
}
