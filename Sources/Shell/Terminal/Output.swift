import Glibc

/// Where the lab writes: the screen, the errors. Tests collect both.
package final class Output {
    private let screen: (String) -> Void
    private let errors: (String) -> Void

    package init(screen: @escaping (String) -> Void, errors: @escaping (String) -> Void) {
        self.screen = screen
        self.errors = errors
    }

    /// Standard output and standard error, unbuffered.
    package static func standard() -> Output {
        Output(screen: { Output.write($0, to: STDOUT_FILENO) }, errors: { Output.write($0, to: STDERR_FILENO) })
    }

    package func write(_ text: String) { screen(text) }

    package func line(_ text: String = "") { screen(text + "\n") }

    /// A message of the lab about what went wrong.
    package func complain(_ text: String) { errors(text + "\n") }

    /// A reader that went away (`| head`) is no error of ours: the lab ends quietly.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                exit(EXIT_SUCCESS)
            } else if errno != EINTR && errno != EAGAIN {
                return
            }
        }
    }
}
