import Messages

/// A lesson's folder, `07-sticky-packets`.
package struct LessonFolder: Sendable, Equatable {
    /// `07-sticky-packets`
    package var name: String
    package var path: String
    package var number: Int
    /// `sticky-packets`
    package var slug: String

    /// nil for a name that is no lesson's.
    package init?(name: String, in library: String) {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), name.dropFirst(digits.count).first == "-" else { return nil }
        self.name = name
        self.number = number
        path = "\(library)/\(name)"
        slug = String(name.dropFirst(digits.count + 1))
    }
}

/// The folder Lessons/: what is in it, without reading any lesson.
package struct LessonLibrary: Sendable {
    package var path: String
    /// By number.
    package var folders: [LessonFolder]

    /// No folder in any of the places that were tried.
    package struct NotFound: Error, Equatable {
        package var tried: [String]
    }

    package init(in places: [String]) throws(NotFound) {
        for place in places {
            guard let names = Files.names(in: place) else { continue }
            let folders = names.compactMap { LessonFolder(name: $0, in: place) }
            if folders.isEmpty { continue }
            path = place
            self.folders = folders.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
            return
        }
        throw NotFound(tried: places)
    }

    package init(path: String, folders: [LessonFolder]) {
        self.path = path
        self.folders = folders
    }

    package enum LookUp: Equatable {
        case found(LessonFolder)
        case ambiguous([LessonFolder])
        case unknown(nearest: LessonFolder?)
    }

    /// By number, folder name, or the beginning of the name with or without its number.
    package func find(_ word: String) -> LookUp {
        let typed = word.lowercased()
        if let number = Int(typed) {
            if let folder = folders.first(where: { $0.number == number }) { return .found(folder) }
            return .unknown(nearest: folders.min { abs($0.number - number) < abs($1.number - number) })
        }
        if let folder = folders.first(where: { $0.name == typed || $0.slug == typed }) { return .found(folder) }
        let begun = typed.isEmpty ? [] : folders.filter { $0.slug.hasPrefix(typed) || $0.name.hasPrefix(typed) }
        if begun.count == 1 { return .found(begun[0]) }
        if begun.count > 1 { return .ambiguous(begun) }
        let slug = nearest(to: typed, in: folders.map(\.slug))
        return .unknown(nearest: folders.first { $0.slug == slug })
    }
}

extension LessonFolder {
    /// The text in that language, else in English.
    func textFile(_ language: Language) -> String {
        let translated = "\(path)/lesson.\(language.rawValue).md"
        return language != .english && Files.exists(translated) ? translated : "\(path)/lesson.md"
    }
}
