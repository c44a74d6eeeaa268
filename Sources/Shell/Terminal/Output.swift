import Glibc

/// Where the lab writes: the screen, the errors. Tests collect both.
package final class Output {
    private let screen: (String) -> Int32
    private let errors: (String) -> Void
    /// Why the screen cannot be written any more. What comes later is not tried.
    private var failure: Int32?
    /// Is told so with the `errno`, at each try.
    var whenBroken: (Int32) -> Void = { _ in }

    package init(screen: @escaping (String) -> Void, errors: @escaping (String) -> Void) {
        self.screen = { text in
            screen(text)
            return 0
        }
        self.errors = errors
    }

    /// `screen` returns 0 or an `errno`.
    init(trying screen: @escaping (String) -> Int32, errors: @escaping (String) -> Void) {
        self.screen = screen
        self.errors = errors
    }

    /// Standard output and standard error, unbuffered.
    package static func standard() -> Output {
        Output(trying: { Output.write($0, to: STDOUT_FILENO) }, errors: { _ = Output.write($0, to: STDERR_FILENO) })
    }

    package func write(_ text: String) {
        if failure == nil {
            let number = screen(text)
            if number != 0 { failure = number }
        }
        check()
    }

    package func line(_ text: String = "") { write(text + "\n") }

    /// A message of the lab about what went wrong.
    package func complain(_ text: String) { errors(text + "\n") }

    func check() {
        if let failure { whenBroken(failure) }
    }

    /// Returns 0 or an `errno`.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            let number = errno
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if number != EINTR && number != EAGAIN {
                return number
            }
        }
        return 0
    }
}
