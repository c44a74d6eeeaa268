import Engine
import StructFormat
import TextEncodings

/// What went wrong while a command ran. Exit status 1. The words are in Messages.
package enum LabError: Error, Sendable, Equatable {
    case noRunYet
    case noPrograms(lesson: Int)
    case noCode(language: String, lesson: Int)
    case cannotWrite(path: String, errno: Int32)
    case cannotRead(path: String, errno: Int32)
    /// A system call of the lab itself failed.
    case systemCall(String, errno: Int32)
    /// The server's first `bind` failed on the port that the user asked for; `failure` is the errno's name.
    case portNotFree(UInt16, failure: String)
    /// Why a scenario cannot be explored. `call` makes it so: `client: sleep`.
    case aboutRealTime(call: String?)
    case meetsOutsider(call: String)
    case notRepeatable(NotRepeatable)
    /// `small` is the command that explores the small variant.
    case lockHeld(thread: String)
    case tooLarge(events: Int, small: String?)
    /// `explore --expect`.
    case unexpectedOutcomes(expected: Int, found: Int, isComplete: Bool)
    /// `serve`: the server's address could not be had; `failure` is the errno's name.
    case cannotServe(String, failure: String)
    /// The same for a Unix socket's path.
    case cannotServePath(String, failure: String)
    /// Something else than a socket has the path.
    case pathIsNoSocket(String)
    /// `--host` names an IPv6 address where the lesson's sockets are IPv4 ones, or the other way round.
    case otherFamily(String, lesson: Int, usual: String)
    /// The server ended before anybody called.
    case serverGaveUp(String)
    case serverEnded
    case clientGaveUp(String)
    /// `serve` is the command that makes the server.
    case nobodyListens(String, serve: String)
    /// A stream socket where the client's is a datagram socket, or the other way round.
    case otherKindListens(String, serve: String)
    /// `place` is `lesson 7 sticky`.
    case hasNoServer(String)
    case hasNoClient(String)
    /// `connect --into`.
    case savesNoFiles(String)
    /// A format or a value that CPython's `struct` refuses.
    case structRefused(StructError)
    case encoding(TextEncodingError)
    /// So many faults, told already.
    case lintFound(Int)
    /// Ctrl-C. Exit status 130, as shells have it.
    case interrupted
}
