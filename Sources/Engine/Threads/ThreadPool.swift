import CLinux

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

    private let idle = Lock<[Worker]>([])

    /// Runs `body` on a thread of the pool.
    func start(_ body: @escaping @Sendable () -> Void) {
        let worker = idle.withLock { $0.popLast() } ?? Worker(pool: self)
        worker.run(body)
    }

    /// Ends the threads that have nothing to do, and returns when they are gone.
    package func releaseIdleThreads() {
        let workers = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        for worker in workers { worker.stop() }
    }

    fileprivate func giveBack(_ worker: Worker) {
        idle.withLock { $0.append(worker) }
    }
}

/// Unchecked: `job` is handed over under the baton.
private final class Worker: @unchecked Sendable {
    private unowned let pool: ThreadPool
    private let baton = Baton()
    private var job: (@Sendable () -> Void)?
    private var thread: pthread_t?

    init(pool: ThreadPool) {
        self.pool = pool
    }

    func run(_ body: @escaping @Sendable () -> Void) {
        job = body
        if thread == nil { create() } else { baton.pass() }
    }

    func stop() {
        job = nil
        baton.pass()
        if let thread { pthread_join(thread, nil) }
    }

    private func create() {
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
        precondition(result == 0, "the system gives no more threads (pthread_create: \(result))")
        thread = created
    }

    func loop() {
        clinux_prepare_thread()
        while let next = job {
            job = nil
            next()
            pool.giveBack(self)
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
