import Sockets
import SystemPackage
import Transcripts

/// The faults of a scenario, and how often each call has been made.
final class FaultPlan: Sendable {
    private struct Key: Hashable {
        var participant: String
        var call: Call
    }

    private let faults: [Fault]
    private let counts = Lock<[Key: Int]>([:])

    /// nil where nothing is to be injected.
    init?(_ faults: [Fault]) {
        if faults.isEmpty { return nil }
        self.faults = faults
    }

    /// The fault for the call that `participant` makes now.
    func next(_ call: Call, of participant: String) -> Fault.Kind? {
        let occurrence = counts.withLock { counts in
            counts[Key(participant: participant, call: call), default: 0] += 1
            return counts[Key(participant: participant, call: call), default: 0]
        }
        return faults.first { $0.call == call && $0.participant == participant && $0.occurrence == occurrence }?.kind
    }
}

extension LabThread {
    /// What has to happen before the call. Returns the fault that is left for the call itself.
    func injectBefore(_ intent: Intent, _ event: inout RawRecord) throws -> Fault.Kind? {
        guard let fault = run.faults?.next(intent.call, of: participant.name) else { return nil }
        event.fault = fault.name
        switch fault {
        case .delay(let seconds):
            try pause(seconds: seconds)
            event.began = run.clock.stamp
            return nil
        case .reset:
            try intent.socket?.resetByPeer()
            return nil
        case .shortRead(let most), .shortWrite(let most):
            intent.socket?.limitNextCall(to: most)
            return nil
        case .errno:
            return fault
        }
    }

    func fail(_ fault: Fault.Kind, _ intent: Intent, _ event: inout RawRecord) throws {
        guard case .errno(let errno) = fault else { return }
        try fail(SocketError(intent.call.rawValue, Errno(rawValue: errno)), &event)
    }

    /// Lets time pass without an event of its own.
    private func pause(seconds: Double) throws {
        guard let stage = run.stage else { return try run.sleepForReal(seconds: seconds, on: self) }
        try stage.pause(self, until: run.clock.now + Nanoseconds(seconds * 1e9))
    }
}

extension Fault.Kind {
    var name: String {
        switch self {
        case .shortRead: "short read"
        case .shortWrite: "short write"
        case .delay: "delay"
        case .errno: "errno"
        case .reset: "reset"
        }
    }
}
