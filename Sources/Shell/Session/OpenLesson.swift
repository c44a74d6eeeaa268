import Engine
import Exercises
import Lessons
import Messages

/// A lesson with its programs. The text is read when it is asked for.
struct OpenLesson {
    let folder: LessonFolder
    let programs: LessonPrograms?

    init(folder: LessonFolder) {
        self.folder = folder
        programs = catalog.first { $0.folder == folder.name }
    }

    var known: LessonTextReader.Known {
        .init(scenarios: programs?.scenarios.map(\.name) ?? [], questions: programs?.questions.map(\.id) ?? [])
    }

    func text(in language: Language) throws -> LessonText {
        let file = folder.textFile(language)
        return try LessonTextReader(file: file, known: known).read(try contents(of: file))
    }

    func front(in language: Language) throws -> FrontMatter {
        let file = folder.textFile(language)
        return try LessonTextReader(file: file, known: known).front(of: try contents(of: file))
    }

    func scenario(named name: String) throws(UsageError) -> Scenario {
        if let scenario = programs?.scenario(named: name) { return scenario }
        let begun = programs?.scenarios.filter { $0.name.hasPrefix(name) } ?? []
        if begun.count == 1 && !name.isEmpty { return begun[0] }
        let names = known.scenarios
        throw .unknownScenario(name, lesson: folder.number, nearest: nearest(to: name, in: names), known: names)
    }

    private func contents(of file: String) throws -> String {
        String(decoding: try Files.read(file), as: UTF8.self)
    }
}
