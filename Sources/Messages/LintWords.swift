/// What `lint` says about the lessons' files.
package protocol LintWords {
    func lintMissing(_ file: String) -> String
    func lintBlock(_ block: String, differsFrom other: String, in file: String) -> String
    func lintScenario(withoutRun name: String) -> String
    func lintQuestion(notAsked id: String) -> String
    func lintLine(columns: Int, most: Int) -> String
    func lintPage(_ number: Int, rows: Int, most: Int) -> String
    func lintDeadLink(_ target: String) -> String
    func lintCall(_ call: String, introducedIn lesson: Int) -> String
    func lintIdea(_ idea: String, introducedIn lesson: Int) -> String
    /// A word of a program: memory, or a lock, that the lab does not see.
    func lintHidden(_ word: String) -> String
    /// Used in a thread and declared outside of it.
    func lintCaptured(variable name: String) -> String
    func lintCaptured(object name: String, of type: String) -> String
    func lintClean(lessons: Int) -> String
    func lintFound(_ count: Int) -> String
    var lintNothing: String { get }
}
