import Engine

/// Where the student types.
package protocol Keyboard: AnyObject {
    /// A line, without its newline. On a terminal the line can be edited, and what arrives meanwhile is told above it.
    func readLine(prompt: String, meanwhile: Arrivals?) -> Typed
    /// One key. Returns `.timeout` when the deadline passes first.
    func readKey(until deadline: ContinuousClock.Instant?) -> Key
    /// What is typed meanwhile is not shown; it waits for whoever reads next.
    func quietly<T>(_ body: () throws -> T) rethrows -> T
}

extension Keyboard {
    package func readLine(prompt: String) -> Typed { readLine(prompt: prompt, meanwhile: nil) }
    package func quietly<T>(_ body: () throws -> T) rethrows -> T { try body() }
}

package enum Typed: Equatable, Sendable {
    case line(String)
    /// Ctrl-D, or the end of the file.
    case end
    /// Ctrl-C.
    case interrupted
}

package enum Key: Equatable, Sendable {
    case enter
    case back
    /// In lower case.
    case letter(Character)
    case other
    case end
    case interrupted
    case timeout
}
