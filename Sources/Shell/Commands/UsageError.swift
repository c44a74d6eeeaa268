import Engine

/// A command line that the lab does not understand. Exit status 64, as `sysexits.h` has it. The words are in Messages.
package enum UsageError: Error, Sendable, Equatable {
    case unknownCommand(String, nearest: String?)
    case unknownLesson(String, nearest: String?)
    case noLessonNumbered(String, first: Int, last: Int)
    case ambiguousLesson(String, among: [String])
    case unknownScenario(String, lesson: Int, nearest: String?, known: [String])
    /// `lesson 7 --save FILE`: of which run?
    case needsScenario(option: String, lesson: Int, known: [String])
    case unknownOption(String, command: String, nearest: String?)
    case unknownLanguage(String)
    case missingArgument(usage: String)
    case missingValue(option: String)
    case needlessValue(option: String)
    case needlessArgument(String, usage: String)
    case badValue(String, for: String, expected: Expected)
    /// `--path` for a lesson whose sockets have ports, and the other way round. `place` is `lesson 14 stream`.
    case hasPortNoPath(_ place: String)
    case hasPathNoPort(_ place: String, option: String)
    /// `--schedule`: choice `position` (1 is the first) names a thread that cannot go then.
    case impossibleChoice(String, position: Int, possible: [String])
    /// `--set` without `=`.
    case settingWithoutValue(String)
    /// `--set`: none of the scenarios has that knob. `place` is `lesson 7 sticky`.
    case unknownKnob(String, place: String, knobs: [Knob])
    case badKnobValue(String, for: Knob, place: String)
    case badHex(String)
    case unknownEncoding(String)
    case unclosedQuote(Character)
    case unknownRecording(String, nearest: [String])
    /// `compare`: each of `among` is a pair of names.
    case ambiguousRecordings(String, among: [[String]])
    case sameRecording(String)
    case noSuchEvent(Int, last: Int)
    case noSuchOutcome(Int, last: Int)
    /// swift-argument-parser's own words.
    case other(String)

    package enum Expected: Sendable, Equatable {
        case port, positiveNumber, schedule, event, address, path
        case wholeNumber(atLeast: Int)
        case oneOf([String])
    }
}
