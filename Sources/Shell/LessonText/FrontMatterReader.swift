import Yams

/// Reads the YAML between the first two lines `---`.
struct FrontMatterReader {
    let file: String
    let lines: [Substring]

    /// The front matter, and the number of lines that it takes, both `---` included.
    func read() throws(LessonTextError) -> (FrontMatter, lines: Int) {
        guard lines.first == "---" else { throw problem(.noFrontMatter, line: 1) }
        guard let end = lines.dropFirst().firstIndex(of: "---") else { throw problem(.frontMatterNotClosed, line: 1) }
        let mapping = try compose(lines[1..<end].joined(separator: "\n"))
        let minutes = try field("minutes", of: mapping)
        guard let number = Int(minutes.value), (1...999).contains(number) else {
            throw problem(.badField("minutes"), line: minutes.line)
        }
        let front = FrontMatter(
            title: try field("title", of: mapping).value, minutes: number,
            summary: try field("summary", of: mapping).value)
        return (front, end + 1)
    }

    private func compose(_ yaml: String) throws(LessonTextError) -> Node.Mapping {
        do {
            if let mapping = try Yams.compose(yaml: yaml)?.mapping { return mapping }
        } catch let error as YamlError {
            throw broken(error)
        } catch {
            throw problem(.yaml("\(error)"), line: 2)
        }
        throw problem(.missingField("title"), line: 1)
    }

    private func field(_ name: String, of mapping: Node.Mapping) throws(LessonTextError) -> (value: String, line: Int) {
        guard let node = mapping[Node(name)] else { throw problem(.missingField(name), line: 1) }
        let line = 1 + (node.mark?.line ?? 1)
        guard let scalar = node.scalar, !scalar.string.isEmpty else { throw problem(.badField(name), line: line) }
        return (scalar.string, line)
    }

    private func broken(_ error: YamlError) -> LessonTextError {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
            .composer(_, let reason, let mark, _):
            problem(.yaml(reason), line: 1 + mark.line)
        default:
            problem(.yaml("\(error)"), line: 2)
        }
    }

    private func problem(_ problem: LessonTextError.Problem, line: Int) -> LessonTextError {
        LessonTextError(file: file, line: line, problem: problem)
    }
}
