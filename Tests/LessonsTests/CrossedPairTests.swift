import Engine
import Foundation
import Lessons
import Sockets
import Synchronization
import Testing
import Transcripts

/// The Python pairs crossed with the Swift programs.
@Suite(.serialized, .enabled(if: PythonProgram.isInstalled, "skipped: no python3 here")) struct CrossedPairTests {
    private static let input = [2: "hello\n\n你好\nq\n", 3: "hello\n"]
    private static let settings: [Int: [String: Knob.Value]] = [
        8: ["order": .choice("network")], 9: ["patience": .duration(3600)], 10: ["work": .duration(0)],
    ]

    private func serve(_ number: Int) throws -> ServedLesson { try ServedLesson(number, nil, Self.settings[number] ?? [:]) }

    private func client(of number: Int, _ served: ServedLesson, _ arguments: [String] = [], prints: Bool = false) throws -> PythonProgram {
        try PythonProgram(
            "client.py", of: try lesson(number).folder, [served.address.asArgument] + arguments,
            input: Self.input[number] ?? "", prints: prints)
    }

    @Test(arguments: [1, 2, 3, 5, 8, 9, 10, 14])
    func pythonClient_meetsTheSwiftServer(_ number: Int) throws {
        let served = try serve(number)
        defer { served.stop() }
        for _ in 1...2 { #expect(try client(of: number, served).wait() == 0) }
        #expect(served.gaveUp.isEmpty)
    }

    @Test func pythonClient_isGreetedByTheSwiftServer() throws {
        let served = try serve(10)
        defer { served.stop() }
        let client = try client(of: 10, served, ["plum", "小明"], prints: true)
        #expect(try (1...3).map { _ in try client.line() } == ["Welcome!", "Hello, plum!", "Hello, 小明!"])
        #expect(client.wait() == 0)
    }

    @Test func pythonClient_downloadsWhatTheSwiftServerHas() throws {
        let folder = try Scratch()
        let served = try serve(9)
        defer { served.stop() }
        let client = try client(of: 9, served, ["notes.txt", "静夜思.txt", "numbers.bin", "../x", "--into", folder.path])
        #expect(client.wait() == 0)
        #expect(folder.files == Answers.contents)
    }

    @Test(arguments: [1, 2, 3, 5, 8, 10, 14])
    func swiftClient_meetsThePythonServer(_ number: Int) throws {
        let run = try runAgainstPython(number)
        let usual = try Engine.run(lesson(number).scenarios[0])
        #expect(run.prints(of: run.header.participants[0].name) == usual.prints(of: run.header.participants[0].name))
    }

    /// The folder of its downloads goes with the run: it shows what is in it before it ends.
    @Test func swiftClient_downloadsWhatThePythonServerHas() throws {
        let run = try runAgainstPython(9) { client in
            client.input += ["numbers.bin", "../x", "q"]
            let program = client.program
            client.program = { host in
                try program(host)
                for (name, bytes) in try Scratch.files(in: host.folder).sorted(by: { $0.key < $1.key }) {
                    host.print(Array("\(name): ".utf8) + bytes)
                }
            }
        }
        let told = run.events.filter { $0.call == .print }.map { $0.payload?.bytes ?? [] }
        #expect(told.suffix(3) == Answers.contents.sorted { $0.key < $1.key }.map { Array("\($0): ".utf8) + $1 }[...])
        #expect(run.prints(of: "client").prefix(4) == [
            "saved notes.txt: 715 bytes, SHA-256 as sent", "saved 静夜思.txt: 64 bytes, SHA-256 as sent",
            "saved numbers.bin: 3000 bytes, SHA-256 as sent",
            "nothing saved: the server says: ../x is not a plain file name",
        ])
    }

    private func runAgainstPython(_ number: Int, _ change: (inout Participant) -> Void = { _ in }) throws -> Transcript {
        let lesson = try lesson(number)
        let folder = try Scratch()
        var scenario = lesson.scenarios[0]
        let path = scenario.transport.isUnix ? folder.newPath() : nil
        let server = try PythonProgram("server.py", of: lesson.folder, [path?.asArgument ?? "0"])
        defer { server.stop() }
        let place = try #require(scenario.participants.firstIndex { $0.role == .client })
        change(&scenario.participants[place])
        var options = RunOptions(lesson: lesson.folder)
        if path != nil { try server.firstWords() }
        let address = try path ?? .loopback(port: server.port())
        options.solo = Solo(participant: scenario.participants[place].name, address: address)
        let run = try Engine.run(scenario, options: options)
        #expect(run.ending(of: scenario.participants[place].name) == .returned)
        return run
    }
}

extension Address {
    /// As the Python programs take it: a port, or a path.
    fileprivate var asArgument: String { port.map { "\($0)" } ?? description }
}

/// A folder of a test's own.
final class Scratch: Sendable {
    let path: String
    private let paths = Atomic<Int>(0)

    /// A path in it that nothing has.
    func newPath() -> Address { .unix(path: "\(path)/\(paths.add(1, ordering: .relaxed).newValue)") }

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("scratch-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { remove() }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Everything in it, with what begins with a dot.
    var files: [String: [UInt8]] { (try? Self.files(in: path)) ?? [:] }

    static func files(in path: String) throws -> [String: [UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let contents = names.map { name in Array(FileManager.default.contents(atPath: path + "/" + name) ?? Data()) }
        return Dictionary(uniqueKeysWithValues: zip(names, contents))
    }
}
