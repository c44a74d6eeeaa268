import CLinux
import Synchronization
import Transcripts

/// The time of a run: real monotonic time since its start plus the jumps over waits that nobody needs to sit through.
final class Clock: Sendable {
    private let start = clinux_now()
    private let jumps = Atomic<Int64>(0)

    var now: Nanoseconds { clinux_now() - start + jumps.load(ordering: .relaxed) }

    /// Moves to `time`, if that lies ahead. Returns how far it jumped.
    func jump(to time: Nanoseconds) -> Nanoseconds {
        let distance = max(0, time - now)
        jumps.add(distance, ordering: .relaxed)
        return distance
    }

    var jumped: Nanoseconds { jumps.load(ordering: .relaxed) }
}
