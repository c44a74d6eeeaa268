import ArgumentParser
import Messages

struct LangCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "lang", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var language: String

    func run(in session: Session) throws {
        guard let language = Language(named: language) else { throw UsageError.unknownLanguage(self.language) }
        session.language = language
        session.memory.remember { $0.language = language.rawValue }
        session.output.line(session.words.languageSet)
    }
}

struct HelpCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "help", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var command: String?

    func run(in session: Session) throws {
        guard let command else { return session.output.line(session.words.help) }
        guard let description = CommandTable.command(command) else {
            throw UsageError.unknownCommand(command, nearest: nearest(to: command, in: CommandTable.commands.map(\.name)))
        }
        session.output.write(HelpText(words: session.words, look: session.textLook).text(of: description))
    }
}

struct QuitCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "quit", helpNames: [])
    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws { session.hasQuit = true }
}
