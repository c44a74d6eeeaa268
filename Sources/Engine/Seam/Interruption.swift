import Sockets
import Transcripts

extension LabThread {
    /// How many calls a thread may make after the lab has ended it, before it is left behind.
    static let swallowLimit = 1_000

    /// Throws once the lab has ended this thread; counts how often the program went on all the same.
    func checkInterruption() throws {
        run.stage?.rejoin(self)
        run.noticeCancellation(on: self)
        guard let kind = interruption else { return }
        swallowed += 1
        if swallowed > Self.swallowLimit { run.abandon(self) }
        throw Interrupted(kind: kind)
    }

    /// The same inside a call, which is recorded as ended by the lab.
    func checkInterruption(recording event: inout RawRecord) throws {
        run.noticeCancellation(on: self)
        guard let kind = interruption else { return }
        try interrupt(kind, &event)
    }

    /// Records that the lab ended this call, and throws.
    func interrupt(_ kind: Event.Interruption, _ event: inout RawRecord) throws -> Never {
        event.result = .interrupted(kind)
        event.ended = run.clock.stamp
        waitingCall = event.call
        run.record(&event, by: self)
        throw Interrupted(kind: kind)
    }
}
