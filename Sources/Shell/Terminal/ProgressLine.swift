import Glibc
import Rendering

/// One line that says how far something has come, on a terminal only; it is gone when the work is done.
final class ProgressLine {
    private let session: Session
    private var next = ContinuousClock.now + .milliseconds(300)
    private var isShown = false

    init(session: Session) { self.session = session }

    /// Not more than ten times a second, and never for work that is over at once.
    func show(_ text: @autoclosure () -> String) {
        guard session.terminal.showsLanes, ContinuousClock.now >= next else { return }
        next = ContinuousClock.now + .milliseconds(100)
        let look = session.textLook
        var line = escaped(text())
        while look.columns(line) >= look.width { line.removeLast() }
        session.output.write("\r\u{1B}[K" + look.paint(line, .dim))
        isShown = true
    }

    func erase() {
        if isShown { session.output.write("\r\u{1B}[K") }
        isShown = false
    }
}

/// The processors that are at work in this machine.
var processorCount: Int { max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1) }
