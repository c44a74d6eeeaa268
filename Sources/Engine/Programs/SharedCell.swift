import Sockets
import Transcripts

/// A value that the threads of a participant share. Reading and writing it are calls like any other: they stand in the
/// transcript, and where every order is tried, they are tried in every order.
package final class SharedCell<Value: Sendable>: Sendable {
    private let value: Lock<Value>
    private let name: String
    private let lane: Lane

    init(_ value: Value, name: String, lane: Lane) {
        self.value = Lock(value)
        self.name = name
        self.lane = lane
    }

    /// What the cell holds now.
    package func load() throws -> Value {
        try touch(.load) { self.value.withLock { $0 } }
    }

    /// Puts a new value in. A `load` before it by this thread and the `store` are two calls: another thread may come between.
    package func store(_ new: Value) throws {
        _ = try touch(.store) {
            self.value.withLock { $0 = new }
            return new
        }
    }

    private func touch(_ call: Call, _ body: () -> Value) throws -> Value {
        let thread = try LabThread.current()
        let intent = Intent(call: call, sharing: .amongThreads, cell: .of(.cell, self))
        return try thread.perform(intent, describe: { $0.detail = self.name }) { event throws(SocketError) in
            let value = body()
            event.payload = Payload(String(describing: value))
            return value
        }
    }
}

extension Host {
    /// A value that this participant's threads share, with a name for the transcript.
    ///
    /// The lab sees calls, and no variables: what threads share belongs in here, or exploring cannot tell what their order
    /// makes of it.
    package func shared<Value: Sendable>(_ value: Value, _ name: String = "shared") -> SharedCell<Value> {
        SharedCell(value, name: name, lane: lane)
    }
}
