import Glibc
import Messages

/// The whole program: one command, or the prompt.
package enum Shell {
    /// `arguments` without the program's name. Returns the exit status.
    package static func main(_ arguments: [String], environment: [String: String]) -> Int32 {
        Interrupts.install()
        var terminal = Terminal.current(environment)
        let typedAhead = TypedAhead()
        if terminal.isInteractive && terminal.showsLanes && terminal.isUTF8 {
            terminal.ambiguousIsWide = WidthProbe.ambiguousIsWide(keeping: typedAhead) ?? false
        }
        if terminal.takesKeys { RawMode.restoreWhenKilled() }
        let keyboard: any Keyboard = terminal.takesKeys ? TerminalKeyboard(environment: environment, typedAhead: typedAhead) : PipeKeyboard()
        let session = Session(
            environment: environment, places: .current(environment), terminal: terminal, output: .standard(),
            keyboard: keyboard)
        if namesCommand(arguments) { return session.perform(arguments) }
        let status = arguments.isEmpty ? 0 : session.perform(arguments)
        if status != 0 { return status }
        if let keyboard = keyboard as? TerminalKeyboard, terminal.showsOutput {
            return Prompt(session: session, keyboard: keyboard).run()
        }
        return CommandStream(session: session).run()
    }

    /// Whether there is a command, or only options for the prompt.
    private static func namesCommand(_ arguments: [String]) -> Bool {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            guard CommandTable.common.contains(where: { word == $0.name || word.hasPrefix($0.name + "=") }) else { return true }
            if !word.contains("=") && rest.popFirst() == nil { return true }
        }
        return false
    }
}
