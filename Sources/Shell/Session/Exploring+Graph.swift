import Engine
import Messages
import Rendering
import Synchronization
import Transcripts

extension Exploring {
    /// A picture of more runs than this would show nothing.
    private static let mostRuns = 2_000

    /// Runs every order, also those that cannot make a difference, and draws where outcomes part.
    func writeGraph(_ result: ExplorationResult, to path: String) throws {
        var options = request.options
        options.reduction = false
        // One after another: also a part of the search is the same every time.
        options.workers = 1
        options.maxRuns = Self.mostRuns
        options.samples = 0
        let builder = Mutex(StateGraphBuilder())
        let cancellation = try Cancellation()
        let exploration = try Interrupts.cancelling(cancellation) {
            try explore(scenario, options: options, cancellation: cancellation, visit: { transcript in
                builder.withLock { $0.add(transcript) }
            })
        }
        let svg = builder.withLock { runs in
            renderGraph(
                runs, of: scenario.name, groups: result.groups, isComplete: exploration.isComplete,
                options: session.renderOptions(of: lesson.folder))
        }
        do {
            try Files.replace(path, with: Array(svg.utf8), mode: 0o644)
        } catch {
            throw LabError.cannotWrite(path: path, errno: error.errno)
        }
        if !request.json { session.output.line(session.words.saved(escaped(path))) }
    }
}
