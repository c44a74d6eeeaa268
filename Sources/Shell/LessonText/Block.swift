/// The text of a lesson as values: what CommonMark has, and the places where something happens.
package enum Block: Sendable, Equatable {
    case heading([Inline])
    case paragraph([Inline])
    /// `start`: the first number of an ordered list.
    case list(start: Int?, tight: Bool, items: [[Block]])
    /// Preformatted text, without the last newline.
    case code(String)
    case quote([Block])
    /// The first row is the head.
    case table([[[Inline]]])
}

package indirect enum Inline: Sendable, Equatable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case link([Inline], to: String)
    /// A line end in the file.
    case softBreak
    case lineBreak
}

/// What a page consists of, in reading order.
package enum Piece: Sendable, Equatable {
    case text([Block])
    /// Runs a scenario and shows its transcript.
    case run(scenario: String, line: Int)
    /// Shows programs, side by side where there are two and room.
    case code(programs: [String], line: Int)
    case ask(Ask)
}

/// A question before a run.
package struct Ask: Sendable, Equatable {
    package var id: String
    package var question: [Block]
    /// The sentence for after the run, with `{answer}` and `{event}` in it.
    package var after: [Block]
    package var line: Int
}

package struct Page: Sendable, Equatable {
    package var pieces: [Piece]

    /// The scenarios that the page runs.
    package var scenarios: [String] {
        pieces.compactMap { if case .run(let scenario, _) = $0 { scenario } else { nil } }
    }
}
