import Glibc
import Workloads

/// `Recorded cost EVENTS`: a run of so many events, recorded, saved, read, explained and replayed. Prints how many there
/// were, then for each part its seconds and the peak memory after it in KiB.
func cost(_ events: Int) throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let run = Workload.LongRun(events: events, path: "\(folder)/socketlab-cost-\(getpid()).jsonl")
    var figures: [(seconds: Double, peak: Int)] = []
    for part in Workload.LongRun.Part.allCases { figures.append((try run.measure(part), peakMemory())) }
    print(run.events, figures.map { "\($0.seconds) \($0.peak)" }.joined(separator: " "))
}
