import ArgumentParser
import Engine

struct ExploreCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "explore", helpNames: [])
    @OptionGroup var common: CommonOptions
    @OptionGroup var look: LookOptions
    @Argument var lesson: String
    @Argument var scenario: String?
    @Option var show: String?
    @Option var save: String?
    @Option var expect: String?
    @Flag var json = false
    @Flag var splits = false
    @Flag var noReduction = false
    @Option var maxRuns: String?
    @Option var maxTime: String?
    @Option var seed: String?
    @Option var graph: String?
    @Option var set: [String] = []

    func run(in session: Session) throws {
        try session.apply(look)
        var request = ExploreRequest(
            options: try options(), show: try show.map { try wholeNumber($0, "--show", atLeast: 1) }, save: save,
            expect: try expect.map { try wholeNumber($0, "--expect", atLeast: 0) }, json: json, graph: graph,
            settings: try Settings(set))
        let lesson = try session.openLesson(lesson)
        let scenario = try lesson.scenarioOrFirst(scenario)
        try request.settings.check(against: [scenario], place: lesson.place(scenario))
        request.options.settings = request.settings.values(for: scenario)
        try Exploring(session: session, lesson: lesson, scenario: scenario, request: request).run()
    }

    private func options() throws -> ExploreOptions {
        var options = ExploreOptions()
        options.workers = processorCount
        options.reduction = !noReduction
        options.splits = splits
        if let maxRuns { options.maxRuns = try wholeNumber(maxRuns, "--max-runs", atLeast: 1) }
        if let seed { options.seed = UInt64(try wholeNumber(seed, "--seed", atLeast: 0)) }
        if let maxTime {
            guard let seconds = Double(maxTime), seconds > 0, seconds.isFinite else {
                throw UsageError.badValue(maxTime, for: "--max-time", expected: .positiveNumber)
            }
            options.maxSeconds = seconds
        }
        return options
    }
}
