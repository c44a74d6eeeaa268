import ArgumentParser
import Foundation
import Messages
@testable import Shell
import Testing

/// The table, which completion and messages use, and the types of swift-argument-parser hold the same.
struct CommandTableTests {
    private struct Info: Decodable {
        struct Command: Decodable {
            var commandName: String
            var arguments: [Argument]?
            var subcommands: [Command]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { var kind, name: String }
            var kind: String
            var isOptional: Bool
            var names: [Name]?
        }
        var command: Command
    }

    private func parsed() throws -> [Info.Command] {
        let text = RootCommand._dumpHelp()
        let commands = try JSONDecoder().decode(Info.self, from: Data(text.utf8)).command.subcommands ?? []
        // The parser's own `help` is left out; ours has the common options.
        return commands.filter { $0.arguments?.contains { $0.names?.contains { $0.name == "lang" } ?? false } ?? false }
    }

    @Test func table_andParser_holdTheSame() throws {
        let commands = try parsed()
        #expect(commands.map(\.commandName).sorted() == CommandTable.commands.map(\.name).sorted())
        for command in commands {
            let description = try #require(CommandTable.command(command.commandName))
            let arguments = command.arguments ?? []
            let options = arguments.filter { $0.kind != "positional" }
            let names = Set(options.flatMap { $0.names ?? [] }.map { "--\($0.name)" })
            #expect(names == Set((description.options + CommandTable.common).map(\.name)), "\(command.commandName)")
            for option in options {
                let name = "--\(option.names?.first?.name ?? "")"
                let known = (description.options + CommandTable.common).first { $0.name == name }
                #expect((known?.value != nil) == (option.kind == "option"), "\(command.commandName) \(name)")
            }
            let positional = arguments.filter { $0.kind == "positional" }
            #expect(positional.count == description.arguments.count, "\(command.commandName)")
            #expect(positional.filter { !$0.isOptional }.count == description.required, "\(command.commandName)")
        }
    }

    @Test(arguments: Language.allCases) func everyCommandAndOption_isDescribed(language: Language) {
        for command in CommandTable.commands {
            #expect(!language.words.describe(command: command.name).isEmpty, "\(command.name)")
            for option in command.options + CommandTable.common {
                #expect(!language.words.describe(option: option.name).isEmpty, "\(option.name)")
            }
        }
    }
}
