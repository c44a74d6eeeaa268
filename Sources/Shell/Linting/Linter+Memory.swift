import Messages

/// Memory that a program's threads share and the lab does not see: what the threads make of it, no recording tells, and no
/// search tries.
extension Linter {
    func hiddenMemory(_ lesson: OpenLesson) -> [Fault] {
        let files = sources(".swift", in: lesson.folder.path).map { (file: $0.file, tokens: SwiftTokens.of($0.text)) }
        let classes = files.reduce(into: Set<String>()) { $0.formUnion(ThreadCaptures.changingClasses(in: $1.tokens)) }
        return files.flatMap { hiddenMemory($0.file, $0.tokens, classes) }
    }

    private func hiddenMemory(_ file: String, _ tokens: [SwiftToken], _ classes: Set<String>) -> [Fault] {
        let hidden = HiddenMemory.uses(in: tokens).map { Fault(file: file, line: $0.line, text: words.lintHidden($0.word)) }
        let captured = ThreadCaptures.uses(in: tokens, classes: classes).map { use in
            let text = switch use.what {
            case .variable: words.lintCaptured(variable: use.name)
            case .object(let name): words.lintCaptured(object: use.name, of: name)
            }
            return Fault(file: file, line: use.line, text: text)
        }
        let all = (hidden + captured).reduce(into: [Fault]()) { if !$0.contains($1) { $0.append($1) } }
        return all.sorted { $0.line < $1.line }
    }
}
