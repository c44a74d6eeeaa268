import Engine
import Glibc

/// A real keyboard: lines by readline, keys one by one.
final class TerminalKeyboard: Keyboard {
    private let environment: [String: String]
    private let typedAhead: TypedAhead
    private lazy var editor = LineEditor(environment: environment, typedAhead: typedAhead)

    init(environment: [String: String], typedAhead: TypedAhead) {
        self.environment = environment
        self.typedAhead = typedAhead
    }

    func readLine(prompt: String, meanwhile: Arrivals?) -> Typed {
        RawMode.suspended { editor.read(prompt: prompt, completer: nil, meanwhile: meanwhile) }
    }

    /// A line of commands, with Tab and the history.
    func readCommand(prompt: String, completer: @escaping LineEditor.Completer) -> Typed {
        editor.read(prompt: prompt, completer: completer, meanwhile: nil)
    }

    func remember(_ line: String) { editor.remember(line) }

    func quietly<T>(_ body: () throws -> T) rethrows -> T { try RawMode.during(body) }

    func readKey(until deadline: ContinuousClock.Instant?) -> Key {
        RawMode.during {
            if !typedAhead.isEmpty { return reader.read() }
            switch Interrupts.wait(reading: STDIN_FILENO, until: deadline) {
            case .signal(.interrupt): return .interrupted
            case .signal: return .other
            case .deadline: return .timeout
            case .readable, .arrived: return reader.read()
            }
        }
    }

    private var reader: KeyReader {
        KeyReader(next: { [typedAhead] in typedAhead.next() ?? Self.byte() }, isWaiting: { [typedAhead] in !typedAhead.isEmpty || Self.isWaiting })
    }

    private static func byte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count >= 0 || errno != EINTR { return count == 1 ? byte : nil }
        }
    }

    private static var isWaiting: Bool {
        var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) == 1
    }
}
