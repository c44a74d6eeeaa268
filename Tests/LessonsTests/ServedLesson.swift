import Engine
import Foundation
import Lessons
import Sockets
import Transcripts

/// A lesson's server alone, started again whenever its program ends, as `serve` does it.
///
/// Unchecked: what changes is guarded by the condition.
final class ServedLesson: Console, @unchecked Sendable {
    private let cancellation: Cancellation
    private let ended = DispatchSemaphore(value: 0)
    private let condition = NSCondition()
    private var state = State()
    private let doorway = Doorway()
    /// For paths: the server's, and those of clients that have one.
    let folder: Scratch
    private let standard: Address
    private let readyAfter: Call

    /// What the server has told so far.
    private struct State {
        var port: UInt16?
        var isReady = false
        /// By the name of the client: how often it called, and was accepted.
        var calls: [String: Int] = [:]
        var accepts: [String: Int] = [:]
        /// Bytes of the accepted client that the program has received.
        var received: [String: Int] = [:]
        /// The program has closed that client's connection.
        var over: Set<String> = []
        /// The clients of the program that runs now, by connection.
        var clients: [Int: String] = [:]
        var prints: [String] = []
        var gaveUp: [String] = []
    }

    init(_ number: Int, _ name: String? = nil, _ settings: [String: Knob.Value] = [:]) throws {
        cancellation = try Cancellation()
        folder = try Scratch()
        let lesson = try lesson(number)
        let found = name.map { name in lesson.scenario(named: name) } ?? lesson.scenarios[0]
        guard let scenario = found, let server = scenario.participants.first(where: { $0.role == .server }) else {
            throw NoSuchScenario(number: number, name: name ?? "")
        }
        standard = switch scenario.transport {
        case .tcp, .udp: lesson.hostAlone == nil ? .loopback() : .loopback6()
        case .unixStream, .unixDatagram: .unix(path: folder.path + "/server")
        }
        readyAfter = [.udp, .unixDatagram].contains(scenario.transport) ? .bind : .listen
        var options = RunOptions(lesson: lesson.folder)
        options.solo = Solo(participant: server.name, address: standard, doorway: doorway)
        options.settings = lesson.settingsAlone.merging(settings) { $1 }
        Thread.detachNewThread { [self, options] in
            while !cancellation.isCancelled {
                _ = try? Engine.run(scenario, options: options, console: self, cancellation: cancellation)
            }
            ended.signal()
        }
        wait { $0.isReady }
    }

    /// Where it can be called.
    var address: Address { standard.withPort(look { $0.port ?? 0 }) }

    func stop() {
        cancellation.cancel()
        ended.wait()
        doorway.shut()
        // Its thread may hold this object until the tests are over.
        folder.remove()
    }

    // MARK: What it has told

    var prints: [String] { look { $0.prints } }
    /// Why its program ended, each time that it did so with an error.
    var gaveUp: [String] { look { $0.gaveUp } }

    /// A client of this name has connected.
    func isCalled(by client: String) { change { $0.calls[client, default: 0] += 1 } }

    /// Returns when the program has received so many bytes of this client, or hung up.
    func waitUntilRead(_ count: Int, from client: String) {
        wait { state in
            let isAccepted = state.accepts[client] == state.calls[client]
            return isAccepted && (state.over.contains(client) || state.received[client, default: 0] >= count)
        }
    }

    /// Returns when the program has closed its end of this client's connection.
    func waitUntilOver(with client: String) { waitUntilRead(.max, from: client) }

    func isOver(with client: String) -> Bool {
        look { $0.accepts[client] == $0.calls[client] && $0.over.contains(client) }
    }

    func waitUntilPrinted(_ line: String, times: Int = 1) { wait { $0.prints.count { $0 == line } >= times } }

    // MARK: Console

    func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { nil }
    func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

    func happened(_ line: TranscriptLine) {
        change { state in
            switch line {
            case .header: state.clients = [:]
            case .waits: break
            case .completes(let event): note(event, &state)
            case .ends(let ending):
                if case .uncaught(let message, _, _) = ending.how { state.gaveUp.append(message) }
            }
        }
    }

    private func note(_ event: Event, _ state: inout State) {
        let client = event.connection.flatMap { state.clients[$0] }
        switch event.call {
        case .bind: state.port = state.port ?? event.local?.port
        case .accept: accepted(event, &state)
        case .recv: if let client { state.received[client, default: 0] += event.count ?? 0 }
        case .close: if let client { state.over.insert(client) }
        case .print: state.prints.append(String(decoding: event.payload?.bytes ?? [], as: UTF8.self))
        default: break
        }
        if event.call == readyAfter { state.isReady = true }
    }

    private func accepted(_ event: Event, _ state: inout State) {
        guard let connection = event.connection, let peer = event.peer else { return }
        let client = Self.name(of: peer)
        state.clients[connection] = client
        state.accepts[client, default: 0] += 1
        state.received[client] = 0
        state.over.remove(client)
    }

    /// The port, which is the same at both ends also where one sees an IPv4 address as an IPv6 one; a path as it is.
    static func name(of address: RecordedAddress) -> String { address.port.map { "\($0)" } ?? address.description }

    // MARK: The condition

    private func look<Value>(_ body: (State) -> Value) -> Value { condition.withLock { body(state) } }

    private func change(_ body: (inout State) -> Void) {
        condition.withLock {
            body(&state)
            condition.broadcast()
        }
    }

    private func wait(until isSo: (State) -> Bool) {
        condition.withLock { while !isSo(state) { condition.wait() } }
    }
}

func lesson(_ number: Int) throws -> LessonPrograms {
    guard let lesson = catalog.first(where: { Int($0.folder.prefix(2)) == number }) else {
        throw NoSuchScenario(number: number, name: "")
    }
    return lesson
}
