import Glibc

/// A real keyboard: lines by readline, keys one by one.
final class TerminalKeyboard: Keyboard {
    private let environment: [String: String]
    private lazy var editor = LineEditor(environment: environment)

    init(environment: [String: String]) { self.environment = environment }

    func readLine(prompt: String) -> Typed {
        RawMode.suspended { editor.read(prompt: prompt, completer: nil) }
    }

    /// A line of commands, with Tab and the history.
    func readCommand(prompt: String, completer: @escaping LineEditor.Completer) -> Typed {
        editor.read(prompt: prompt, completer: completer)
    }

    func remember(_ line: String) { editor.remember(line) }

    func quietly<T>(_ body: () throws -> T) rethrows -> T { try RawMode.during(body) }

    func readKey(until deadline: ContinuousClock.Instant?) -> Key {
        RawMode.during {
            while true {
                switch Interrupts.wait(reading: STDIN_FILENO, until: deadline) {
                case .signal(.interrupt): return .interrupted
                case .signal: return .other
                case .deadline: return .timeout
                case .readable: return KeyReader.read(STDIN_FILENO)
                }
            }
        }
    }
}
