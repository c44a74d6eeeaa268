import FoundationEssentials

/// What the lab remembers between its starts: how far the student is, and the language.
struct Remembered: Codable, Equatable {
    struct Place: Codable, Equatable {
        /// The folder's name.
        var lesson: String
        /// 1 for the first.
        var page: Int
        var pages: Int
        /// The last page has been left by Enter.
        var isFinished: Bool
    }

    var socketlab = 1
    var last: Place?
    /// The furthest place in each lesson.
    var lessons: [String: Place] = [:]
    var language: String?
}

/// The file that holds it: `progress.json` in the state folder.
final class Memory {
    private(set) var content: Remembered
    /// There was no file yet: the first start.
    let isFirstStart: Bool
    private let path: String?
    /// The last write that failed, for the session to tell once.
    private(set) var failure: Files.Failure?

    init(folder: String?) {
        path = folder.map { "\($0)/progress.json" }
        let bytes = path.flatMap { try? Files.read($0) }
        isFirstStart = bytes == nil
        content = bytes.flatMap(Self.decoded) ?? Remembered()
    }

    /// A file that cannot be read is as none; the next write replaces it.
    private static func decoded(_ bytes: [UInt8]) -> Remembered? {
        try? JSONDecoder().decode(Remembered.self, from: Data(bytes))
    }

    /// Changes what the file holds by now: another lab may have written meanwhile, and waits while this one writes.
    func remember(_ change: (inout Remembered) -> Void) {
        guard let path else { return change(&content) }
        Files.locking(folder(of: path)) {
            let kept = (try? Files.read(path)).flatMap(Self.decoded)
            var changed = kept ?? content
            change(&changed)
            content = changed
            if changed != kept { write(changed, to: path) }
        }
    }

    private func write(_ content: Remembered, to path: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        guard let data = try? encoder.encode(content) else { return }
        do {
            try Files.replace(path, with: Array(data) + [10])
        } catch {
            failure = error
        }
    }

    func takeFailure() -> Files.Failure? {
        defer { failure = nil }
        return failure
    }

    /// The student stands on this page.
    func reached(page: Int, of pages: Int, in lesson: LessonFolder, isFinished: Bool = false) {
        let place = Remembered.Place(lesson: lesson.name, page: page, pages: pages, isFinished: isFinished)
        remember {
            $0.last = place
            let before = $0.lessons[lesson.name]
            if before.map({ ($0.isFinished ? 1 : 0, $0.page) < (isFinished ? 1 : 0, page) }) ?? true {
                $0.lessons[lesson.name] = place
            }
        }
    }

    /// The lesson and the page (1 for the first) where `next` goes on; nil after the last lesson.
    func whereToGoOn(in library: LessonLibrary) -> (LessonFolder, page: Int)? {
        guard let last = content.last, let index = library.folders.firstIndex(where: { $0.name == last.lesson }) else {
            return library.folders.first.map { ($0, 1) }
        }
        if !last.isFinished { return (library.folders[index], last.page) }
        return library.folders.indices.contains(index + 1) ? (library.folders[index + 1], 1) : nil
    }
}
