import Rendering

extension LessonLines {
    /// A line that readers read as text. Empty ones stand here too: they end a paragraph.
    struct ProseLine {
        var text: String
        var line: Int
    }

    /// Not the front matter, and no examples of code; the words of a question are text.
    var prose: [ProseLine] {
        var prose: [ProseLine] = []
        var fence: String?
        for (index, line) in lines.enumerated().dropFirst((pages.first?.line ?? 1) - 1) {
            if line.hasPrefix("```") {
                fence = fence == nil ? trimmed(String(line.drop { $0 == "`" })) : nil
                continue
            }
            let isText = (fence == nil || fence?.hasPrefix("ask ") == true) && line != "---" && !line.hasPrefix("    ")
            prose.append(ProseLine(text: isText ? line : "", line: index + 1))
        }
        return prose
    }
}
