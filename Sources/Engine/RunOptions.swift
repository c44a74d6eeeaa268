import Sockets
import Synchronization
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a scenario is run.
package struct RunOptions: Sendable {
    /// nil: the scenario's own, which is lockstep unless it is about real time.
    package var schedule: ScheduleChoice?
    /// The server's port; 0 lets the kernel choose.
    package var port: UInt16
    /// The participants whose `host.input` is typed by the student; the others read their scenario's input.
    package var interactive: Set<String>
    /// The lesson's folder name, for the transcript's header.
    package var lesson: String
    /// Values for the scenario's knobs, by name; the others keep their defaults.
    package var settings: [String: Knob.Value] = [:]
    /// Runs one participant alone; whoever else takes part comes from outside the lab. Such a run is free, told as it
    /// happens, and a wait in it is no deadlock.
    package var solo: Solo?
    /// This machine's address that servers bind. Many runs one after another take different ones out of 127.0.0.0/8, so
    /// that ports in TIME_WAIT never run out.
    package var loopback = IPv4Host.loopback

    /// Sets the kernel's timers and buffers still also where threads race, as every other schedule does: what races can come
    /// to is then what exploring looks for.
    package var usesLabSettings = false

    /// Is given the raw records of the run.
    package var rawLines: RawLines?

    package init(
        schedule: ScheduleChoice? = nil, port: UInt16 = 0, interactive: Set<String> = [], lesson: String = ""
    ) {
        self.schedule = schedule
        self.port = port
        self.interactive = interactive
        self.lesson = lesson
    }
}

/// What decides which thread makes the next call.
package enum ScheduleChoice: Sendable, Equatable {
    case lockstep
    case free
    /// Lockstep, and each call waits for the student.
    case step
    /// A choice for each moment where more than one thread could go, one letter a thread (`a` started first);
    /// where the list ends, lockstep goes on.
    case recorded(String)
}

/// What a run asks of the one who watches it. Every method is called on the thread that called `run`.
package protocol Console: AnyObject {
    /// A line for a participant's `input`, or nil at end of input. While a person types, the run may go on.
    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String?
    /// Schedule `step`: the call is about to be made; its result is not there yet. The transcript is what has
    /// happened so far, and `call` (its last event, still waiting) what comes next.
    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer
    /// The run has a new line. Called in order, as it happens (`free`: when the run has ended).
    func happened(_ line: TranscriptLine)
}

/// What happens in a run while a person types a line for it.
package struct Arrivals {
    /// Readable when something has come.
    package let descriptor: Int32
    /// Has the console told of it by `happened`.
    package let tell: () -> Void
}

package enum StepAnswer: Sendable {
    case next
    /// Let the rest run without asking.
    case run
    /// End the run.
    case quit
}

/// One participant alone: a server for clients from outside, or a client for a server from outside.
package struct Solo: Sendable {
    package var participant: String
    /// What the server binds, or where the client finds its server.
    package var address: Address
    /// For a server that is started again and again: keeps its address in between.
    package var doorway: Doorway?
    /// Where `host.folder` is, with what the program leaves in it; nil: in a folder that is removed with the run.
    package var folder: String?

    package init(participant: String, address: Address, doorway: Doorway? = nil, folder: String? = nil) {
        self.participant = participant
        self.address = address
        self.doorway = doorway
        self.folder = folder
    }
}

extension RunOptions {
    /// So many runs have asked; where the count begins differs from one lab to the next.
    private static let runs = Atomic<Int>(Int(getpid()) &* 4096)

    /// The same at an address of 127.0.0.0/8 that no other run beside this one has: somebody else there might be given a port
    /// that a server of this run has just left, and answer its late clients.
    var atItsOwnAddress: RunOptions {
        var options = self
        options.loopback = .loopback(number: Self.runs.add(1, ordering: .relaxed).newValue)
        return options
    }
}
