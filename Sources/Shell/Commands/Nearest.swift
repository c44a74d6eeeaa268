/// The candidate that was probably meant; nil where none is near.
package func nearest(to word: String, in candidates: [String]) -> String? {
    let typed = Array(word.lowercased())
    if typed.isEmpty { return nil }
    let ranked = candidates.map { ($0, editDistance(typed, Array($0.lowercased()))) }
    if let (best, distance) = ranked.min(by: { $0.1 < $1.1 }), distance <= max(1, (typed.count + 1) / 3) { return best }
    return candidates.first { $0.lowercased().hasPrefix(word.lowercased()) }
}

/// How many letters to insert, remove, replace or swap with their neighbour (optimal string alignment).
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
