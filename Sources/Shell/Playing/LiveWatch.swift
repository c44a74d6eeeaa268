import Engine
import Messages
import Rendering
import Transcripts

/// Shows a run that goes on, line by line, and types what its program reads.
final class LiveWatch: Console {
    private let session: Session
    private let cancellation: Cancellation
    private let options: RenderOptions
    private var header: Transcript.Header?
    /// Events of the programs that ran before this one.
    private var before = 0
    private var last = 0
    /// What the server's first `bind` said.
    private(set) var bindFailure: (address: String, failure: Event.Failure)?
    private(set) var connectFailure: (address: String, failure: Event.Failure)?
    private(set) var address: String?
    /// Whether somebody called this time.
    private(set) var hasServed = false
    private(set) var failure: String?
    /// Told once, when the server can be called.
    var whenBound: (String) -> Void = { _ in }

    init(session: Session, cancellation: Cancellation, options: RenderOptions) {
        self.session = session
        self.cancellation = cancellation
        self.options = options
    }

    /// The program is started once more.
    func startAgain() {
        before += last
        last = 0
        hasServed = false
        failure = nil
    }

    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? {
        switch session.keyboard.readLine(prompt: escaped(prompt), meanwhile: meanwhile) {
        case .line(let line): return line
        case .end: return nil
        case .interrupted:
            cancellation.cancel()
            return nil
        }
    }

    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

    func happened(_ line: TranscriptLine) {
        switch line {
        case .header(let header): self.header = header
        case .waits(let event): last = max(last, event.number)
        case .completes(let event):
            last = max(last, event.number)
            note(event)
        case .ends(let ending): note(ending)
        }
        guard let header, !cancellation.isCancelled else { return }
        session.output.write(renderLive(line, of: header, numberedAfter: before, options: options))
        if case .completes(let event) = line, event.call == .bind, let local = event.local, address == nil {
            address = local
            whenBound(local)
        }
    }

    private func note(_ event: Event) {
        switch event.call {
        case .accept, .recvfrom, .recv: if event.count != nil { hasServed = true }
        case .bind: bindFailure = bindFailure ?? event.failure.map { (event.address ?? "", $0) }
        case .connect: connectFailure = event.failure.map { (event.address ?? "", $0) }
        default: break
        }
    }

    private func note(_ ending: Transcript.Ending) {
        guard ending.thread == nil, case .uncaught(let message, let call, let failure) = ending.how else { return }
        self.failure = failure.map { "\(call?.rawValue ?? "") \($0.name)" } ?? message
    }
}
