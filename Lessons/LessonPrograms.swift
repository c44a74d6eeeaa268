import Engine
import Exercises

/// The Swift part of a lesson: what its text can run and ask. The text itself is read at run time.
package struct LessonPrograms: Sendable {
    /// The lesson's folder below `Lessons/`: `07-sticky-packets`.
    package var folder: String
    /// The first is the lesson's main scenario, the one that its Python pair repeats.
    package var scenarios: [Scenario]
    package var questions: [Question]
    /// Settings for `serve` and `connect`: where the programs of tutorials, which are then at the other end, do it
    /// otherwise than the lesson.
    package var settingsAlone: [String: Knob.Value]
    /// Where `serve` and `connect` have the server, when it is not at 127.0.0.1.
    package var hostAlone: String?

    package init(
        folder: String, scenarios: [Scenario], questions: [Question] = [], settingsAlone: [String: Knob.Value] = [:],
        hostAlone: String? = nil
    ) {
        self.folder = folder
        self.scenarios = scenarios
        self.questions = questions
        self.settingsAlone = settingsAlone
        self.hostAlone = hostAlone
    }

    package func scenario(named name: String) -> Scenario? {
        scenarios.first { $0.name == name }
    }

    package func question(_ id: String) -> Question? {
        questions.first { $0.id == id }
    }
}
