import CLinux
import Sockets
import Synchronization
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks after a run whose threads race: sees when all of them wait for each other, and ends what has to end.
///
/// A thread counts its entries into and exits from calls that may wait. When all threads are inside one, the counts
/// stand still from one look to the next, all sleep in the kernel, no descriptor is ready and nothing is unsent, then
/// nothing can happen any more.
struct FreeWatch {
    /// The looks come at 1, 2, 4 … 64 ms: often while a run is young, seldom in a long one.
    private static let longestTick: Int32 = 64

    private var lastSerials: [Int] = []
    private var nextTick: Int32 = 1
    private var kind: Event.Interruption?

    /// Milliseconds until the next look; -1 where no watching is needed.
    mutating func tick(for run: Run) -> Int32 {
        guard run.isFree else { return -1 }
        if run.isLive, kind == nil { return -1 }
        if kind != nil { return 1 }
        defer { nextTick = min(nextTick * 2, Self.longestTick) }
        return nextTick
    }

    mutating func look(at run: Run, isCancelled: Bool) {
        if isCancelled { kind = .cancelled }
        if kind == nil, !run.isLive { kind = verdict(on: run) }
        if let kind { interruptAll(of: run, kind) }
    }

    private mutating func verdict(on run: Run) -> Event.Interruption? {
        let threads = run.liveThreadsNow
        let serials = threads.map { $0.serial.load(ordering: .acquiring) }
        defer { lastSerials = serials }
        guard !threads.isEmpty, serials == lastSerials, serials.allSatisfy({ $0 % 2 == 1 }) else { return nil }
        // One that is not on its feet yet, or is just leaving, still has something to do.
        if threads.contains(where: { $0.handle.withLock { $0 } == nil }) { return nil }
        if threads.contains(where: Self.mayStillGo) { return nil }
        if run.hasUnsentBytes { return nil }
        // A call that the kernel has finished looks the same until its thread has run again.
        guard threads.allSatisfy({ clinux_thread_sleeps($0.kernelID.load(ordering: .relaxed)) == 1 }) else { return nil }
        guard threads.map({ $0.serial.load(ordering: .acquiring) }) == serials else { return nil }
        let onlyServers = threads.allSatisfy {
            $0.participant.participant.role == .server && $0.waitsTo.load(ordering: .relaxed).isIdling
        }
        let someoneIsDone = run.lanes.contains { $0.participant.role != .server && $0.hasEnded }
        return onlyServers && someoneIsDone ? .ended : .deadlock
    }

    private static func mayStillGo(_ thread: LabThread) -> Bool {
        let wait = thread.waitsTo.load(ordering: .relaxed)
        if wait == .anything { return true }
        if wait == .join { return false }
        if wait == .poll {
            var targets = thread.polled.withLock { $0 }
            return poll(&targets, nfds_t(targets.count), 0) > 0
        }
        let events = wait == .send || wait == .connect ? POLLOUT : POLLIN
        var target = pollfd(fd: thread.waitsOn.load(ordering: .relaxed), events: Int16(events), revents: 0)
        return poll(&target, 1, 0) > 0
    }

    /// A signal makes the blocked call return EINTR. One that comes just before the call is lost: it is sent again at
    /// the next look, until the thread has ended.
    private func interruptAll(of run: Run, _ kind: Event.Interruption) {
        for thread in run.liveThreadsNow {
            thread.freeInterruption.store(kind.code, ordering: .releasing)
            thread.handle.withLock { if let handle = $0 { pthread_kill(handle, SIGURG) } }
        }
    }
}

extension Event.Interruption {
    /// Its place in a list, for an atomic.
    var code: Int { Self.coded.firstIndex(of: self)! }
    static let coded: [Self] = [.deadlock, .cancelled, .spinning, .ended, .newcomer]
}
