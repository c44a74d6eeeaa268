import Engine
import Messages
import Rendering
import Transcripts

extension Session {
    /// Runs the scenario and shows its transcript.
    func show(_ scenario: Scenario, of lesson: OpenLesson, _ request: RunRequest) throws {
        let transcript = try run(scenario, of: lesson, request)
        // Asked to end, the lab draws nothing more.
        Interrupts.endIfAsked()
        let shown = Shown(transcript: transcript, source: .run(lesson, scenario, request))
        lastShown = shown
        // Who stops a long run does not want to see all of it first.
        if !wasCancelled || transcript.steps.count <= Self.mostDrawnAfterStop { try draw(shown) }
        try checkInterrupted(transcript)
        try checkPort(request, transcript)
    }

    private static let mostDrawnAfterStop = 10_000
    /// So many steps are drawn between two looks at Ctrl-C.
    private static let drawnAtATime = 1_000

    /// Shows a run as far as it is drawn, and so on; Ctrl-C ends it.
    func draw(_ shown: Shown) throws(LabError) {
        if wasCancelled { Interrupts.clear() }
        var playback = playback(of: shown)
        var written = 0
        while playback.step < playback.last {
            playback.advance(to: playback.step + Self.drawnAtATime)
            output.write(playback.lines[written..<playback.settled].map { $0 + "\n" }.joined())
            written = playback.settled
            if Interrupts.next() == .interrupt { throw .interrupted }
        }
        output.write((playback.lines[written...] + playback.footer).map { $0 + "\n" }.joined())
    }

    /// Runs the scenario without showing it, except the calls that are stepped through. Ctrl-C ends it early.
    func run(_ scenario: Scenario, of lesson: OpenLesson, _ request: RunRequest) throws -> Transcript {
        var options = RunOptions(schedule: request.schedule, port: request.port, lesson: lesson.folder.name)
        options.settings = request.settings.values(for: scenario)
        if request.step && pauses { options.schedule = .step }
        if request.interactive { options.interactive = Set(scenario.participants.map(\.name)) }
        let watch = try RunWatch(session: self, lesson: lesson, scenario: scenario, request: request)
        let cancellation = try Cancellation()
        watch.cancellation = cancellation
        Interrupts.clear()
        do {
            let transcript = try Interrupts.cancelling(cancellation) {
                try keyboard.quietly {
                    try Engine.run(
                        scenario, options: options, console: watch.isNeeded ? watch : nil, cancellation: cancellation)
                }
            }
            try watch.finish()
            wasCancelled = cancellation.isCancelled && !watch.hasLeft
            return transcript
        } catch let error as RunError {
            throw Self.told(error)
        }
    }

    static func told(_ error: RunError) -> any Error {
        switch error {
        case .choiceImpossible(let position, let letter, let possible):
            UsageError.impossibleChoice(letter, position: position, possible: possible)
        case .notAChoice(let letter): UsageError.badValue(String(letter), for: "--schedule", expected: .schedule)
        case .system(let call, let errno): LabError.systemCall(call, errno: errno)
        }
    }

    /// The port that the user asked for could not be had: the run has shown it, the command has failed.
    private func checkPort(_ request: RunRequest, _ transcript: Transcript) throws(LabError) {
        guard request.port > 0, let bind = transcript.events.first(where: { $0.call == .bind }),
            let failure = bind.failure
        else { return }
        throw .portNotFree(request.port, failure: failure.name)
    }

    /// After the screen has shown how far the run came.
    func checkInterrupted(_ transcript: Transcript) throws(LabError) {
        guard wasCancelled else { return }
        wasCancelled = false
        Interrupts.clear()
        output.line(words.stopped)
        throw .interrupted
    }
}
