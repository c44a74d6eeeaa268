import ArgumentParser

/// A command of the lab: parsed by swift-argument-parser, run inside a session.
protocol LabCommand: ParsableCommand {
    var common: CommonOptions { get }
    func run(in session: Session) throws
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option var lang: String?
    @Option var lessons: String?
}

/// How a transcript is to look.
struct LookOptions: ParsableArguments {
    @Flag var plain = false
    @Option var layout: String?
    @Flag var all = false
    @Flag var raw = false
}

/// The root of the table. Its subcommands, and `CommandTable`, hold the same commands.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "socketlab",
        subcommands: [
            LessonsCommand.self, LessonCommand.self, CodeCommand.self, ShowCommand.self, AgainCommand.self,
            NextCommand.self, TranscriptsCommand.self, ReplayCommand.self, CompareCommand.self, LangCommand.self,
            RepeatCommand.self, ExploreCommand.self, ServeCommand.self, ConnectCommand.self,
            PackCommand.self, UnpackCommand.self, CalcsizeCommand.self, EncodeCommand.self, DecodeCommand.self,
            LintCommand.self, HelpCommand.self, QuitCommand.self,
        ],
        helpNames: [])

    @OptionGroup var common: CommonOptions
}

/// The lab's version.
package let labVersion = "0.1"
