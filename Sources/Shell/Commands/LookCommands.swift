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
        guard let number = Int(event.hasPrefix("#") ? String(event.dropFirst()) : event) else {
            throw UsageError.badValue(event, for: "show", expected: .event)
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
            return session.output.write(session.screen(of: last))
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
        let shown = try session.recordings.open(recording, scenario: scenario, in: session)
        session.lastShown = shown
        if !step, speed != nil || idleLimit != nil {
            try ReplayPlayer(session: session, shown: shown).play(speed: speed ?? 1, idleLimit: idleLimit)
        } else if session.pauses && !noPause {
            try ReplayStepper(session: session, shown: shown).run()
        } else {
            session.output.write(session.screen(of: shown))
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
    @Argument var second: String

    func run(in session: Session) throws {
        try session.apply(look)
        let a = try session.recordings.open(first, scenario: nil, in: session)
        let b = try session.recordings.open(second, scenario: nil, in: session)
        session.output.write(session.comparison(of: a, and: b, names: (first, second)))
    }
}
