import Exercises
import Messages
import Rendering

extension Ask {
    /// The sentence for after the run, with the answer and its event in it.
    func after(_ answer: Answer, in words: any Words) -> [Block] {
        let first = answer.accepted[0]
        let shown = answer.isCount ? Int(first).map(words.number) ?? first : first
        let event = answer.event.map(String.init) ?? "?"
        return after.map { $0.mappingText { text in
            text.replacing("{answer}", with: escaped(shown)).replacing("{event}", with: event)
        } }
    }
}

extension Block {
    fileprivate func mappingText(_ change: (String) -> String) -> Block {
        switch self {
        case .heading(let inlines): .heading(inlines.map { $0.mappingText(change) })
        case .paragraph(let inlines): .paragraph(inlines.map { $0.mappingText(change) })
        case .code(let text): .code(change(text))
        case .quote(let blocks): .quote(blocks.map { $0.mappingText(change) })
        case .list(let start, let tight, let items):
            .list(start: start, tight: tight, items: items.map { $0.map { $0.mappingText(change) } })
        case .table(let rows): .table(rows.map { $0.map { $0.map { $0.mappingText(change) } } })
        }
    }
}

extension Inline {
    fileprivate func mappingText(_ change: (String) -> String) -> Inline {
        switch self {
        case .text(let text): .text(change(text))
        case .code(let text): .code(change(text))
        case .emphasis(let inner): .emphasis(inner.map { $0.mappingText(change) })
        case .strong(let inner): .strong(inner.map { $0.mappingText(change) })
        case .link(let inner, let url): .link(inner.map { $0.mappingText(change) }, to: url)
        case .softBreak, .lineBreak: self
        }
    }
}
