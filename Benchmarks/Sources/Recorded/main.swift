// The workloads of `Baseline`, in the lab and recorded. Takes and prints the same as that, and a third figure: the
// seconds of the whole run, with the making of its transcript.
import Cores
import Glibc
import Workloads

func peakMemory() -> Int {
    guard let status = fopen("/proc/self/status", "r") else { return -1 }
    defer { fclose(status) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), status) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        if text.hasPrefix("VmHWM:") { return Int(text.filter(\.isNumber)) ?? -1 }
    }
    return -1
}

let pin: @Sendable (Bool) -> Void = { cores_pin($0 ? 1 : 0) }

func measure(_ workload: String, _ amount: Int) throws -> Double {
    switch workload {
    case "pingpong": try Workload.pingPong(rounds: amount, pin: pin)
    case "stream": try Workload.stream(mebibytes: amount, pin: pin)
    default: try Workload.sticky(runs: amount)
    }
}

if CommandLine.arguments.dropFirst().first == "explore" {
    try explore(Array(CommandLine.arguments.dropFirst(2)))
    exit(0)
}
guard CommandLine.arguments.count == 3, let amount = Int(CommandLine.arguments[2]) else {
    print("usage: Recorded pingpong ROUNDS | stream MEBIBYTES | sticky RUNS | left SCHEDULES | cost EVENTS | explore …")
    exit(64)
}
if CommandLine.arguments[1] == "left" {
    alarm(600)
    try left(amount)
    exit(0)
}
if CommandLine.arguments[1] == "cost" {
    alarm(600)
    try cost(amount)
    exit(0)
}
alarm(60)  // Whatever happens, it ends.
let start = ContinuousClock.now
let figure = try measure(CommandLine.arguments[1], amount)
print(figure, peakMemory(), (ContinuousClock.now - start) / .seconds(1))
