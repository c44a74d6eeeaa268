import Messages
import Rendering

/// A lesson's text line by line, as its author sees it: for faults that have a line.
struct LessonLines {
    struct Block: Equatable {
        /// `run sticky`, `ask first-recv`, `---` for the end of a page.
        var name: String
        var line: Int
    }

    struct Page {
        var number: Int
        var line: Int
        /// Of the text, without what blocks put there.
        var rows = 0
        var blocks: [Block] = []
    }

    let lines: [String]
    private(set) var pages: [Page] = []
    /// Lines that open an `ask` block and so on, and page breaks, in order.
    private(set) var blocks: [Block] = []

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
        let front = lines.first == "---" ? lines.dropFirst().firstIndex(of: "---").map { $0 + 1 } ?? 0 : 0
        var page = Page(number: 1, line: front + 1)
        var blank = 0
        var isInside = false
        for (index, line) in lines.enumerated().dropFirst(front) {
            if line == "---", !isInside {
                blocks.append(Block(name: "---", line: index + 1))
                pages.append(page)
                page = Page(number: page.number + 1, line: index + 2)
                blank = 0
            } else if line.hasPrefix("```") {
                isInside.toggle()
                guard isInside, let block = Self.block(line, index + 1) else { continue }
                blocks.append(block)
                page.blocks.append(block)
                page.rows += blank
                blank = 0
            } else if !isInside {
                if line.isEmpty { if page.rows > 0 || !page.blocks.isEmpty { blank += 1 } } else {
                    page.rows += blank + 1
                    blank = 0
                }
            }
        }
        pages.append(page)
    }

    /// Only blocks that do something; an example of code is text.
    private static func block(_ line: String, _ number: Int) -> Block? {
        let name = trimmed(String(line.drop { $0 == "`" }))
        return ["run", "code", "ask"].contains { name.hasPrefix($0 + " ") } ? Block(name: name, line: number) : nil
    }

    /// Targets of links, with their lines.
    var links: [(target: String, line: Int)] {
        var links: [(String, Int)] = []
        for (index, line) in lines.enumerated() {
            var rest = line[...]
            while let start = rest.firstRange(of: "](") {
                rest = rest[start.upperBound...]
                guard let end = rest.firstIndex(of: ")") else { break }
                let target = rest[..<end].prefix { $0 != "#" && $0 != " " }
                if !target.isEmpty { links.append((String(target), index + 1)) }
            }
        }
        return links
    }
}
