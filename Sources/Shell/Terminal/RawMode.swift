import Glibc
import Synchronization

/// Keys come one by one and are not shown; Ctrl-C stays a signal.
enum RawMode {
    /// The terminal as it was at the start, for a lab that is killed. Written once, before any handler can read it.
    nonisolated(unsafe) private static let original = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    private static let isKnown = Atomic<Bool>(false)

    /// A lab that is ended from outside leaves the terminal as it found it.
    static func restoreWhenKilled() {
        guard tcgetattr(STDIN_FILENO, original) == 0 else { return }
        isKnown.store(true, ordering: .releasing)
        signal(SIGQUIT) { number in
            RawMode.restore()
            signal(number, SIG_DFL)
            raise(number)
        }
    }

    /// `tcsetattr` is async-signal-safe.
    static func restore() {
        if isKnown.load(ordering: .acquiring) { tcsetattr(STDIN_FILENO, TCSANOW, original) }
    }

    static func during<T>(_ body: () throws -> T) rethrows -> T {
        try with(body) { $0 & ~tcflag_t(ICANON | ECHO) }
    }

    /// Inside `during`: as usual again, for readline, which shows what is typed only where the terminal does.
    static func suspended<T>(_ body: () throws -> T) rethrows -> T {
        try with(body) { $0 | tcflag_t(ICANON | ECHO) }
    }

    private static func with<T>(_ body: () throws -> T, _ change: (tcflag_t) -> tcflag_t) rethrows -> T {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return try body() }
        var changed = before
        changed.c_lflag = change(before.c_lflag)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &changed)
        defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
        return try body()
    }
}
