import CLinux

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a thread waits for until another one lets it go. A baton passed before anybody waits is kept.
///
/// Unchecked: the flag is guarded by the mutex beside it. A pthread condition rather than a Dispatch semaphore,
/// because the thread sanitizer knows what it orders.
final class Baton: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isPassed = false

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func pass() {
        pthread_mutex_lock(mutex)
        isPassed = true
        pthread_mutex_unlock(mutex)
        // Behind the unlock: who wakes on this core would only run into the mutex.
        pthread_cond_signal(condition)
    }

    /// Waits at most so long. Whether the baton was passed.
    @discardableResult
    func wait(milliseconds: Int) -> Bool {
        var end = timespec()
        clock_gettime(CLOCK_MONOTONIC, &end)
        end.tv_sec += milliseconds / 1_000
        end.tv_nsec += milliseconds % 1_000 * 1_000_000
        if end.tv_nsec >= 1_000_000_000 { (end.tv_sec, end.tv_nsec) = (end.tv_sec + 1, end.tv_nsec - 1_000_000_000) }
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !isPassed, pthread_cond_timedwait(condition, mutex, &end) == 0 {}
        defer { isPassed = false }
        return isPassed
    }

    func wait() {
        pthread_mutex_lock(mutex)
        while !isPassed { pthread_cond_wait(condition, mutex) }
        isPassed = false
        pthread_mutex_unlock(mutex)
    }
}
