import ArgumentParser
import Messages
import Rendering

struct LintCommand: LabCommand {
    static let configuration = CommandConfiguration(commandName: "lint", helpNames: [])
    @OptionGroup var common: CommonOptions
    @Argument var folder: String?

    func run(in session: Session) throws {
        let library = try folder.map { try LessonLibrary(in: [$0]) } ?? session.library()
        let faults = Linter(words: session.words).faults(in: library.folders)
        for fault in faults { session.output.line(escaped("\(fault.file):\(fault.line): \(fault.text)")) }
        if !faults.isEmpty { throw LabError.lintFound(faults.count) }
        session.output.line(session.words.lintClean(lessons: library.folders.count))
    }
}
