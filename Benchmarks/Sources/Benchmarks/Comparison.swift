/// One thing measured in the lab and in its baseline, by turns, so that whatever slows the machine down slows both.
struct Comparison {
    var lab: [Double] = []
    var baseline: [Double] = []

    /// - Parameter repeats: odd, so that the median is one that was measured.
    init(
        repeats: Int = 11, lab measureLab: () throws -> Double, baseline measureBaseline: () throws -> Double
    ) throws {
        _ = try (measureLab(), measureBaseline())  // Warms the caches of both; not counted.
        for turn in 0..<repeats {
            if turn.isMultiple(of: 2) { lab.append(try measureLab()) }
            baseline.append(try measureBaseline())
            if !turn.isMultiple(of: 2) { lab.append(try measureLab()) }
        }
    }

    var ratio: Double { lab.median / baseline.median }
    /// The least disturbed of each: on a busy machine this tells more.
    var ratioOfBest: Double { lab.min()! / baseline.min()! }
}

extension [Double] {
    var median: Double { sorted()[count / 2] }
}
