import Glibc

/// Keys come one by one and are not shown; Ctrl-C stays a signal.
enum RawMode {
    /// The terminal as it was at the start, for a lab that is killed. Written once, before any handler can read it.
    nonisolated(unsafe) private static let original = UnsafeMutablePointer<termios>.allocate(capacity: 1)

    /// A lab that is ended from outside leaves the terminal as it found it. `tcsetattr` is async-signal-safe.
    static func restoreWhenKilled() {
        guard tcgetattr(STDIN_FILENO, original) == 0 else { return }
        for number in [SIGTERM, SIGHUP, SIGQUIT] {
            signal(number) { number in
                tcsetattr(STDIN_FILENO, TCSANOW, RawMode.original)
                signal(number, SIG_DFL)
                raise(number)
            }
        }
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
