

/// The lines that were typed, the oldest first, kept in `history` in the state folder.
struct History {
    /// So many are kept.
    static let limit = 1000

    private(set) var lines: [String]
    private let path: String?

    init(folder: String?) {
        path = folder.map { "\($0)/history" }
        let bytes = path.flatMap { try? Files.read($0) } ?? []
        lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(Self.limit).map(String.init)
    }

    /// Takes in a line; false for one that says nothing new.
    mutating func add(_ line: String) -> Bool {
        let line = line.filter { !$0.isNewline }
        guard !trimmed(line).isEmpty, line != lines.last else { return false }
        lines = (lines + [line]).suffix(Self.limit)
        return true
    }

    /// Written after each line, whole or not at all. Lines that another lab wrote meanwhile stay.
    mutating func save(new line: String) {
        guard let path else { return }
        let now = History(folder: folder(of: path)).lines
        if now != lines.dropLast() { lines = (now + [line]).suffix(Self.limit) }
        try? Files.replace(path, with: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
}
