import CLinux
import Synchronization
import Transcripts

/// The time of a run.
final class Clock: Sendable {
    private let start = clinux_now()
    private let jumps = Atomic<Int64>(0)
    private let isFree: Bool

    init(isFree: Bool) {
        self.isFree = isFree
    }

    /// What sleeps and time-outs go by. Under `free` this is real time. Otherwise it stands still but for the jumps
    /// over waits that nobody needs to sit through: who wakes first is not to hang on how quick the machine is.
    var now: Nanoseconds { isFree ? clinux_now() - start : jumped }

    /// When something happened, for its event: real monotonic time since the start plus the jumps.
    var stamp: Nanoseconds { clinux_now() - start + jumped }

    /// Moves to `time`, if that lies ahead. Returns how far it jumped.
    func jump(to time: Nanoseconds) -> Nanoseconds {
        let distance = max(0, time - now)
        jumps.add(distance, ordering: .relaxed)
        return distance
    }

    var jumped: Nanoseconds { jumps.load(ordering: .relaxed) }
}
