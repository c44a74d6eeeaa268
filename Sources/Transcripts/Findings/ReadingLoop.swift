/// Receives of one flow that a thread makes one after the other, alike and with nothing between them: a loop that
/// collects a stream. Where its receives cut the sends says nothing about the program, so it is said once.
struct ReadingLoops {
    /// From here on it is a loop.
    static let length = 4

    /// The receives of loops, except the first of each.
    private(set) var repeated: Set<Int> = []

    init(_ flows: [[Event]], _ events: [Event]) {
        let before = Self.eventsBefore(events)
        for receives in flows {
            var run: [Int] = []
            for (place, event) in receives.enumerated() {
                let continues = place > 0 && before[event.number] == receives[place - 1].number
                    && receives[place - 1].size == event.size
                if !continues { close(&run) }
                run.append(event.number)
            }
            close(&run)
        }
    }

    private mutating func close(_ run: inout [Int]) {
        if run.count >= Self.length { repeated.formUnion(run.dropFirst()) }
        run = []
    }

    /// For each event the one that the same thread made just before it.
    private static func eventsBefore(_ events: [Event]) -> [Int: Int] {
        var last: [String: Int] = [:]
        var before: [Int: Int] = [:]
        for event in events {
            let thread = "\(event.participant)/\(event.thread ?? "")"
            before[event.number] = last[thread]
            last[thread] = event.number
        }
        return before
    }
}
