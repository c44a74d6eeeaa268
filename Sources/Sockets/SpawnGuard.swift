import CLinux

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps closing and starting programs apart.
///
/// A program that is being started holds copies of all descriptors until its `exec` closes them. A socket that is
/// closed meanwhile lives on in the copy: its listener still answers, its peer does not yet hear of the end. So nobody
/// closes while somebody starts a program; several may close at once.
package enum SpawnGuard {
    /// Unchecked: pthread's functions are its only users.
    private struct Shared: @unchecked Sendable {
        let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
        init() { pthread_rwlock_init(lock, nil) }
    }

    private static let shared = Shared()

    /// A close, which waits for programs that are being started.
    static func closing(_ close: () -> Int32) -> (result: Int32, error: Int32) {
        pthread_rwlock_rdlock(shared.lock)
        let result = close()
        let error = errno
        pthread_rwlock_unlock(shared.lock)
        return (result, error)
    }

    /// The start of a program, which waits for closes. Returns when the program no longer holds the copies.
    package static func starting<Result>(_ start: () -> Result) -> Result {
        pthread_rwlock_wrlock(shared.lock)
        defer { pthread_rwlock_unlock(shared.lock) }
        let watch = clinux_watch_exec()
        defer { clinux_await_exec(watch) }
        return start()
    }
}
