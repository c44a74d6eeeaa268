import Engine
import Rendering
import Transcripts

/// Watches a run for the session: saves its lines, types the programs' input, stops before calls.
final class RunWatch: Console {
    private let session: Session
    private let request: RunRequest
    private let saving: TranscriptFile?
    private let stepper: RunStepper?
    weak var cancellation: Cancellation?
    /// The student left the run by `q`.
    private(set) var hasLeft = false

    init(session: Session, lesson: OpenLesson, scenario: Scenario, request: RunRequest) throws(LabError) {
        self.session = session
        self.request = request
        if let path = request.save { saving = try TranscriptFile(path) } else { saving = nil }
        stepper = request.step && session.pauses
            ? RunStepper(session: session, source: .run(lesson, scenario, request)) : nil
    }

    /// A run that nobody watches is quicker.
    var isNeeded: Bool { saving != nil || stepper != nil || request.interactive }

    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? {
        let label = "\(participant): \(prompt)"
        switch session.keyboard.readLine(prompt: escaped(label), meanwhile: meanwhile) {
        case .line(let line): return line
        case .end: return nil
        case .interrupted:
            cancellation?.cancel()
            return nil
        }
    }

    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer {
        guard let stepper else { return .run }
        let answer = stepper.ask(call, transcript)
        if answer == .quit { hasLeft = true }
        return answer
    }

    func happened(_ line: TranscriptLine) { saving?.append(line) }

    /// The run is over: says what could not be saved.
    func finish() throws(LabError) {
        stepper?.finish()
        try saving?.close()
    }
}
