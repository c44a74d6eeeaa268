import CLinux
import Engine
import Glibc
import Synchronization

/// The signals of a terminal: Ctrl-C, a new window size, Ctrl-Z; and those that end the lab.
///
/// The handlers only write a byte into a pipe and cancel the run under way; both are async-signal-safe. Who waits
/// for the keyboard polls the pipe beside it, so that no signal is lost between a look and a wait.
package enum Interrupts {
    package enum Signal: UInt8, Sendable {
        case interrupt = 99  // c
        case resize = 119  // w
        case suspend = 122  // z
    }

    /// Both ends of the pipe, -1 before `install`.
    private static let readEnd = Atomic<Int32>(-1)
    private static let writeEnd = Atomic<Int32>(-1)
    /// The run that Ctrl-C cancels: an unretained `Cancellation`, kept alive by `cancelling`.
    private static let running = Atomic<UInt>(0)
    /// The signal that ended the run under way and is to end the lab; 0: none.
    private static let ending = Atomic<Int32>(0)

    /// Installs the handlers, once in a process.
    package static func install() {
        var ends: [Int32] = [-1, -1]
        guard readEnd.load(ordering: .relaxed) < 0, clinux_pipe(&ends) == 0 else { return }
        readEnd.store(ends[0], ordering: .relaxed)
        writeEnd.store(ends[1], ordering: .relaxed)
        handle(SIGINT) { _ in
            _ = Interrupts.cancelRun()
            Interrupts.tell(.interrupt)
        }
        for number in [SIGTERM, SIGHUP] where !isIgnored(number) { handle(number) { Interrupts.end(by: $0) } }
        handle(SIGWINCH) { _ in Interrupts.tell(.resize) }
        // After Ctrl-Z and `fg` the terminal is as the other shell left it: whoever waits for a key sets it anew.
        handle(SIGCONT) { _ in Interrupts.tell(.resize) }
        signal(SIGPIPE, SIG_IGN)
    }

    /// Ctrl-Z, for the prompt alone: everywhere else the system's own handling is right.
    package static func handleSuspend(_ on: Bool) {
        if on { handle(SIGTSTP) { _ in Interrupts.tell(.suspend) } } else { signal(SIGTSTP, SIG_DFL) }
    }

    /// Runs `body`; Ctrl-C meanwhile cancels it.
    package static func cancelling<T>(_ cancellation: Cancellation, _ body: () throws -> T) rethrows -> T {
        let pointer = Unmanaged.passUnretained(cancellation).toOpaque()
        running.store(UInt(bitPattern: pointer), ordering: .sequentiallyConsistent)
        if isEnding { cancellation.cancel() }
        defer {
            running.store(0, ordering: .sequentiallyConsistent)
            withExtendedLifetime(cancellation) {}
        }
        return try body()
    }

    /// The next signal that has come, without waiting.
    package static func next() -> Signal? {
        var byte: UInt8 = 0
        return read(readEnd.load(ordering: .relaxed), &byte, 1) == 1 ? Signal(rawValue: byte) : nil
    }

    /// Forgets the signals that have come.
    package static func clear() {
        while next() != nil {}
    }

    /// Waits until a signal comes, `descriptor` or `arriving` (if any) can be read, or the deadline passes.
    package static func wait(
        reading descriptor: Int32? = nil, orArriving arriving: Int32? = nil, until deadline: ContinuousClock.Instant? = nil
    ) -> Woken {
        while true {
            if isEnding { return .signal(.interrupt) }
            var files = [pollfd(fd: readEnd.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0)]
            // poll(2) passes over a negative descriptor.
            for other in [descriptor ?? -1, arriving ?? -1] {
                files.append(pollfd(fd: other, events: Int16(POLLIN), revents: 0))
            }
            let count = poll(&files, nfds_t(files.count), milliseconds(until: deadline))
            if count < 0 && errno != EINTR { return .readable }
            if files[0].revents != 0, let signal = next() { return .signal(signal) }
            if count > 0, files[2].revents != 0 { return .arrived }
            if count > 0, files[1].revents != 0 { return .readable }
            if let deadline, ContinuousClock.now >= deadline { return .deadline }
        }
    }

    package enum Woken: Equatable {
        case signal(Signal)
        case readable
        case arrived
        case deadline
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = (deadline - ContinuousClock.now) / .milliseconds(1)
        return Int32(min(max(left.rounded(.up), 0), 1_000_000))
    }

    /// False when no run is under way.
    static func cancelRun() -> Bool {
        guard let pointer = UnsafeRawPointer(bitPattern: running.load(ordering: .sequentiallyConsistent)) else { return false }
        Unmanaged<Cancellation>.fromOpaque(pointer).takeUnretainedValue().cancel()
        return true
    }

    // MARK: The end, from outside

    private static var isEnding: Bool { ending.load(ordering: .sequentiallyConsistent) != 0 }

    /// A run under way ends as by Ctrl-C, so that it leaves nothing behind; without one the lab ends at once.
    private static func end(by number: Int32) {
        ending.store(number, ordering: .sequentiallyConsistent)
        if cancelRun() { return tell(.interrupt) }
        RawMode.restore()
        signal(number, SIG_DFL)
        raise(number)
    }

    /// Exit status 128 + n, as shells have it.
    static func endIfAsked() {
        guard isEnding else { return }
        RawMode.restore()
        exit(128 + ending.load(ordering: .sequentiallyConsistent))
    }

    /// Whoever started the lab has it outlive the terminal (`nohup`).
    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func tell(_ signal: Signal) {
        let saved = errno
        var byte = signal.rawValue
        _ = write(writeEnd.load(ordering: .relaxed), &byte, 1)
        errno = saved
    }

    private static func handle(_ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        sigaction(number, &action, nil)
    }
}
