import Glibc
import Workloads

/// `Recorded explore LESSON SCENARIO full|reduced SCHEDULES`: prints schedules, seconds, searches, cut short, outcomes
/// and whether each search was complete (1) or not (0).
func explore(_ arguments: [String]) throws {
    guard arguments.count == 4, let lesson = Int(arguments[0]), let schedules = Int(arguments[3]) else {
        print("usage: Recorded explore LESSON SCENARIO full|reduced SCHEDULES")
        exit(64)
    }
    let search = try Workload.explore(
        lesson: lesson, arguments[1], reduction: arguments[2] == "reduced", schedules: schedules)
    print(
        search.schedules, search.seconds, search.searches, search.cutShort, search.outcomes, search.isComplete ? 1 : 0)
}

/// `Recorded left SCHEDULES`: that many schedules of lesson 7 explored and a tenth of it raced, in one process. Prints
/// the peak memory in KiB after the first tenth and at the end, and how many descriptors and threads there are more
/// than after the first tenth.
func left(_ schedules: Int) throws {
    func work(_ schedules: Int) throws {
        _ = try Workload.explore(lesson: 7, "sticky", reduction: false, schedules: schedules)
        try Workload.race(runs: schedules / 10)
        Workload.releaseThreads()
    }
    try work(schedules / 10)
    let before = (peakMemory(), entries(of: "/proc/self/fd"), entries(of: "/proc/self/task"))
    try work(schedules)
    print(before.0, peakMemory(), entries(of: "/proc/self/fd") - before.1, entries(of: "/proc/self/task") - before.2)
}

private func entries(of folder: String) -> Int {
    guard let stream = opendir(folder) else { return -1 }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    return count
}
