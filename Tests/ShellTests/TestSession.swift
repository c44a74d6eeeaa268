import Messages
@testable import Shell

/// A session without a terminal, and what it wrote.
final class TestSession {
    private(set) var screen = ""
    private(set) var errors = ""
    private let folder = TemporaryFolder()
    private let keyboard: ScriptedKeyboard
    private(set) var session: Session!

    init(lines: [Typed] = [], language: Language = .english, environment: [String: String] = [:]) {
        var environment = environment
        environment["XDG_STATE_HOME"] = folder.path
        keyboard = ScriptedKeyboard(lines: lines)
        session = Session(
            environment: environment, places: Places(environment: environment, executable: nil), terminal: Terminal(),
            output: Output(screen: { [unowned self] in screen += $0 }, errors: { [unowned self] in errors += $0 }),
            keyboard: keyboard)
        session.language = language
    }

    /// One command line, in words. Returns its exit status.
    @discardableResult
    func perform(_ words: String...) -> Int32 { session.perform(words) }
}
