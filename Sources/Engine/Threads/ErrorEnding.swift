import Sockets
import SystemPackage
import Transcripts

extension Transcript.How {
    /// A program ended by throwing.
    static func uncaught(_ error: any Error) -> Transcript.How {
        guard let error = error as? SocketError else {
            return .uncaught(message: String(describing: error), call: nil, failure: nil)
        }
        return .uncaught(
            message: error.description, call: Call(rawValue: error.operation),
            failure: Event.Failure(errno: error.errno.rawValue, name: error.errno.name))
    }
}
