import CLinux
import Sockets
import Synchronization
import Transcripts

/// Runs a scenario many times.
///
/// Where a run mostly waits, for a pause or for a timer of the kernel, several are made side by side: 200 runs do not
/// take 200 pauses, and the cores have no more to do than with one.
///
/// - Parameters:
///   - options: of every run. Each gets an address of its own, so that ports in TIME_WAIT never run out.
///   - done: is given each transcript on the calling thread. A run that was cancelled is not among them.
/// - Throws: `RunError` when a run could not be made.
package func `repeat`(
    _ scenario: Scenario, count: Int, cancellation: Cancellation, options: RunOptions,
    done: (Transcript) -> Void
) throws {
    guard count > 0 else { return }
    var options = options
    options.usesLabSettings = true
    let (begin, first) = (clinux_now(), try Run(scenario, options.atItsOwnAddress, isWatched: false, cancellation: cancellation))
    let transcript = try first.execute(nil)
    if cancellation.isCancelled { return }
    // Its threads were on the cores for less than a quarter of its time.
    let mostlyWaits = 4 * first.processorTime.load(ordering: .relaxed) < clinux_now() - begin
    done(transcript)
    guard count > 1 else { return }
    try Repetition(scenario, count - 1, cancellation, options)
        .run(sideBySide: mostlyWaits && !scenario.isFeltByOtherRuns, done)
}

/// The runs from the second on, shared among threads.
private final class Repetition: Sendable {
    /// At the same time, where they mostly wait.
    private static let most = 32

    private struct Fields {
        /// Runs that nobody has begun.
        var left: Int
        var transcripts: [Transcript] = []
        var error: (any Error)?
    }

    private let scenario: Scenario
    private let count: Int
    private let cancellation: Cancellation
    private let options: RunOptions
    private let fields: Lock<Fields>
    private let crew: Crew

    init(_ scenario: Scenario, _ count: Int, _ cancellation: Cancellation, _ options: RunOptions) throws {
        self.scenario = scenario
        self.count = count
        self.cancellation = cancellation
        self.options = options
        fields = Lock(Fields(left: count))
        crew = try Crew()
    }

    func run(sideBySide: Bool, _ done: (Transcript) -> Void) throws {
        let threads = sideBySide ? min(Self.most, count) : 1
        let cores = [Int32](repeating: -1, count: threads)
        crew.work(on: cores, { self.work() }, milliseconds: -1) { take().forEach(done) }
        if let error = fields.withLock({ $0.error }) { throw error }
    }

    private func take() -> [Transcript] {
        fields.withLock { fields in
            defer { fields.transcripts = [] }
            return fields.transcripts
        }
    }

    private func work() {
        while beginsAnother() {
            do {
                let transcript = try Engine.run(scenario, options: options.atItsOwnAddress, cancellation: cancellation)
                if cancellation.isCancelled { return }
                fields.withLock { $0.transcripts.append(transcript) }
                crew.ring()
            } catch {
                fields.withLock { if $0.error == nil { $0.error = error } }
            }
        }
    }

    private func beginsAnother() -> Bool {
        fields.withLock { fields in
            guard fields.error == nil, !cancellation.isCancelled, fields.left > 0 else { return false }
            fields.left -= 1
            return true
        }
    }
}
