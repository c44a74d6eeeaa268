import CLinux
import Sockets
import Synchronization
import SystemPackage
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One thread of a participant.
///
/// Unchecked: under a stage all fields belong to the thread that holds the baton; under `free`, to the thread
/// itself, and the atomics to everybody.
final class LabThread: @unchecked Sendable {
    let run: Run
    let participant: Lane
    /// `t1`; nil for the participant's first thread.
    let name: String?
    /// The order of start in the run, 0 first. Its letter in a list of choices.
    let ordinal: Int
    let body: Program
    let baton = Baton()

    var state = State.fresh
    /// What a parked thread waits for.
    var readiness = Readiness.now
    /// The call that it stands before; nil where that is none.
    var intent: Intent?
    /// What the step touches that it stands before, where that is no call.
    var standing: Footprint?
    /// It found no room, and since then something has happened to what it needs.
    var wasMet = false
    /// Some `send` of it has found less room than it wanted.
    var hasWaitedForRoom = false
    /// What it was chosen for.
    var turn = Turn.Kind.goes
    /// The sockets at which it waits inside a call. One of them may be closed meanwhile.
    private(set) var inside: [RecordedSocket] = []
    /// It waits for a lock, and runs on by itself when it gets it.
    let isStuck = Atomic<Bool>(false)
    /// It waits for what the caller of `run` says: a line, leave to go on.
    let asksTheCaller = Atomic<Bool>(false)
    /// Nothing can end its wait.
    var isDeadlocked = false
    /// When its call times out, on the run's clock.
    var deadline: Nanoseconds?
    var hasTimedOut = false
    /// Set when the lab ends the thread's calls.
    @exclusivity(unchecked) var interruption: Event.Interruption?
    /// What every record of the thread begins as.
    let blank: RawRecord
    /// The call it waits in.
    var waitingCall: Call?
    /// Calls made after the interruption.
    var swallowed = 0
    @exclusivity(unchecked) var barren = BarrenStreak()
    /// What `Stage.deeds` was at the last call that brought nothing.
    var seenDeeds = 0

    // Schedule `free`.
    let log: ThreadLog?
    /// Odd while the thread is inside a call that may wait.
    let serial = Atomic<Int>(0)
    let waitsOn = Atomic<Int32>(-1)
    let waitsTo = Atomic<FreeWait>(.anything)
    /// What its `poll` looks at.
    let polled = Lock<[pollfd]>([])
    /// The code of the interruption that the watcher wants; -1 for none.
    let freeInterruption = Atomic<Int>(-1)
    let handle = Lock<pthread_t?>(nil)
    /// The kernel's number of it.
    let kernelID = Atomic<Int32>(0)
    /// The thread has ended, and all that its end brings with it is done.
    let isGone = Atomic<Bool>(false)
    /// Passed when the thread has ended.
    let hasEnded = Baton()

    enum State {
        /// Started, and has not come to its first shared call.
        case fresh
        case running
        /// Before a shared call.
        case parked
        case ended
    }

    init(run: Run, participant: Lane, name: String?, ordinal: Int, body: @escaping Program) {
        self.run = run
        self.participant = participant
        self.name = name
        self.ordinal = ordinal
        self.body = body
        blank = RawRecord(participant: participant.name, thread: name, call: .print, began: 0)
        log = run.isFree && !run.isLive ? ThreadLog() : nil
    }

    /// The lab's thread that this code runs on.
    static func current() throws -> LabThread {
        guard let pointer = clinux_current_thread() else { throw NotALabThread() }
        return Unmanaged<LabThread>.fromOpaque(pointer).takeUnretainedValue()
    }

    /// Runs the program on a thread of the pool. When the system has no more threads, this one has ended with that error,
    /// which is returned.
    @discardableResult
    func launch() -> SocketError? {
        let result = ThreadPool.shared.start(on: run.core, main)
        if result == 0 { return nil }
        let error = SocketError("thread", Errno(rawValue: result))
        run.threadEnded(self, .uncaught(error))
        run.handOn(from: self)
        return error
    }

    private var main: ThreadPool.Job {
        { [self] in
            clinux_set_current_thread(Unmanaged.passUnretained(self).toOpaque())
            kernelID.store(clinux_thread_id(), ordering: .relaxed)
            let how = run.isFree ? runFreely() : runBody()
            run.stage?.rejoin(self)
            clinux_set_current_thread(nil)
            run.threadEnded(self, how)
            return { [self] in run.handOn(from: self) }
        }
    }

    /// Under `free` others watch the thread, may interrupt its calls, and ask what it spent.
    private func runFreely() -> Transcript.How {
        handle.withLock { $0 = pthread_self() }
        let before = clinux_processor_time()
        defer {
            run.processorTime.add(clinux_processor_time() - before, ordering: .relaxed)
            handle.withLock { $0 = nil }
        }
        return runBody()
    }

    private func runBody() -> Transcript.How {
        do {
            try run.waitForStart(of: self)
            try body(Host(run: run, lane: participant))
            if let interruption { return .interrupted(interruption, number: nil) }
            return .returned
        } catch let error as Interrupted {
            return .interrupted(error.kind, number: nil)
        } catch {
            if let interruption { return .interrupted(interruption, number: nil) }
            return .uncaught(error)
        }
    }
}

/// A socket of the lab was used on a thread that the lab did not start.
struct NotALabThread: Error, CustomStringConvertible {
    var description: String {
        "a lab socket was used on a thread that the lab did not start; start threads with host.thread { … }"
    }
}

/// The lab ended the call, and every later one of this thread.
package struct Interrupted: Error, Equatable, CustomStringConvertible {
    package var kind: Event.Interruption

    package var description: String { "the lab ended this call (\(kind.rawValue))" }
}

extension LabThread {
    var isInside: Bool { !inside.isEmpty }

    /// The thread waits inside a call at these sockets: the kernel keeps them, even if another thread closes them.
    func isInside(_ sockets: [RecordedSocket]) {
        guard inside.isEmpty, participant.isThreaded else { return }
        inside = sockets
        for socket in sockets { socket.isUsed() }
    }

    /// Where threads race: the same, unless another thread has closed one of them before.
    func holds(_ sockets: [RecordedSocket]) {
        guard participant.isThreaded else { return }
        isInside(sockets)
        if inside.contains(where: { $0.isClosed.load(ordering: .sequentiallyConsistent) }) { leavesCall() }
    }

    /// The call is over.
    func leavesCall() {
        intent = nil
        guard !inside.isEmpty else { return }
        for socket in inside { socket.isUsedNoMore() }
        inside = []
    }
}

/// What a call needs before it can be made.
enum Readiness {
    case now
    /// Bytes, a connection, an end of stream or an error is there.
    case readable(RecordedSocket)
    /// The same at one of these at least.
    case anyReadable([RecordedSocket])
    /// A pending `connect` has ended.
    case connected(RecordedSocket)
    /// `send` found no room; try again when something has happened (`progress` counts what has).
    case room(RecordedSocket, progress: Int)
    case ended(LabThread)
    /// The participant has a datagram socket with an address.
    case named(Lane)
    case wake(at: Nanoseconds)
    /// A line that a person types.
    case input
}

/// What a thread under `free` waits to do, for the one who watches for deadlocks.
enum FreeWait: UInt8, AtomicRepresentable {
    /// Something that ends by itself.
    case anything
    case receive
    /// `accept`, `recvfrom`: what an idle server does.
    case serve
    /// `poll` without a time-out.
    case poll
    case send
    case connect
    /// Another thread of the participant to end.
    case join

    /// What a server does that has nothing to do.
    var isIdling: Bool { self == .serve || self == .poll }
}
