import Messages

/// Finds the ideas of later lessons that a lesson's text uses without a word about them.
struct IdeaReader {
    struct Use: Equatable {
        var name: String
        var lesson: Int
        var line: Int
    }

    private struct Place {
        var line: Int
        /// Of the line itself, in characters.
        var length: Int
        /// The line with the next one behind it: a name may go on there.
        var text: String
        /// With the one before, too.
        var neighbourhood: String
        var emphasised: [String]
    }

    let lesson: Int
    let language: Language

    func untold(in prose: [LessonLines.ProseLine]) -> [Use] {
        let places = places(prose)
        return Idea.all.filter { $0.lesson > lesson }.flatMap { untold($0, at: places) }
    }

    func isNamed(_ name: String, in prose: [LessonLines.ProseLine]) -> Bool {
        places(prose).contains { isNamed(name.lowercased(), at: $0) }
    }

    /// Up to the line that says what the idea is, with its name in emphasis.
    private func untold(_ idea: Idea, at places: [Place]) -> [Use] {
        let names = idea.names(in: language).map { (shown: $0, folded: $0.lowercased()) }
        var uses: [Use] = []
        for place in places {
            if place.emphasised.contains(where: { span in names.contains { Self.find($0.folded, in: span) != nil } }) { break }
            guard let name = names.first(where: { isNamed($0.folded, at: place) }), !points(place.neighbourhood, to: idea.lesson)
            else { continue }
            uses.append(Use(name: name.shown, lesson: idea.lesson, line: place.line))
        }
        return uses
    }

    private func places(_ prose: [LessonLines.ProseLine]) -> [Place] {
        let lines = prose.map { $0.text.drop { $0 == " " }.lowercased() }
        return lines.indices.filter { !lines[$0].isEmpty }.map { index in
            let text = joined([lines[index], lines.indices.contains(index + 1) ? lines[index + 1] : ""])
            return Place(
                line: prose[index].line, length: lines[index].count, text: text,
                neighbourhood: joined([index > 0 ? lines[index - 1] : "", text]), emphasised: Self.emphasised(lines[index]))
        }
    }

    private func joined(_ lines: [String]) -> String { lines.joined(separator: language == .english ? " " : "") }

    private func isNamed(_ name: String, at place: Place) -> Bool {
        Self.find(name, in: place.text).map { $0 < place.length } ?? false
    }

    /// "lesson 18", "lessons 10 and 18"; 第 18 课，第 10、18 课.
    private func points(_ text: String, to lesson: Int) -> Bool {
        let mark = language == .english ? "lesson" : "第"
        return text.ranges(of: mark).contains { range in
            let numbers = text[range.upperBound...].drop { $0 == "s" }.prefix { $0.isNumber || " ,、和到andto".contains($0) }
            return numbers.split { !$0.isNumber }.contains { Int($0) == lesson }
        }
    }
}

// MARK: - Words in a line

extension IdeaReader {
    /// What stands between asterisks.
    private static func emphasised(_ line: String) -> [String] {
        var spans: [String] = []
        var open: String?
        var last: Character?
        for character in line {
            if character == "*" {
                if last != "*" {
                    if let span = open { spans.append(span) }
                    open = open == nil ? "" : nil
                }
            } else {
                open?.append(character)
            }
            last = character
        }
        return spans
    }

    /// Where the name stands as a whole word, in singular or plural, in characters from the line's beginning.
    private static func find(_ name: String, in line: String) -> Int? {
        for range in line.ranges(of: name) {
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            var after = line[range.upperBound...]
            if after.first == "s" { after = after.dropFirst() }
            guard !isInWord(before, name.first), !isInWord(after.first ?? " ", name.last) else { continue }
            return line.distance(from: line.startIndex, to: range.lowerBound)
        }
        return nil
    }

    /// Chinese writes no blanks between words; there every occurrence is one.
    private static func isInWord(_ neighbour: Character, _ edge: Character?) -> Bool {
        guard let edge, edge.isASCII, edge.isLetter || edge.isNumber else { return false }
        return neighbour.isASCII && (neighbour.isLetter || neighbour.isNumber || neighbour == "_")
    }
}
