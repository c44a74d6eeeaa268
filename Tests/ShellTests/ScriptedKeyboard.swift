import Engine
@testable import Shell

/// A student who types what the test says.
final class ScriptedKeyboard: Keyboard {
    private var lines: [Typed]
    private var keys: [Key]
    private(set) var prompts: [String] = []

    init(lines: [Typed] = [], keys: [Key] = []) {
        self.lines = lines
        self.keys = keys
    }

    func readLine(prompt: String, meanwhile: Arrivals?) -> Typed {
        prompts.append(prompt)
        return lines.isEmpty ? .end : lines.removeFirst()
    }

    func readKey(until deadline: ContinuousClock.Instant?) -> Key {
        if deadline != nil { return .timeout }
        return keys.isEmpty ? .end : keys.removeFirst()
    }
}
