extension English {
    package func lintMissing(_ file: String) -> String { "there is no \(file)" }

    package func lintBlock(_ block: String, differsFrom other: String, in file: String) -> String {
        "here is \(block), in \(file) \(other)"
    }

    package func lintScenario(withoutRun name: String) -> String { "the scenario \(name) has no run block" }
    package func lintQuestion(notAsked id: String) -> String { "the question \(id) has no ask block" }
    package func lintLine(columns: Int, most: Int) -> String { "\(columns) columns; \(most) are the most" }
    package func lintPage(_ number: Int, rows: Int, most: Int) -> String { "page \(number) has \(rows) rows; \(most) are the most" }
    package func lintDeadLink(_ target: String) -> String { "the link leads nowhere: \(target)" }

    package func lintCall(_ call: String, introducedIn lesson: Int) -> String {
        "\(call) is used, but lesson \(lesson) introduces it, and this lesson's text does not name it"
    }

    package func lintIdea(_ idea: String, introducedIn lesson: Int) -> String {
        "\(idea) comes in lesson \(lesson): say here what it is, as *\(idea)*, or point to lesson \(lesson) in this line or the one before or after"
    }

    package func lintHidden(_ word: String) -> String {
        "\(word): the lab does not see what threads share this way; \(keepInACell)"
    }
    package func lintCaptured(variable name: String) -> String {
        "\(name): a thread uses this variable of the function around it, and the lab does not see that; \(keepInACell)"
    }
    package func lintCaptured(object name: String, of type: String) -> String {
        "\(name): a thread uses this object from outside, the class \(type) has variables, and the lab does not see them; \(keepInACell)"
    }
    private var keepInACell: String { "keep it in host.shared(…), which is recorded and tried in every order" }

    package func lintClean(lessons: Int) -> String { "No faults in \(lessons) lessons." }
    package func lintFound(_ count: Int) -> String { count == 1 ? "1 fault" : "\(count) faults" }
    package var lintNothing: String { "nothing" }
}
