/// Receives of one flow that a thread makes one after the other, alike and with nothing between them: a loop that
/// collects a stream. Where its receives cut the sends says nothing about the program, so it is said once.
struct ReadingLoops {
    /// From here on it is a loop.
    static let length = 4

    /// The receives of loops, except the first of each.
    private(set) var repeated: Set<Int> = []

    init(_ index: FlowIndex) {
        let before = Self.eventsBefore(index.events)
        for receives in index.streamReceives {
            var run: [Int] = []
            for (place, event) in receives.enumerated() {
                let continues = place > 0 && before[event.number - 1] == receives.numbers[place - 1]
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

    /// For each event the one that the same thread made just before it; `events[n - 1]` has `eventsBefore[n - 1]`.
    private static func eventsBefore(_ events: [Event]) -> [Int?] {
        var last: [ThreadName: Int] = [:]
        return events.map { event in
            let before = last.updateValue(event.number, forKey: ThreadName(event))
            return before
        }
    }
}
