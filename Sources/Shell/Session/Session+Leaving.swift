import Glibc
import Messages

extension Session {
    /// Nobody can see what the lab writes: it ends, after the run that may be under way. A reader that went away
    /// (`| head`) is no error of ours.
    func leave(broken number: Int32) {
        if Interrupts.cancelRun() { return }
        Interrupts.endIfAsked()
        if number == EPIPE { exit(EXIT_SUCCESS) }
        complain(words.cannotWriteOutput(reason: errors.reason(number)))
        exit(EXIT_FAILURE)
    }
}
