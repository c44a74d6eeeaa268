import ArgumentParser
import Rendering
import Transcripts

struct ShowCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "show", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Argument var event: String

    func run(in session: Session) throws {
        try session.apply(look)
        let number = Int(event.hasPrefix("#") ? String(event.dropFirst()) : event)
        guard let number, number > 0 || session.lastShown != nil else {
            throw UsageError.badValue(event, for: "NUMBER", expected: .event)
        }
        guard let last = session.lastShown else { throw LabError.noRunYet }
        guard let text = renderEvent(number, of: last.transcript, options: session.renderOptions(for: last)) else {
            throw UsageError.noSuchEvent(number, last: last.transcript.events.count)
        }
        session.output.write(text)
    }
}

struct AgainCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "again", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Flag var step = false
    @Option var save: String?

    func run(in session: Session) throws {
        try session.apply(look)
        guard let last = session.lastShown else { throw LabError.noRunYet }
        guard case .run(let lesson, let scenario, var request) = last.source else {
            return try session.draw(last)
        }
        request.step = step
        request.save = save
        try session.show(scenario, of: lesson, request)
    }
}

struct TranscriptsCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "transcripts", helpNames: [])
    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws { session.recordings.list(in: session) }
}

struct ReplayCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "replay", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Argument var recording: String
    @Argument var scenario: String?
    @Flag var step = false
    @Flag var noPause = false
    @Option var speed: String?
    @Option var idleLimit: String?

    func run(in session: Session) throws {
        try session.apply(look)
        let speed = try self.speed.map { try Self.positive($0, "--speed") }
        let idleLimit = try self.idleLimit.map { try Self.positive($0, "--idle-limit") }
        let shown = try session.recordings.open(try session.recordings.locate(recording, scenario: scenario, in: session), in: session)
        session.lastShown = shown
        if !step, speed != nil || idleLimit != nil {
            try ReplayPlayer(session: session, shown: shown).play(speed: speed ?? 1, idleLimit: idleLimit)
        } else if session.pauses && !noPause {
            try ReplayStepper(session: session, shown: shown).run()
        } else {
            try session.draw(shown)
        }
    }

    private static func positive(_ text: String, _ option: String) throws(UsageError) -> Double {
        guard let value = Double(text), value > 0, value.isFinite else {
            throw .badValue(text, for: option, expected: .positiveNumber)
        }
        return value
    }
}

struct CompareCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "compare", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Argument var first: String
    /// The second recording, and the scenario of a lesson behind its lesson.
    @Argument var second: [String]

    func run(in session: Session) throws {
        try session.apply(look)
        if second.count > 3, let command = CommandTable.command("compare") {
            throw UsageError.needlessArgument(second[3], usage: command.usage)
        }
        let recordings = session.recordings
        let pair = try recordings.pair([first] + second, in: session)
        let (a, b) = (try recordings.open(pair.first, in: session), try recordings.open(pair.second, in: session))
        let names = (recordings.name(of: pair.first), recordings.name(of: pair.second))
        session.output.write(session.comparison(of: a, and: b, names: names))
    }
}
