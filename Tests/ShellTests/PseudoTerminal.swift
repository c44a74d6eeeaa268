import CLinux
import Foundation
import Glibc
import Sockets
import Testing

/// The built lab on a pseudo-terminal, with a student in front of it.
///
/// Nothing sleeps: the student waits for what should appear, at most `patience`.
final class PseudoTerminal {
    private static let patience = Duration.seconds(30)

    struct NotSeen: Error, CustomStringConvertible {
        var wanted: String
        var screen: String
        var description: String { "should have shown \"\(wanted)\" but showed:\n\(screen)" }
    }

    private let primary: Int32
    private let process: pid_t
    /// Where the cursor stands after one line-drawing character.
    private let reportedColumn: Int
    private var status: Int32?
    /// It has ended by itself, not by a signal.
    private(set) var hasExited = false
    private var output: [UInt8] = []
    /// What has been looked at already.
    private var seen = 0
    /// Everything, from the start.
    var screen: String { String(decoding: output, as: UTF8.self) }

    init(_ arguments: [String] = [], environment: [String: String] = [:], columns: UInt16 = 80, rows: UInt16 = 40, drawsWide: Bool = false) throws {
        reportedColumn = drawsWide ? 3 : 2
        var name = [CChar](repeating: 0, count: 128)
        primary = clinux_open_terminal(&name, 128)
        try #require(primary >= 0)
        Self.resize(primary, columns: columns, rows: rows)
        var environment = environment
        environment["TERM"] = environment["TERM"] ?? "xterm"
        environment["PATH"] = "/usr/bin:/bin"
        // Whatever inputrc the machine has.
        environment["INPUTRC"] = "/dev/null"
        process = Self.spawn(
            [Self.executable] + arguments, environment.map { "\($0)=\($1)" }, on: name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })
        try #require(process > 0)
    }

    deinit {
        close(primary)
        if status == nil {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
    }

    /// Beside the bundle of the tests.
    static var executable: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer[..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/socketlab"
    }

    /// How many open descriptors and threads the lab's process has.
    func holdings() throws -> [Int] {
        try ["fd", "task"].map { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/\($0)").count }
    }

    /// Whether the process comes to hold just that. A joined thread stands in /proc for another moment.
    func comes(to holdings: [Int]) throws -> Bool {
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            if try self.holdings() == holdings { return true }
            sched_yield()
        }
        return false
    }

    private static func spawn(_ arguments: [String], _ environment: [String], on terminal: String) -> pid_t {
        var arguments = arguments.map { strdup($0) } + [nil]
        var environment = environment.map { strdup($0) } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        return SpawnGuard.starting { clinux_spawn_on_terminal(terminal, &arguments, &environment) }
    }

    func resize(columns: UInt16, rows: UInt16) { Self.resize(primary, columns: columns, rows: rows) }

    private static func resize(_ primary: Int32, columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
    }

    func signal(_ number: Int32) { kill(process, number) }

    /// Whether the terminal shows what is typed, as a shell expects to find it.
    var echoes: Bool {
        var mode = termios()
        return tcgetattr(primary, &mode) == 0 && mode.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON)
    }

    func type(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(primary, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until the text appears after what was expected before.
    func expect(_ text: String, _ location: SourceLocation = #_sourceLocation) throws {
        let wanted = Array(text.utf8)
        let deadline = ContinuousClock.now + Self.patience
        while true {
            if let place = output[seen...].firstRange(of: wanted) {
                seen = place.upperBound
                return
            }
            guard read(until: deadline) else {
                let error = NotSeen(wanted: text, screen: String(decoding: output[seen...], as: UTF8.self))
                Issue.record(error, sourceLocation: location)
                throw error
            }
        }
    }

    /// Waits until the lab has ended, and returns its exit status (128 + n for signal n).
    func ended() throws -> Int32 {
        let deadline = ContinuousClock.now + Self.patience
        while read(until: deadline) {}
        var raw: Int32 = 0
        // Its terminal is closed: it has ended, or is about to.
        if ContinuousClock.now >= deadline { kill(process, SIGKILL) }
        waitpid(process, &raw, 0)
        hasExited = raw & 0x7F == 0
        let result = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        status = result
        return result
    }

    /// False when nothing more comes.
    private func read(until deadline: ContinuousClock.Instant) -> Bool {
        let left = (deadline - ContinuousClock.now) / .milliseconds(1)
        guard left > 0 else { return false }
        var file = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
        guard poll(&file, 1, Int32(left.rounded(.up))) > 0 else { return errno == EINTR }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(primary, &bytes, bytes.count)
        guard count > 0 else { return false }
        let asked = Array("\u{1B}[6n".utf8)
        // A real terminal answers where its cursor is.
        if bytes[..<count].firstRange(of: asked) != nil { type("\u{1B}[1;\(reportedColumn)R") }
        output += bytes[..<count]
        return true
    }
}
