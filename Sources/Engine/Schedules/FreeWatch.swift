import CLinux
import Glibc
import Sockets
import Synchronization
import Transcripts

/// Looks after a run whose threads race: sees when none of them can go on any more, and ends what has to end.
///
/// A thread counts its entries into and exits from calls that may wait. When all threads are inside one, or wait for a lock,
/// the counts stand still from one look to the next, all sleep in the kernel, no descriptor is ready and the kernel has
/// nothing left to deliver, then nothing can happen any more.
struct FreeWatch {
    /// The looks come at 1, 2, 4 … 64 ms: often while a run is young, seldom in a long one.
    private static let longestTick: Int32 = 64

    private var lastSerials: [Int] = []
    private var lastSwitches: [Int64] = []
    private var nextTick: Int32 = 1
    /// How each thread is ended, once that is known.
    private var kind: Event.Interruption?
    private var idle: Set<Int> = []

    /// Milliseconds until the next look; -1 where no watching is needed.
    mutating func tick(for run: Run) -> Int32 {
        if run.isLive, kind == nil { return -1 }
        if kind != nil { return 1 }
        defer { nextTick = min(nextTick * 2, Self.longestTick) }
        return nextTick
    }

    /// Whether threads that wait for a lock may never come back.
    var hasFoundALock: Bool { kind == .lock }

    mutating func look(at run: Run, isCancelled: Bool) {
        if isCancelled { kind = .cancelled }
        if kind == nil, !run.isLive { kind = verdict(on: run) }
        if let kind { interruptAll(of: run, kind) }
    }

    private mutating func verdict(on run: Run) -> Event.Interruption? {
        let threads = run.liveThreadsNow
        let serials = threads.map { $0.serial.load(ordering: .acquiring) }
        let ids = threads.map { $0.kernelID.load(ordering: .relaxed) }
        let switches = ids.map(clinux_thread_switches)
        let stoodStill = serials == lastSerials && switches == lastSwitches
        (lastSerials, lastSwitches) = (serials, switches)
        guard !threads.isEmpty, stoodStill else { return nil }
        // One that is not on its feet yet, or is just leaving, still has something to do.
        if threads.contains(where: { $0.handle.withLock { $0 } == nil }) { return nil }
        let locked = threads.indices.filter { serials[$0] % 2 == 0 }
        guard locked.allSatisfy({ ids.contains(clinux_thread_lock_owner(ids[$0])) }) else { return nil }
        let waits = threads.map { FreeWaiting($0, run) }
        if threads.indices.contains(where: { serials[$0] % 2 == 1 && waits[$0].mayStillGo }) { return nil }
        // A call that the kernel has finished looks the same until its thread has run again.
        guard ids.allSatisfy({ clinux_thread_sleeps($0) == 1 }), ids.map(clinux_thread_switches) == switches,
            threads.map({ $0.serial.load(ordering: .acquiring) }) == serials
        else { return nil }
        if !locked.isEmpty { return .lock }
        let hopeless = WaitGraph(waits: waits.map(\.wait)).hopeless
        idle = Set(threads.indices.filter { !hopeless.contains($0) }.map { threads[$0].ordinal })
        return hopeless.isEmpty ? .ended : .deadlock
    }

    /// A signal makes the blocked call return EINTR. One that comes just before the call is lost: it is sent again at
    /// the next look, until the thread has ended.
    private func interruptAll(of run: Run, _ kind: Event.Interruption) {
        for thread in run.liveThreadsNow {
            let mine = kind == .deadlock && idle.contains(thread.ordinal) ? .ended : kind
            thread.freeInterruption.store(mine.code, ordering: .releasing)
            thread.handle.withLock { if let handle = $0 { pthread_kill(handle, SIGURG) } }
        }
    }
}

/// What a racing thread waits for.
private struct FreeWaiting {
    let thread: LabThread
    let run: Run
    let kind: FreeWait
    /// The sockets at which it waits, as far as they are of the run.
    let sockets: [RecordedSocket]

    init(_ thread: LabThread, _ run: Run) {
        self.thread = thread
        self.run = run
        kind = thread.waitsTo.load(ordering: .relaxed)
        let descriptors = kind == .poll
            ? thread.polled.withLock { $0.map(\.fd) } : [thread.waitsOn.load(ordering: .relaxed)]
        let all = run.sockets.withLock { $0 }
        sockets = kind == .join ? [] : all.filter { !$0.isReleased && descriptors.contains($0.raw.descriptor) }
    }

    /// Something is there for it already, or the kernel still brings it.
    var mayStillGo: Bool {
        switch kind {
        case .anything: true
        case .join: false
        case .receive, .serve, .poll: sockets.contains { $0.isReady(for: POLLIN) || $0.awaitsDelivery }
        case .send: sockets.contains { $0.isReady(for: POLLOUT) || $0.raw.hasRoom == true || $0.awaitsRoom }
        case .connect: sockets.contains { $0.isReady(for: POLLOUT) || $0.awaitsConnection }
        }
    }

    var wait: WaitGraph.Wait {
        WaitGraph.Wait(participant: thread.participant.name, waitsFor: whom, isOpen: isOpen)
    }

    private var whom: [String] {
        let others = sockets.compactMap(\.partner)
        if kind != .join, others.count == sockets.count, !others.isEmpty { return others }
        return kind == .join ? [thread.participant.name] : run.lanes.filter { $0 !== thread.participant && !$0.hasEnded }.map(\.name)
    }

    private var isOpen: Bool {
        if kind == .connect { return true }
        return thread.participant.participant.role == .server && kind.isIdling && sockets.contains(where: \.isOpenToEverybody)
    }
}

extension Event.Interruption {
    /// Its place in a list, for an atomic.
    var code: Int { Self.coded.firstIndex(of: self)! }
    static let coded: [Self] = [.deadlock, .cancelled, .spinning, .ended, .newcomer, .lock]
}
