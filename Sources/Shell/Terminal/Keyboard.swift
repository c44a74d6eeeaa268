/// Where the student types.
package protocol Keyboard: AnyObject {
    /// A line, without its newline. On a terminal the line can be edited.
    func readLine(prompt: String) -> Typed
    /// One key. Returns `.timeout` when the deadline passes first.
    func readKey(until deadline: ContinuousClock.Instant?) -> Key
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
