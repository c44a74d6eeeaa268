/// What the shell and the lessons' frame say.
package protocol ShellWords {
    // The prompt.
    func firstScreen(version: String) -> String
    func laterScreen(version: String, lesson: Int, page: Int, of pages: Int) -> String
    func laterScreen(version: String, finishedLesson: Int) -> String
    func laterScreen(version: String) -> String
    var help: String { get }
    func describe(command: String) -> String
    func describe(option: String) -> String
    var usageTitle: String { get }
    var optionsTitle: String { get }
    var noSuchHelp: String { get }
    var stopped: String { get }

    // Wrong command lines. `nearest` is what was probably meant.
    func unknownCommand(_ word: String, nearest: String?) -> String
    func unknownLesson(_ word: String, nearest: String?) -> String
    func noLesson(numbered word: String, first: Int, last: Int) -> String
    func ambiguousLesson(_ word: String, among: [String]) -> String
    func unknownScenario(_ word: String, lesson: Int, nearest: String?, known: [String]) -> String
    func needsScenario(_ option: String, lesson: Int, known: [String]) -> String
    func unknownOption(_ word: String, command: String, nearest: String?) -> String
    func unknownLanguage(_ word: String) -> String
    func missingArgument(_ usage: String) -> String
    func missingValue(_ option: String) -> String
    func needlessValue(_ option: String) -> String
    func needlessArgument(_ word: String, usage: String) -> String
    func badValue(_ value: String, for name: String, expected: String) -> String
    func impossibleChoice(_ letter: String, position: Int, possible: [String]) -> String
    func portNotFree(_ port: UInt16, failure: String) -> String
    /// Stands for an empty word.
    var emptyName: String { get }
    func unclosedQuote(_ quote: String) -> String
    func cannotUnderstand(_ message: String) -> String
    var expectsPort: String { get }
    var expectsPositiveNumber: String { get }
    var expectsSchedule: String { get }
    var expectsEvent: String { get }

    // Lessons.
    func lessonsNotFound(tried: [String]) -> String
    func aboutMinutes(_ minutes: Int) -> String
    func minutes(_ minutes: Int) -> String
    func pageReached(_ page: Int, of pages: Int) -> String
    var lessonsHint: String { get }
    func pageMark(_ page: Int, of pages: Int) -> String
    func noPrograms(lesson: Int) -> String
    func noSuchCode(_ language: String, lesson: Int) -> String
    func lessonFinished(_ number: Int, next: Int?) -> String
    var noNextLesson: String { get }
    var keyNext: String { get }
    var keyDone: String { get }
    var keyBack: String { get }
    var keyAgain: String { get }
    var keyStep: String { get }
    var keyCode: String { get }
    var keyLeave: String { get }
    var keyRest: String { get }
    var keyMake: String { get }

    // What is wrong with a lesson's text.
    var noFrontMatter: String { get }
    var frontMatterNotClosed: String { get }
    func brokenYAML(_ reason: String) -> String
    func frontMatterField(missing name: String) -> String
    func frontMatterField(bad name: String) -> String
    func textNamesUnknown(scenario name: String, nearest: String?) -> String
    func textNamesUnknown(question id: String, nearest: String?) -> String
    func textNamesUnknown(program name: String, nearest: String?) -> String
    func blockWithoutName(_ kind: String) -> String
    func askWithoutAnswer(_ id: String) -> String
    func askWithoutRun(_ id: String) -> String

    // Questions.
    var questionKeys: String { get }
    func verdict(passed reply: String) -> String
    func verdict(failed reply: String) -> String
    var verdictNotChecked: String { get }

    // Runs and recordings.
    var noRunYet: String { get }
    func noSuchEvent(_ number: Int, last: Int) -> String
    func nextCall(participant: String) -> String
    func saved(_ path: String) -> String
    func cannotWrite(_ path: String, reason: String) -> String
    func cannotWriteOutput(reason: String) -> String
    var notRegularFile: String { get }
    func fileTooLarge(megabytes: Int) -> String
    func cannotRead(_ path: String, reason: String) -> String
    func noTranscript(_ name: String, nearest: [String]) -> String
    /// `compare`: each of `pairs` is two names.
    func ambiguousTranscripts(_ text: String, among pairs: [[String]]) -> String
    func sameTranscript(_ name: String) -> String
    var noTranscripts: String { get }
    var transcriptsHint: String { get }
    func stepOf(_ step: Int, _ last: Int) -> String
    func runFailed(_ reason: String) -> String
    var languageSet: String { get }
    func cannotRemember(_ path: String, reason: String) -> String
    func warning(_ text: String) -> String
    var endOfRecording: String { get }
}
