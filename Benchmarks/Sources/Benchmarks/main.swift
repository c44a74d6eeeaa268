// How fast the lab is, each figure beside a baseline measured in the same minute on the same machine.
//   Benchmarks SOCKETLAB LESSONS [PART]     the executable and the folder `Lessons`; start, explore, talk or cost alone
import Glibc

guard (3...4).contains(CommandLine.arguments.count) else {
    print("usage: Benchmarks SOCKETLAB LESSONS [start | explore | talk | cost]")
    exit(64)
}
var path = [CChar](repeating: 0, count: 4096)
let length = readlink("/proc/self/exe", &path, path.count)
let here = String(decoding: path.prefix(max(length, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
let folder = here[...(here.lastIndex(of: "/") ?? here.startIndex)]

func isWanted(_ part: String) -> Bool { CommandLine.arguments.count == 3 || CommandLine.arguments[3] == part }

Report.begin()
if isWanted("start") {
    StartUp(socketlab: CommandLine.arguments[1], lessons: CommandLine.arguments[2]).report()
}
if isWanted("explore") { Searches(recorded: folder + "Recorded", baseline: folder + "Baseline").report() }
if isWanted("talk") { Conversations(recorded: folder + "Recorded", baseline: folder + "Baseline").report() }
if isWanted("cost") { Costs(recorded: folder + "Recorded").report() }
