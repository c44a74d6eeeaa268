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
    /// What the last `connect` or `sendto` said.
    private(set) var connectFailure: (address: String, failure: Event.Failure)?
    private(set) var address: RecordedAddress?
    /// Whether somebody called this time, or the program itself does not wait longer.
    private(set) var hasServed = false
    private(set) var failure: String?
    /// What is shown as soon as it is known where the server listens, which the kernel may have chosen.
    private var held = ""
    private var holds: Bool
    private let whenBound: ((RecordedAddress) -> Void)?

    /// `whenBound` is told once, before anything is shown, at which address the server can be called.
    init(session: Session, cancellation: Cancellation, options: RenderOptions, whenBound: ((RecordedAddress) -> Void)? = nil) {
        self.session = session
        self.cancellation = cancellation
        self.options = options
        self.whenBound = whenBound
        holds = whenBound != nil
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
        held += renderLive(line, of: header, numberedAfter: before, options: options)
        if case .completes(let event) = line, event.call == .bind, let local = event.local, address == nil {
            address = local
            whenBound?(local)
        }
        if endsHolding(line) { holds = false }
        if !holds { show() }
    }

    /// The server is bound, or never will be.
    private func endsHolding(_ line: TranscriptLine) -> Bool {
        switch line {
        case .header, .waits: false
        case .completes(let event): event.call == .bind
        case .ends: true
        }
    }

    private func show() {
        session.output.write(held)
        held = ""
    }

    private func note(_ event: Event) {
        switch event.call {
        case .accept, .recvfrom, .recv: if event.count != nil || event.failure?.name == "EAGAIN" { hasServed = true }
        case .bind: bindFailure = bindFailure ?? event.failure.map { (event.address?.description ?? "", $0) }
        case .connect, .sendto: connectFailure = event.failure.map { (event.address?.description ?? "", $0) }
        default: break
        }
    }

    private func note(_ ending: Transcript.Ending) {
        guard ending.thread == nil, case .uncaught(let message, let call, let failure) = ending.how else { return }
        if let call, let failure { self.failure = "\(call.rawValue) \(failure.name)" } else { self.failure = message }
    }
}
