import Messages

/// What `compare` takes: two recordings, each of which may be two words.
extension Recordings {
    struct Pair: Equatable {
        var first: Location
        var second: Location
    }

    /// Each recording is one word, or a lesson and its scenario: three words can be read in two ways. A reading counts
    /// when it names two recordings that there are.
    ///
    /// - Throws: `UsageError` when no reading does, when more than one does, and when both recordings are the same.
    func pair(_ words: [String], in session: Session) throws -> Pair {
        let splits = (1..<words.count).filter { $0 <= 2 && words.count - $0 <= 2 }
        let readings = splits.map { (Array(words[..<$0]), Array(words[$0...])) }
        var pairs: [Pair] = []
        for reading in readings {
            if let pair = try? pair(reading, in: session), !pairs.contains(pair) { pairs.append(pair) }
        }
        if pairs.count > 1 {
            let names = pairs.map { [name(of: $0.first), name(of: $0.second)] }
            throw UsageError.ambiguousRecordings(words.joined(separator: " "), among: names)
        }
        // Where none is right, one whose first half is, the longer the better, shows what is wrong with the second.
        let likeliest = readings.last { (try? locate($0.0, in: session)) != nil } ?? readings[0]
        let pair = try pairs.first ?? pair(likeliest, in: session)
        if pair.first == pair.second, pair.first != .last { throw UsageError.sameRecording(name(of: pair.first)) }
        return pair
    }

    private func pair(_ reading: ([String], [String]), in session: Session) throws -> Pair {
        Pair(first: try locate(reading.0, in: session), second: try locate(reading.1, in: session))
    }

    private func locate(_ words: [String], in session: Session) throws -> Location {
        try locate(words[0], scenario: words.count > 1 ? words[1] : nil, in: session)
    }

    /// `07-sticky-packets-sticky`, or the file's path as the user gave it.
    func name(of location: Location) -> String {
        guard case .file(let path) = location else { return "last" }
        guard let (folder, names) = found(), path.hasPrefix(folder + "/") else { return path }
        return names.first { path == "\(folder)/\($0).jsonl" } ?? path
    }
}

/// Up to three names that were probably meant: those that have the word in them, the ends first; else the nearest, of the
/// whole names or of their ends.
func probable(_ word: String, among names: [String]) -> [String] {
    let typed = word.lowercased()
    let holding = typed.isEmpty ? [] : names.filter { $0.contains(typed) }
    let ending = holding.filter { $0.hasSuffix("-" + typed) }
    let found = ending + holding.filter { !ending.contains($0) }
    if !found.isEmpty { return Array(found.prefix(3)) }
    if let name = nearest(to: word, in: names) { return [name] }
    return nearest(to: word, in: names.flatMap(ends)).map { probable($0, among: names) } ?? []
}

/// `packets-sticky` and `sticky` of `07-sticky-packets-sticky`, and so on.
private func ends(of name: String) -> [String] {
    let parts = name.split(separator: "-")
    return parts.indices.dropFirst().map { parts[$0...].joined(separator: "-") }
}
