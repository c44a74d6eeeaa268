/// Splits a line as a shell would: spaces separate, quotes and backslashes hold together.
package enum WordSplitter {
    package struct Unclosed: Error, Equatable {
        package var quote: Character
    }

    package static func split(_ line: String) throws(Unclosed) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = line.makeIterator()
        while let character = characters.next() {
            if character == "\\" && quote != "'" {
                word = (word ?? "") + (characters.next().map { String($0) } ?? "\\")
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let quote { throw Unclosed(quote: quote) }
        return words + (word.map { [$0] } ?? [])
    }

    /// The word as one types it, so that it stays one word and itself; a shell reads it in the same way.
    package static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_=.,:/+@%".contains($0) }
        if isPlain && !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
