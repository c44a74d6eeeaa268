import ArgumentParser
import Engine
import Lessons

struct LessonCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "lesson", helpNames: [])

    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Argument var lesson: String
    @Argument var scenario: String?
    @Flag var step = false
    @Flag var interactive = false
    @Flag var noPause = false
    @Option var schedule: String?
    @Option var save: String?
    @Option var port: String?
    @Option var set: [String] = []

    func run(in session: Session) throws {
        try session.apply(look)
        let request = RunRequest(
            schedule: try schedule.map(Self.schedule), port: try port.map(Self.port) ?? 0, step: step,
            interactive: interactive, save: save, settings: try Settings(set))
        let lesson = try session.openLesson(lesson)
        if let scenario {
            let scenario = try lesson.scenario(named: scenario)
            try request.settings.check(against: [scenario], place: lesson.place(scenario))
            try session.show(scenario, of: lesson, request)
        } else {
            try refuseWhatIsForOneRun(lesson)
            try request.settings.check(against: lesson.programs?.scenarios ?? [], place: lesson.place())
            try LessonPlayer(session: session, lesson: lesson, request: request, pauses: !noPause).play()
        }
    }

    /// A whole lesson has many runs.
    private func refuseWhatIsForOneRun(_ lesson: OpenLesson) throws(UsageError) {
        let given = [("--save", save != nil), ("--schedule", schedule != nil), ("--interactive", interactive)]
        guard let (option, _) = given.first(where: \.1) else { return }
        throw .needsScenario(option: option, lesson: lesson.folder.number, known: lesson.known.scenarios)
    }

    static func port(_ text: String) throws(UsageError) -> UInt16 {
        guard let port = UInt16(text) else { throw .badValue(text, for: "--port", expected: .port) }
        return port
    }

    private static func schedule(_ text: String) throws(UsageError) -> ScheduleChoice {
        switch text {
        case "lockstep": return .lockstep
        case "free": return .free
        case "step": return .step
        default:
            guard ScheduleChoice.isList(text) else {
                throw .badValue(text, for: "--schedule", expected: .schedule)
            }
            return .recorded(text)
        }
    }
}
