import Glibc

/// A real keyboard: lines by readline, keys one by one.
final class TerminalKeyboard: Keyboard {
    private let environment: [String: String]
    private lazy var editor = LineEditor(environment: environment)

    init(environment: [String: String]) { self.environment = environment }

    func readLine(prompt: String) -> Typed { editor.read(prompt: prompt, completer: nil) }

    /// A line of commands, with Tab and the history.
    func readCommand(prompt: String, completer: @escaping LineEditor.Completer) -> Typed {
        editor.read(prompt: prompt, completer: completer)
    }

    func remember(_ line: String) { editor.remember(line) }

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

/// Bytes of a terminal into a key.
enum KeyReader {
    static func read(_ descriptor: Int32) -> Key {
        guard let byte = next(descriptor) else { return .end }
        switch byte {
        case 10, 13, 32: return .enter
        case 4: return .end
        case 8, 127: return .back
        case 27: return escape(descriptor)
        case 33..<127: return .letter(Character(Unicode.Scalar(byte | (byte >= 65 && byte <= 90 ? 32 : 0))))
        default:
            // The rest of a character outside ASCII.
            while isWaiting(descriptor), let more = next(descriptor), more >= 0x80 {}
            return .other
        }
    }

    /// An arrow key says where to go; other sequences say nothing.
    private static func escape(_ descriptor: Int32) -> Key {
        var last: UInt8 = 27
        while isWaiting(descriptor), let byte = next(descriptor) {
            last = byte
            if byte >= 0x40 && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "O") { break }
        }
        switch last {
        case UInt8(ascii: "C"), UInt8(ascii: "B"): return .enter
        case UInt8(ascii: "D"), UInt8(ascii: "A"): return .back
        default: return .other
        }
    }

    private static func next(_ descriptor: Int32) -> UInt8? {
        var byte: UInt8 = 0
        return Glibc.read(descriptor, &byte, 1) == 1 ? byte : nil
    }

    private static func isWaiting(_ descriptor: Int32) -> Bool {
        var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) == 1
    }
}

/// Keys come one by one and are not shown; Ctrl-C stays a signal.
enum RawMode {
    static func during<T>(_ body: () -> T) -> T {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return body() }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
        return body()
    }
}
