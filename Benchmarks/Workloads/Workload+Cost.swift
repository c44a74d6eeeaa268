import Engine
import Glibc
import Rendering
import Sockets
import Transcripts

extension Workload {
    /// One long run, and what the lab does with it: whether the cost of each grows with the work alone.
    public final class LongRun {
        /// What `events` counts to in one round, without set-up and end.
        private static let eventsOfARound = 7
        private let scenario: Scenario
        private let path: String
        private var transcript = Transcript(header: .init(lesson: "", scenario: "", participants: [], schedule: "", transport: ""))

        public enum Part: String, CaseIterable, Sendable {
            case record, save, read, findings, replay
        }

        /// - Parameter path: where the file goes. It is removed with this.
        public init(events: Int, path: String) {
            self.path = path
            scenario = Self.talk(rounds: events / Self.eventsOfARound)
        }

        deinit { unlink(path) }

        public var events: Int { transcript.events.count }

        /// Each part needs the one before. Returns its seconds.
        public func measure(_ part: Part) throws -> Double {
            let start = ContinuousClock.now
            switch part {
            case .record: transcript = try run(scenario)
            case .save: try save()
            case .read: transcript = try TranscriptReader.read(contentsOf: path).transcript
            case .findings: precondition(findings(in: transcript).count > events / Self.eventsOfARound)
            case .replay: replay()
            }
            return (ContinuousClock.now - start) / .seconds(1)
        }

        /// Runs it again with somebody who writes each line to a file, as `--save` does.
        private func save() throws {
            let watch = FileConsole(path)
            defer { close(watch.descriptor) }
            _ = try run(scenario, console: watch)
        }

        /// As `replay --speed` does: step by step, each row laid out when its step comes.
        private func replay() {
            var playback = Playback(transcript, options: RenderOptions(layout: .wide))
            for step in 1...playback.last { playback.advance(to: step) }
            precondition(playback.lines.count > events)
        }

        /// Messages that stick together, are cut and answered.
        private static func talk(rounds: Int) -> Scenario {
            Scenario(
                "talk",
                server: { host in
                    let listener = try host.socket(.tcp)
                    try listener.bind(host.serverAddress)
                    try listener.listen(backlog: 5)
                    let (connection, _) = try listener.accept()
                    for _ in 0..<rounds {
                        _ = try connection.recv(3)
                        host.print(try connection.recv(1024))
                        try connection.send("ok")
                    }
                    try connection.close()
                },
                client: { host in
                    let socket = try host.socket(.tcp)
                    try socket.connect(host.serverAddress)
                    for _ in 0..<rounds {
                        try socket.send("hello")
                        try socket.send("big")
                        _ = try socket.recv(1024)
                    }
                    try socket.close()
                })
        }
    }

    private final class FileConsole: Console {
        let descriptor: Int32

        init(_ path: String) { descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600) }

        func readLine(prompt: String, participant: String, meanwhile: Arrivals) -> String? { nil }
        func allow(_ call: Event, in transcript: Transcript) -> StepAnswer { .run }

        func happened(_ line: TranscriptLine) {
            let bytes = TranscriptWriter.bytes(line) + [10]
            precondition(write(descriptor, bytes, bytes.count) == bytes.count, "the file cannot be written")
        }
    }
}
