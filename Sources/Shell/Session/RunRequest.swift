import Engine
import Transcripts

/// How the student wants a run.
struct RunRequest {
    /// nil: as the scenario says.
    var schedule: ScheduleChoice?
    /// 0 lets the kernel choose.
    var port: UInt16 = 0
    /// Stop before each call.
    var step = false
    /// The student types what the programs read.
    var interactive = false
    /// The file that takes the recording.
    var save: String?
    var settings = Settings()
}

/// A transcript that was on the screen, for `show` and `again`.
struct Shown {
    enum Source {
        case run(OpenLesson, Scenario, RunRequest)
        case file(String)
    }

    var transcript: Transcript
    var source: Source
}
