/// A receive that holds bytes of several sends: TCP keeps no boundaries. That is how it should be; it weighs more
/// where the program shows them as one line.
func stickyFindings(in reading: StreamReading) -> [Finding] {
    reading.flows.flatMap { receives in
        let printer = ChunkPrinter(receives, reading)
        return receives.compactMap { event -> Finding? in
            guard !reading.isRepeated(event), reading.isCertain(event) else { return nil }
            let sends = reading.index.sends(of: event)
            return sends.count > 1 ? event.finding(.sticky(sends: sends, printed: printer.print(of: event))) : nil
        }
    }
}

extension FlowIndex {
    /// The sends of the run that a receive has bytes of, each once, in the order of the bytes.
    func sends(of event: Event) -> [Int] { origins(of: event).compactMap(\.send).withoutRepeats }

    /// The sends that have bytes in a part of a stream flow.
    func sends(ofFlow flow: Int, in range: Range<Int>) -> [Int] {
        pieces(of: flow, in: range).map(\.event).withoutRepeats
    }
}

extension Array where Element: Hashable {
    var withoutRepeats: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
