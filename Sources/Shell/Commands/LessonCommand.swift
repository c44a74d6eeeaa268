import ArgumentParser
import Engine

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

    func run(in session: Session) throws {
        try session.apply(look)
        let request = RunRequest(
            schedule: try schedule.map(Self.schedule), port: try port.map(Self.port) ?? 0, step: step,
            interactive: interactive, save: save)
        let lesson = try session.openLesson(lesson)
        if let scenario {
            try session.show(try lesson.scenario(named: scenario), of: lesson, request)
        } else {
            try LessonPlayer(session: session, lesson: lesson, request: request, pauses: !noPause).play()
        }
    }

    private static func port(_ text: String) throws(UsageError) -> UInt16 {
        guard let port = UInt16(text) else { throw .badValue(text, for: "--port", expected: .port) }
        return port
    }

    private static func schedule(_ text: String) throws(UsageError) -> ScheduleChoice {
        switch text {
        case "lockstep": return .lockstep
        case "free": return .free
        case "step": return .step
        default:
            guard text.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) }) else {
                throw .badValue(text, for: "--schedule", expected: .schedule)
            }
            return .recorded(text)
        }
    }
}
