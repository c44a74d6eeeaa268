/// A receive that holds bytes of several sends: TCP keeps no boundaries.
func stickyFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    return index.streamReceives.joined().compactMap { event in
        guard !loops.repeated.contains(event.number) else { return nil }
        let sends = index.sends(of: event)
        return sends.count > 1 ? event.finding(.sticky(sends: sends)) : nil
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
