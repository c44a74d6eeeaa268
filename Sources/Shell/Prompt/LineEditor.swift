import CReadline
import Engine
import Glibc

/// GNU readline through its callbacks, so that one `poll` waits for keys and signals alike.
///
/// Readline is one per process and belongs to the main thread; so does the state below that its C callbacks need.
final class LineEditor {
    /// What Tab offers for the line before the word, and the word.
    typealias Completer = (_ before: String, _ word: String) -> Completion.Candidates

    /// The editor at work. Only the main thread touches it: readline calls back inside `rl_callback_read_char`.
    nonisolated(unsafe) private static var active: LineEditor?

    private let environment: [String: String]
    private let typedAhead: TypedAhead
    private var result: Typed?
    private var candidates: [String] = []
    private var completer: Completer?

    init(environment: [String: String], typedAhead: TypedAhead) {
        self.typedAhead = typedAhead
        lab_readline_leave_signals_alone()
        lab_readline_set_name(strdup("socketlab"))
        lab_readline_set_completion { text, start, _ in LineEditor.active?.complete(text, Int(start)) }
        self.environment = environment
        lab_readline_set_getc { file in LineEditor.active?.typedAhead.next().map { Int32($0) } ?? rl_getc(file) }
        using_history()
    }

    func remember(_ line: String) { add_history(line) }

    /// Edits one line. `completer` nil: Tab does nothing. What arrives meanwhile is told above the line.
    ///
    /// Readline looks the locale up in the environment at every line, and in C it would take no Chinese.
    func read(prompt: String, completer: Completer?, meanwhile: Arrivals?) -> Typed {
        CharacterSet.adopt(environment) { edit(prompt: prompt, completer: completer, meanwhile: meanwhile) }
    }

    private func edit(prompt: String, completer: Completer?, meanwhile: Arrivals?) -> Typed {
        LineEditor.active = self
        self.completer = completer
        result = nil
        Interrupts.clear()
        Interrupts.handleSuspend(true)
        rl_callback_handler_install(prompt) { LineEditor.active?.take($0) }
        defer {
            rl_callback_handler_remove()
            Interrupts.handleSuspend(false)
            LineEditor.active = nil
        }
        while true {
            if let result { return result }
            if !typedAhead.isEmpty {
                rl_callback_read_char()
                continue
            }
            switch Interrupts.wait(reading: STDIN_FILENO, orArriving: meanwhile?.descriptor) {
            case .readable, .deadline: rl_callback_read_char()
            case .arrived: tell(meanwhile)
            case .signal(.resize): rl_resize_terminal()
            case .signal(.suspend): suspend()
            case .signal(.interrupt):
                lab_readline_clear_line()
                rl_crlf()
                return .interrupted
            }
        }
    }

    /// The line goes away, and comes back below what is told.
    private func tell(_ arrivals: Arrivals?) {
        rl_clear_visible_line()
        lab_readline_flush()
        arrivals?.tell()
        rl_on_new_line()
        rl_redisplay()
    }

    private func take(_ line: UnsafeMutablePointer<CChar>?) {
        // Without this, readline would prompt again before the command has run.
        rl_callback_handler_remove()
        guard let line else {
            result = .end
            return
        }
        result = .line(String(cString: line))
        free(line)
    }

    /// Ctrl-Z: the terminal as it was, stop; when the shell lets us go on, the line again.
    private func suspend() {
        rl_deprep_terminal()
        // By the system's own handling, which leaves alone a lab that no shell could ever continue.
        Interrupts.handleSuspend(false)
        raise(SIGTSTP)
        Interrupts.handleSuspend(true)
        rl_prep_terminal(1)
        rl_forced_update_display()
    }

    private func complete(
        _ text: UnsafePointer<CChar>?, _ start: Int
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard let text, let completer else {
            lab_readline_completion_is(1, 0)
            return nil
        }
        let before = String(decoding: String(cString: lab_readline_line()).utf8.prefix(start), as: UTF8.self)
        let offered = completer(before, String(cString: text))
        candidates = offered.words
        lab_readline_completion_is(offered.files ? 0 : 1, offered.endsWord ? 1 : 0)
        if offered.files && offered.words.isEmpty {
            return rl_completion_matches(text) { rl_filename_completion_function($0, $1) }
        }
        return rl_completion_matches(text) { _, state in LineEditor.active?.candidate(Int(state)) }
    }

    /// Readline frees it.
    private func candidate(_ index: Int) -> UnsafeMutablePointer<CChar>? {
        candidates.indices.contains(index) ? strdup(candidates[index]) : nil
    }
}
