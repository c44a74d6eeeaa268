import Synchronization

/// Ends a run from outside: from another thread, or from a signal handler.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let pipe: Pipe

    package init() throws { pipe = try Pipe() }

    /// Async-signal-safe: an atomic store and a write(2).
    package func cancel() {
        flag.store(true, ordering: .releasing)
        pipe.wake()
    }

    package var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Readable once cancelled.
    var descriptor: Int32 { pipe.reading }
}
