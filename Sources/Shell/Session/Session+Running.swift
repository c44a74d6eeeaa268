import Engine
import Messages
import Rendering
import Transcripts

extension Session {
    /// Runs the scenario and shows its transcript.
    func show(_ scenario: Scenario, of lesson: OpenLesson, _ request: RunRequest) throws {
        let transcript = try run(scenario, of: lesson, request)
        let shown = Shown(transcript: transcript, source: .run(lesson, scenario, request))
        lastShown = shown
        output.write(screen(of: shown))
        try checkInterrupted(transcript)
    }

    /// Runs the scenario without showing it, except the calls that are stepped through. Ctrl-C ends it early.
    func run(_ scenario: Scenario, of lesson: OpenLesson, _ request: RunRequest) throws -> Transcript {
        var options = RunOptions(schedule: request.schedule, port: request.port, lesson: lesson.folder.name)
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
            throw LabError.runFailed("\(error)")
        }
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
