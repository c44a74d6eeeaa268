import Engine
import Messages
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
    /// Whether any program has asked for a line.
    private var hasAsked = false

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
        if !hasAsked { whisper(session.words.typesInARun) }
        hasAsked = true
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

    func happened(_ line: TranscriptLine) {
        saving?.append(line)
        // Who types wants to see at once what comes of it; the whole picture comes at the end.
        guard request.interactive, hasAsked, case .completes(let event) = line, event.call == .print else { return }
        guard session.terminal.takesKeys else { return }
        for line in (event.payload?.bytes ?? []).split(separator: 10) {
            session.output.line(escaped("\(event.participant): \(String(decoding: line, as: UTF8.self))"))
        }
    }

    /// To a person; a pipe has the transcript alone.
    private func whisper(_ sentence: String) {
        if session.terminal.takesKeys { session.output.line(session.textLook.paint(sentence, .dim)) }
    }

    /// The run is over: says what could not be saved.
    func finish() throws(LabError) {
        stepper?.finish()
        if request.interactive, !hasAsked { whisper(session.words.nothingToType) }
        try saving?.close()
    }
}
