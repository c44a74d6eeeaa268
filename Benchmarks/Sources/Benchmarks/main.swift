// How fast the lab is, each figure beside a baseline measured in the same minute on the same machine.
//   Benchmarks SOCKETLAB LESSONS     the executable and the folder `Lessons`
import Glibc

guard CommandLine.arguments.count == 3 else {
    print("usage: Benchmarks SOCKETLAB LESSONS")
    exit(64)
}
var path = [CChar](repeating: 0, count: 4096)
let length = readlink("/proc/self/exe", &path, path.count)
let here = String(decoding: path.prefix(max(length, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
let folder = here[...(here.lastIndex(of: "/") ?? here.startIndex)]

Report.begin()
StartUp(socketlab: CommandLine.arguments[1], lessons: CommandLine.arguments[2]).report()
Searches(recorded: folder + "Recorded", baseline: folder + "Baseline").report()
Conversations(recorded: folder + "Recorded", baseline: folder + "Baseline").report()
Costs(recorded: folder + "Recorded").report()
