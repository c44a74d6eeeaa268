/// A lesson as its author wrote it, in one language.
package struct LessonText: Sendable, Equatable {
    package var front: FrontMatter
    package var pages: [Page]
    /// The file it was read from.
    package var file: String

    package var title: String { front.title }
}

/// The head of a lesson.md.
package struct FrontMatter: Sendable, Equatable {
    package var title: String
    package var minutes: Int
    package var summary: String
}

/// What is wrong with a lesson's text, and where. The words are in Messages.
package struct LessonTextError: Error, Sendable, Equatable {
    package var file: String
    /// 1 for the first line.
    package var line: Int
    package var problem: Problem

    package enum Problem: Sendable, Equatable {
        case noFrontMatter
        case frontMatterNotClosed
        case yaml(String)
        case missingField(String)
        case badField(String)
        case unknownScenario(String, nearest: String?)
        case unknownQuestion(String, nearest: String?)
        case unknownProgram(String, nearest: String?)
        /// `run`, `code` or `ask` without a name.
        case nameMissing(String)
        /// An `ask` block without the line `---` and the sentence below it.
        case askWithoutAnswer(String)
        /// No `run` block follows the `ask` block on its page.
        case askWithoutRun(String)
    }
}
