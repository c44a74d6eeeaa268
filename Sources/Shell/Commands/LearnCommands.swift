import ArgumentParser
import Messages

struct LessonsCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "lessons", helpNames: [])
    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws { try LessonList(session: session).show() }
}

struct CodeCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "code", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var lesson: String
    @Argument var language: String = "swift"

    func run(in session: Session) throws {
        guard let language = CodeLanguage(rawValue: language.lowercased()) else {
            throw UsageError.badValue(self.language, for: "code", expected: .oneOf(CodeLanguage.allCases.map(\.rawValue)))
        }
        try CodeListing(session: session).show(try session.findLesson(lesson), language)
    }
}

struct NextCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "next", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Flag var noPause = false

    func run(in session: Session) throws {
        let library = try session.library()
        guard let (folder, page) = session.memory.whereToGoOn(in: library) else {
            session.output.line(session.words.noNextLesson)
            return
        }
        let lesson = try session.openLesson(folder)
        try LessonPlayer(session: session, lesson: lesson, request: RunRequest(), pauses: !noPause).play(from: page)
    }
}
