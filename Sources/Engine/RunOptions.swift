import Transcripts

/// How a scenario is run.
package struct RunOptions: Sendable {
    package var schedule: ScheduleChoice
    /// The server's port; 0 lets the kernel choose.
    package var port: UInt16
    /// The participants whose `host.input` is typed by the student; the others read their scenario's input.
    package var interactive: Set<String>
    /// The lesson's folder name, for the transcript's header.
    package var lesson: String

    package init(
        schedule: ScheduleChoice = .lockstep, port: UInt16 = 0, interactive: Set<String> = [], lesson: String = ""
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
    /// A line for a participant's `input`, or nil at end of input.
    func readLine(prompt: String, participant: String) -> String?
    /// Schedule `step`: the call is about to be made; its result is not there yet. The transcript is what has
    /// happened so far, and `call` (its last event, still waiting) what comes next.
    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer
    /// The run has a new line. Called in order, as it happens (`free`: when the run has ended).
    func happened(_ line: TranscriptLine)
}

package enum StepAnswer: Sendable {
    case next
    /// Let the rest run without asking.
    case run
    /// End the run.
    case quit
}
