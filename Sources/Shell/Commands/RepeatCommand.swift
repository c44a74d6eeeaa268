import ArgumentParser
import Engine

struct RepeatCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "repeat", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var lesson: String
    @Argument var scenario: String?
    @Argument var count: String?
    @Option var set: [String] = []
    @Flag var json = false

    func run(in session: Session) throws {
        // `repeat 7 500`: a number is no scenario, nor is -5 or 0.5.
        let isCount = count == nil && scenario.map { Double($0) != nil } ?? false
        let count = try (isCount ? scenario : count).map { try wholeNumber($0, "COUNT", atLeast: 1) } ?? 200
        let settings = try Settings(set)
        let lesson = try session.openLesson(lesson)
        let scenario = try lesson.scenarioOrFirst(isCount ? nil : scenario)
        try settings.check(against: [scenario], place: lesson.place(scenario))
        try Repeating(session: session, lesson: lesson, scenario: scenario, settings: settings, json: json).run(count: count)
    }
}

/// A whole number that is large enough, or the words for what is wrong with it.
func wholeNumber(_ text: String, _ name: String, atLeast least: Int) throws(UsageError) -> Int {
    guard let number = Int(text), number >= least else {
        throw .badValue(text, for: name, expected: .wholeNumber(atLeast: least))
    }
    return number
}
