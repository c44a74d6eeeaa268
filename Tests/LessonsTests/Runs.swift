import Engine
import Lessons
import Transcripts

/// A lesson's scenario and, when a test asks, a run of it.
struct LessonScenario: Sendable, CustomStringConvertible {
    var lesson: LessonPrograms
    var scenario: Scenario

    var description: String { "\(lesson.folder) \(scenario.name)" }

    /// Without a schedule, as the scenario says: lockstep, unless it is about real time.
    func run(
        _ schedule: ScheduleChoice? = nil, settings: [String: Knob.Value] = [:], rawLines: RawLines? = nil
    ) throws -> Transcript {
        var options = options(schedule, settings: settings)
        options.rawLines = rawLines
        return try Engine.run(scenario, options: options)
    }

    func options(_ schedule: ScheduleChoice?, settings: [String: Knob.Value] = [:]) -> RunOptions {
        var options = RunOptions(schedule: schedule, lesson: lesson.folder)
        options.settings = small.merging(settings) { $1 }
        return options
    }

    /// Timed for real, by threads that race: no two runs are alike.
    var isAboutRealTime: Bool { scenario.schedule == .free }

    /// Its numbers say how much this kernel's buffers take.
    var measuresBuffers: Bool {
        ["flood", "exactly", "half-sent", "sendall", "window", "reset", "reset-cured"].contains(scenario.name)
    }

    /// An acknowledgement that the kernel has put off, for about 40 ms, makes room in a full buffer: where the bytes
    /// are cut depends on how busy the machine is. What the programs come to does not.
    var dependsOnAcknowledgements: Bool { ["exactly", "sendall", "window"].contains(scenario.name) }

    /// 256 MiB are too many for hundreds of repeats; 4 MiB in as many pieces tell the same story.
    private var small: [String: Knob.Value] {
        scenario.name == "big" ? ["size": .integer(4), "piece": .integer(1024)] : [:]
    }

    static let all = catalog.flatMap { lesson in
        lesson.scenarios.map { LessonScenario(lesson: lesson, scenario: $0) }
    }

    static func named(_ number: Int, _ name: String) -> LessonScenario? {
        let folder = number < 10 ? "0\(number)-" : "\(number)-"
        return all.first { $0.lesson.folder.hasPrefix(folder) && $0.scenario.name == name }
    }
}

/// A run of `lesson 7 sticky`, by number and name.
func runLesson(_ number: Int, _ name: String, settings: [String: Knob.Value] = [:]) throws -> Transcript {
    guard let found = LessonScenario.named(number, name) else { throw NoSuchScenario(number: number, name: name) }
    return try found.run(settings: settings)
}

struct NoSuchScenario: Error {
    var number: Int
    var name: String
}

extension Transcript {
    /// What the participant printed, a line a call.
    func prints(of participant: String) -> [String] {
        events.filter { $0.call == .print && $0.participant == participant }
            .map { String(decoding: $0.payload?.bytes ?? [], as: UTF8.self) }
    }

    /// This machine does not have what the scenario is about, and the scenario said so: "no multicast on this machine".
    var lacksSomething: Bool {
        header.participants.contains { prints(of: $0.name).contains { $0.contains("no ") && $0.contains(" on this machine") } }
    }

    func ending(of participant: String) -> How? {
        endings.first { $0.participant == participant && $0.thread == nil }?.how
    }

    func calls(_ call: Call, of participant: String) -> [Event] {
        events.filter { $0.call == call && $0.participant == participant }
    }

    /// The errno of the first call of that kind that failed: `ECONNREFUSED`.
    func errno(of call: Call, by participant: String) -> String? {
        calls(call, of: participant).lazy.compactMap(\.failure?.name).first
    }

    /// The bytes that a participant sent on streams or as datagrams, in order.
    func bytesSent(by participant: String) -> [UInt8] {
        events.filter { $0.call.sends && $0.participant == participant }.flatMap { $0.payload?.bytes ?? [] }
    }

    func has(_ isIt: (Finding.Kind) -> Bool) -> Bool { findings.contains { isIt($0.kind) } }
}
