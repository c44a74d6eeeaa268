import Synchronization

/// Threads of the pool that do one work together, while the thread that asked for it looks on.
final class Crew: Sendable {
    private let isDone = Atomic<Int>(0)
    /// Here, so that it is open as long as a thread may still write to it.
    private let bell: Pipe

    init() throws { bell = try Pipe() }

    /// Has the thread that looks on look now.
    func ring() { bell.wake() }

    /// Returns when `work` has ended on every core of `cores` (-1: any), a thread for each; with fewer where the system
    /// has no more threads, and on this thread where it has none.
    ///
    /// - Parameter look: is called on this thread after each ring and every `milliseconds` (-1: after rings alone), and
    ///   once more at the end.
    func work(on cores: [Int32], _ work: @escaping @Sendable () -> Void, milliseconds: Int32, look: () -> Void) {
        let working = cores.count { core in
            ThreadPool.shared.start(on: core) { [self] in
                work()
                return { [self] in
                    isDone.add(1, ordering: .sequentiallyConsistent)
                    ring()
                }
            } == 0
        }
        if working == 0 { work() }
        while isDone.load(ordering: .sequentiallyConsistent) < working {
            bell.wait(milliseconds: milliseconds, besides: nil)
            look()
        }
        look()
    }
}
