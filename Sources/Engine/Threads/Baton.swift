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
        pthread_cond_init(condition, nil)
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

    func wait() {
        pthread_mutex_lock(mutex)
        while !isPassed { pthread_cond_wait(condition, mutex) }
        isPassed = false
        pthread_mutex_unlock(mutex)
    }
}
