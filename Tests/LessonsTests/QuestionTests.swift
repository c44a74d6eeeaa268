import Exercises
import Lessons
import Testing
import Transcripts

@Suite struct QuestionTests {
    @Test(arguments: catalog.map(\.folder))
    func everyLesson_asksAndTheRunAnswers(folder: String) throws {
        let lesson = try #require(catalog.first { $0.folder == folder })
        #expect(!lesson.questions.isEmpty)
        for question in lesson.questions {
            let scenario = try #require(lesson.scenario(named: question.scenario), "\(question.id)")
            let run = try LessonScenario(lesson: lesson, scenario: scenario).run()
            if run.lacksSomething { continue }
            let answer = try #require(question.answer(run), "\(question.id)")
            #expect(answer.event.flatMap(run.event) != nil, "\(question.id) points at an event")
        }
    }

    /// Answers come from the run: another run, another answer.
    @Test func answer_followsTheRun() throws {
        let question = try #require(catalog.first { $0.folder.hasPrefix("07") }?.question("first-recv"))
        #expect(question.answer(try runLesson(7, "sticky"))?.accepted.first == "11")
        #expect(question.answer(try runLesson(7, "small-recv"))?.accepted.first == "4")
        #expect(question.answer(try runLesson(1, "no-server")) == nil)
    }

    @Test func answersThatMeanTheSame_areAccepted() throws {
        let question = try #require(catalog.first { $0.folder.hasPrefix("07") }?.question("first-recv"))
        let answer = try #require(question.answer(try runLesson(7, "sticky")))
        for typed in ["11", "11 bytes", "hellobigpig", "11 字节"] {
            #expect(answer.accepts(typed), "\(typed)")
        }
    }
}
