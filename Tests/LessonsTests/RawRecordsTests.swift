import Engine
import Lessons
import Testing
import Transcripts

/// What a run tells before it is annotated is enough to make its events again.
@Suite struct RawRecordsTests {
    @Test(arguments: LessonScenario.all)
    func annotatedAgain_everyRunIsTheSame(_ scenario: LessonScenario) throws {
        for schedule in [ScheduleChoice.lockstep, .free] where schedule == .lockstep || !scenario.scenario.keepsKernelDefaults {
            let raw = RawLines()
            let transcript = try scenario.run(schedule, rawLines: raw)
            var annotator = Annotator(transcript.header)
            var again = Transcript(header: transcript.header)
            // The header is written before the server's address is known, and told it with the events.
            again.header.address = nil
            for line in raw.all { annotator.take(line).map { again.append($0) } }
            #expect(again.events == transcript.events)
            #expect(again.steps == transcript.steps)
            #expect(again.endings == transcript.endings)
        }
    }
}
