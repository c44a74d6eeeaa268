import Sockets
import SystemPackage
import Transcripts

// The one seam where a participant's call meets the kernel: it asks the schedule for leave, makes the call,
// retries EINTR, records the event, and can inject a fault. Nothing else makes a socket call for a participant.

/// What a call needs of the schedule, and how it waits.
struct Intent {
    var call: Call
    var socket: RecordedSocket?
    /// Who can notice the call. Only then is the schedule asked.
    var sharing = Sharing.always
    /// What must be there before the call is made.
    var readiness = Readiness.now
    /// What to wait for when the call has been tried and would block; nil: it fails with EAGAIN instead.
    var whenItBlocks: (() -> Readiness)?
    var timeout: Double?
    /// The address that the call is given.
    var address: Address?
    /// The bytes that it sends.
    var size = 0
    /// The kernel makes it for a participant that has ended.
    var isExit = false
    /// The cell of `host.shared` that it is about.
    var cell: Footprint.Thing?

    enum Sharing {
        /// Nobody else.
        case never
        /// Other threads of the participant.
        case amongThreads
        /// Others, in ways that lockstep's order settles: a step only where every order is tried.
        case everyOrder
        case always
    }
}

extension LabThread {
    /// Makes a call: `attempt` meets the kernel, fills in what came back and returns what the program gets.
    func perform<Value>(
        _ intent: Intent, describe: (inout RawRecord) -> Void = { _ in },
        _ attempt: (inout RawRecord) throws(SocketError) -> Value
    ) throws -> Value {
        try checkInterruption()
        var event = newEvent(intent)
        describe(&event)
        let fault = try injectBefore(intent, &event)
        defer { leavesCall() }
        try wait(for: intent, &event)
        if let fault { try fail(fault, intent, &event) }
        while true {
            let value: Value
            do throws(SocketError) {
                event.result = .returned(0)
                value = try attempt(&event)
            } catch {
                try retry(after: error, intent, &event)
                continue
            }
            record(&event)
            try endIfSpinning(&event)
            return value
        }
    }

    func newEvent(_ intent: Intent) -> RawRecord {
        var event = blank
        event.call = intent.call
        event.socket = intent.socket?.name
        event.began = run.clock.stamp
        return event
    }

    /// Returns when the call is to be tried again; throws when it has failed.
    private func retry(after error: SocketError, _ intent: Intent, _ event: inout RawRecord) throws {
        if error.errno == .interrupted { return try checkInterruption(recording: &event) }
        if let stage = run.stage, error.errno.meansWouldBlock, let readiness = intent.whenItBlocks {
            try stage.waitAgain(self, &event, readiness(), timeout: intent.timeout)
            return try failIfTimedOut(intent, &event)
        }
        try fail(error, &event)
    }

    /// Records the failed call and throws.
    func fail(_ error: SocketError, _ event: inout RawRecord) throws -> Never {
        event.result = .failed(Event.Failure(errno: error.errno.rawValue, name: error.errno.name))
        if let address = error.address { event.address = address }
        record(&event)
        try endIfSpinning(&event)
        throw error
    }

    private func wait(for intent: Intent, _ event: inout RawRecord) throws {
        guard let stage = run.stage else {
            holds(intent.waitsAt)
            return announceWait(intent, &event)
        }
        try stage.enter(self, &event, intent)
        try failIfTimedOut(intent, &event)
    }

    /// In a live run, a call that is going to wait is shown at once.
    private func announceWait(_ intent: Intent, _ event: inout RawRecord) {
        guard run.isLive else { return }
        let sockets: [RecordedSocket] = switch intent.readiness {
        case .readable(let socket): [socket]
        case .anyReadable(let sockets): sockets
        default: []
        }
        if sockets.isEmpty || sockets.contains(where: { $0.isReady(for: RecordedSocket.readable) }) { return }
        recordFolded()
        run.recorder.waits(&event)
    }

    private func failIfTimedOut(_ intent: Intent, _ event: inout RawRecord) throws {
        guard hasTimedOut else { return }
        hasTimedOut = false
        // As Linux has it: a connect whose SO_SNDTIMEO has passed says that it is still under way (socket(7)).
        let errno: Errno = intent.call == .connect ? .nowInProgress : .resourceTemporarilyUnavailable
        try fail(SocketError(intent.call.rawValue, errno), &event)
    }

    /// Gives the event to the recorder. It began when it was made, unless it waited.
    func record(_ event: inout RawRecord) {
        event.ended = run.clock.stamp
        let isBarren = BarrenStreak.isBarren(&event)
        noteProgress(event.call, isBarren: isBarren)
        // Nearly every call: it brought something, and so did the one before.
        if isBarren || barren.count > 0 {
            if barren.isBroken(by: event.call, isBarren: isBarren) { recordFolded() }
            guard barren.takesIn(event, isBarren: isBarren) else { return }
        }
        run.record(&event, by: self)
    }

    /// A thread that sleeps again and again goes round without end only if nobody does anything meanwhile.
    private func noteProgress(_ call: Call, isBarren: Bool) {
        guard let stage = run.stage else { return }
        let idles = call == .sleep || call == .poll
        if !isBarren { return stage.deeds += 1 }
        if idles, seenDeeds != stage.deeds { recordFolded() }
        seenDeeds = stage.deeds
    }

    func recordFolded() {
        for var event in barren.end() { run.record(&event, by: self) }
    }

    func endIfSpinning(_ event: inout RawRecord) throws {
        guard barren.count >= BarrenStreak.limit else { return }
        var folded = barren.end()
        let call = event.call
        if let last = folded.lastIndex(where: { $0.call == call }) {
            folded[last].result = .interrupted(.spinning)
            folded.append(folded.remove(at: last))
        }
        for var event in folded { run.record(&event, by: self) }
        interruption = .spinning
        throw Interrupted(kind: .spinning)
    }
}

extension Errno {
    fileprivate var meansWouldBlock: Bool {
        self == .wouldBlock || self == .resourceTemporarilyUnavailable || self == .nowInProgress
    }
}
