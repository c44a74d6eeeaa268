import Glibc

/// What the lab knows of the place it writes to.
package struct Terminal: Sendable, Equatable {
    /// Standard input is a terminal: there is somebody to ask.
    package var takesKeys = false
    /// Standard output is a terminal.
    package var showsOutput = false
    /// `TERM=dumb`: nothing but lines of text.
    package var isDumb = false
    package var isUTF8 = true
    package var allowsColor = false
    /// Line-drawing characters are two columns wide here, as some East Asian terminals have them.
    package var ambiguousIsWide = false
    /// In columns and rows.
    package var width = 80
    package var height = 24

    package init() {}

    /// Pages that stop, keys, steps.
    package var isInteractive: Bool { takesKeys && showsOutput }

    /// Lanes and line drawing; otherwise one event a line, in words.
    package var showsLanes: Bool { showsOutput && !isDumb }
}

extension Terminal {
    /// The terminal that the process has.
    package static func current(_ environment: [String: String]) -> Terminal {
        var terminal = described(
            by: environment, takesKeys: isatty(STDIN_FILENO) == 1, showsOutput: isatty(STDOUT_FILENO) == 1)
        terminal.measure(environment)
        return terminal
    }

    /// What follows from the environment alone.
    package static func described(
        by environment: [String: String], takesKeys: Bool, showsOutput: Bool
    ) -> Terminal {
        var terminal = Terminal()
        terminal.takesKeys = takesKeys
        terminal.showsOutput = showsOutput
        terminal.isDumb = environment["TERM"] == "dumb" || (showsOutput && environment["TERM"] == nil)
        terminal.isUTF8 = CharacterSet.isUTF8(environment)
        terminal.allowsColor = terminal.showsLanes && (environment["NO_COLOR"] ?? "").isEmpty
        return terminal
    }

    /// Asks for the window's size again; where there is no window, COLUMNS says it, else 80.
    package mutating func measure(_ environment: [String: String]) {
        var size = winsize()
        let known = showsOutput && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let columns = known && size.ws_col > 0 ? Int(size.ws_col) : environment["COLUMNS"].flatMap { Int($0) }
        width = min(max(columns ?? 80, 40), 400)
        height = known && size.ws_row > 0 ? Int(size.ws_row) : 24
    }
}
