/// Who waits for whom when nobody can go, and for whom nothing can come any more.
struct WaitGraph {
    struct Wait {
        var participant: String
        /// The participants of which one could end the wait.
        var waitsFor: [String]
        /// It may end without anybody of the run: a server waits for people, a SYN is sent again, the kernel still delivers.
        var isOpen: Bool
    }

    let waits: [Wait]

    /// The waits, by index, that nothing can end: neither they nor anybody they wait for, directly or through others, can be
    /// reached from outside the circle.
    var hopeless: Set<Int> {
        var hopeful = Set(waits.filter(\.isOpen).map(\.participant))
        var left = waits.indices.filter { !waits[$0].isOpen }
        while true {
            let reached = left.filter { waits[$0].waitsFor.contains(where: hopeful.contains) }
            if reached.isEmpty { return Set(left) }
            hopeful.formUnion(reached.map { waits[$0].participant })
            left.removeAll(where: reached.contains)
        }
    }
}
