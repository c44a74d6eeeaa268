import CLinux
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Threads for participants, kept between runs so that the next run starts at once.
package final class ThreadPool: Sendable {
    package static let shared = ThreadPool()

    /// Counts the releases: a thread that was busy meanwhile ends itself when it comes back.
    private let releases = Atomic<Int>(0)
    /// Threads that end by themselves and are still to be joined.
    private let leaving = Lock<[Worker]>([])
    private let idle = Lock<[Worker]>([])

    /// What a thread of the pool does, and then, when it is ready for the next job, who is to hear of that.
    typealias Job = @Sendable () -> @Sendable () -> Void

    /// Runs `job` on a thread of the pool, which stays on that core meanwhile; -1: on any. Returns 0, or the errno of
    /// `pthread_create` where the system has no more threads, and `job` does not run.
    func start(on core: Int32, _ job: @escaping Job) -> Int32 {
        let worker = idle.withLock { idle in
            // One that is there already needs no move.
            idle.lastIndex { $0.core == core }.map { idle.remove(at: $0) } ?? idle.popLast()
        }
        return (worker ?? Worker(pool: self)).run(on: core, job)
    }

    /// Ends the threads: those that have nothing to do now, the others as soon as they have.
    package func releaseIdleThreads() {
        let workers = idle.withLock { idle in
            defer { idle = [] }
            releases.add(1, ordering: .relaxed)
            return idle
        }
        for worker in workers { worker.stop() }
        let late = leaving.withLock { leaving in
            defer { leaving = [] }
            return leaving
        }
        for worker in late { worker.join() }
    }

    fileprivate var generation: Int { releases.load(ordering: .relaxed) }

    /// False when the worker is to end.
    fileprivate func takesBack(_ worker: Worker) -> Bool {
        idle.withLock { idle in
            guard worker.generation == generation else {
                leaving.withLock { $0.append(worker) }
                return false
            }
            idle.append(worker)
            return true
        }
    }
}

/// Unchecked: `job` is handed over under the baton.
private final class Worker: @unchecked Sendable {
    private unowned let pool: ThreadPool
    private let baton = Baton()
    private var job: ThreadPool.Job?
    private var thread: pthread_t?
    /// The pool's when the job was given.
    private(set) var generation = 0
    /// Where the last job was done.
    private(set) var core: Int32 = -1

    init(pool: ThreadPool) {
        self.pool = pool
    }

    /// Returns an errno, or 0.
    func run(on core: Int32, _ job: @escaping ThreadPool.Job) -> Int32 {
        self.job = job
        self.core = core
        generation = pool.generation
        if thread == nil { return create() }
        baton.pass()
        return 0
    }

    func stop() {
        job = nil
        baton.pass()
        join()
    }

    func join() {
        if let thread { pthread_join(thread, nil) }
    }

    private func create() -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { pthread_attr_destroy(&attributes) }
        #if canImport(Darwin)
            var created: pthread_t?
        #else
            var created = pthread_t()
        #endif
        let me = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(&created, &attributes, workerMain, me)
        if result != 0 { Unmanaged<Worker>.fromOpaque(me).release() }
        return result
    }

    func loop() {
        // Written here and not by the creator: the job may be done, and the next one given, before that one goes on.
        thread = pthread_self()
        clinux_prepare_thread()
        while let next = job {
            job = nil
            _ = clinux_stay_on(core)
            let tell = next()
            // Taken back first: who hears that the job is done often has the next one, and need not wake another thread.
            let isKept = pool.takesBack(self)
            tell()
            guard isKept else { return }
            baton.wait()
        }
    }
}

#if canImport(Darwin)
    private func workerMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().loop()
        return nil
    }
#else
    private func workerMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument { Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().loop() }
        return nil
    }
#endif
