import Engine
import Glibc

/// Standard input that is no terminal: lines, no prompt, no echo, no keys.
final class PipeKeyboard: Keyboard {
    private var buffer: [UInt8] = []
    private var isAtEnd = false

    func readLine(prompt: String, meanwhile: Arrivals?) -> Typed {
        while true {
            if let newline = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...newline) }
                return .line(text(buffer[..<newline]))
            }
            if isAtEnd {
                defer { buffer = [] }
                return buffer.isEmpty ? .end : .line(text(buffer[...]))
            }
            switch Interrupts.wait(reading: STDIN_FILENO, orArriving: meanwhile?.descriptor) {
            case .signal(.interrupt): return .interrupted
            case .arrived: meanwhile?.tell()
            case .readable: fill()
            case .signal, .deadline: break
            }
        }
    }

    func readKey(until deadline: ContinuousClock.Instant?) -> Key {
        guard deadline != nil else { return .end }
        switch Interrupts.wait(until: deadline) {
        case .signal(.interrupt): return .interrupted
        case .signal, .readable, .arrived: return .other
        case .deadline: return .timeout
        }
    }

    private func fill() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 { buffer += bytes[..<count] } else if count == 0 || errno != EINTR { isAtEnd = true }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == 13 ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}
