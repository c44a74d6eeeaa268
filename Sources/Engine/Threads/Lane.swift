import Sockets
import Synchronization
import Transcripts

/// A participant of a run, with what the run keeps for it.
final class Lane: Sendable {
    let participant: Participant
    var name: String { participant.name }
    private let fields: Lock<Fields>
    private let hasThreads = Atomic<Bool>(false)

    /// The program has started a thread besides its first one.
    var isThreaded: Bool { hasThreads.load(ordering: .relaxed) }
    func becomesThreaded() { hasThreads.store(true, ordering: .relaxed) }

    struct Fields {
        var input: [String]
        var sockets: [RecordedSocket] = []
        var startedThreads = 0
        var liveThreads = 0
        var hasStarted = false
        var hasEnded = false
        /// Who wrote first to a program that talks with one.
        var friend: Address?
    }

    init(_ participant: Participant) {
        self.participant = participant
        fields = Lock(Fields(input: participant.input))
    }

    func withLock<Result>(_ body: (inout Fields) -> Result) -> Result {
        fields.withLock(body)
    }

    func adopt(_ socket: RecordedSocket) {
        fields.withLock { $0.sockets.append(socket) }
    }

    func forget(_ socket: RecordedSocket) {
        fields.withLock { $0.sockets.removeAll { $0 === socket } }
    }

    var openSockets: [RecordedSocket] { fields.withLock { $0.sockets } }
    var hasEnded: Bool { fields.withLock { $0.hasEnded } }
}
