import Messages

/// Commands from a pipe or a file, line by line: no prompt, no echo.
struct CommandStream {
    let session: Session

    /// The status of the last command that failed; 0 when none did.
    func run() -> Int32 {
        var status: Int32 = 0
        while !session.hasQuit {
            switch session.keyboard.readLine(prompt: "") {
            case .line(let line):
                let result = session.perform(line: line)
                if result == 130 { return result }
                if result != 0 { status = result }
            case .end: return status
            case .interrupted: return 130
            }
        }
        return status
    }
}

extension Session {
    /// One typed line. An empty one and one that begins with `#` do nothing.
    func perform(line: String) -> Int32 {
        do {
            var words = try WordSplitter.split(line)
            // As the README writes it for a shell.
            if words.first == "socketlab" { words.removeFirst() }
            if words.isEmpty || words[0].hasPrefix("#") { return 0 }
            return perform(words)
        } catch {
            complain(self.words.unclosedQuote(String(error.quote)))
            return 64
        }
    }
}
