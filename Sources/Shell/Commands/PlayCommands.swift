import ArgumentParser
import Engine
import Transcripts

/// What `serve` and `connect` take.
struct SideOptions: ParsableArguments {
    @Argument var lesson: String
    @Argument var scenario: String?
    @Option var port: String?
    @Option var host: String?
    @Option var path: String?
    @Option var set: [String] = []

    func side(_ side: PlayedSide, in session: Session, isTyped: Bool) throws -> OneSide {
        let settings = try Settings(set)
        let lesson = try session.openLesson(lesson)
        let (scenario, participant) = try lesson.scenario(named: scenario, for: side)
        let given = GivenPlace(host: host, port: port, path: path)
        let place = try lesson.place(given, for: scenario, usualPath: session.usualPath(of: lesson))
        try settings.check(against: [scenario], place: lesson.place(scenario))
        return OneSide(
            session: session, lesson: lesson, scenario: scenario, participant: participant, place: place,
            settings: settings, isTyped: isTyped && !participant.input.isEmpty)
    }
}

extension Session {
    /// Where both sides of a lesson about Unix sockets meet unless the student names another path.
    func usualPath(of lesson: OpenLesson) -> String { "\(places.temporaryFolder)/socketlab-\(lesson.folder.number).sock" }
}

struct ServeCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "serve", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var side: SideOptions
    @OptionGroup var look: LookOptions
    @Flag var interactive = false

    func run(in session: Session) throws {
        try session.apply(look)
        try side.side(.server, in: session, isTyped: interactive).serve()
    }
}

struct ConnectCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "connect", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var side: SideOptions
    @OptionGroup var look: LookOptions
    @Option var into: String?

    func run(in session: Session) throws {
        try session.apply(look)
        try side.side(.client, in: session, isTyped: true).connect(into: into)
    }
}
