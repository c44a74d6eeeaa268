import Engine
import Foundation
import Lessons
import Sockets
import Transcripts

/// A lesson's server alone, started again whenever its program ends, as `serve` does it.
///
/// Unchecked: the port is written before the semaphore that its reader waits for.
final class ServedLesson: Console, @unchecked Sendable {
    private let cancellation: Cancellation
    private let isReady = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private var port: UInt16?
    private let readyAfter: Call

    init(_ number: Int, _ settings: [String: Knob.Value] = [:]) throws {
        cancellation = try Cancellation()
        let lesson = try lesson(number)
        var options = RunOptions(lesson: lesson.folder)
        options.solo = Solo(participant: "server", address: .loopback(), doorway: Doorway())
        options.settings = lesson.settingsAlone.merging(settings) { $1 }
        readyAfter = lesson.scenarios[0].transport == .udp ? .bind : .listen
        let (scenario, chosen) = (lesson.scenarios[0], options)
        Thread.detachNewThread { [self] in
            while !cancellation.isCancelled {
                _ = try? Engine.run(scenario, options: chosen, console: self, cancellation: cancellation)
            }
            ended.signal()
        }
        isReady.wait()
    }

    var address: Address { .loopback(port: port ?? 0) }

    func stop() {
        cancellation.cancel()
        ended.wait()
    }

    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { nil }
    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

    func happened(_ line: TranscriptLine) {
        guard case .completes(let event) = line else { return }
        if event.call == .bind, port == nil { port = event.local?.split(separator: ":").last.flatMap { UInt16($0) } }
        if event.call == readyAfter { isReady.signal() }
    }
}

func lesson(_ number: Int) throws -> LessonPrograms {
    guard let lesson = catalog.first(where: { Int($0.folder.prefix(2)) == number }) else {
        throw NoSuchScenario(number: number, name: "")
    }
    return lesson
}
