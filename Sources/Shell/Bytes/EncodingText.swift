import Messages
import Rendering
import TextEncodings

/// What `encode` and `decode` show: characters over their bytes.
struct EncodingText {
    let words: any Words
    let look: TextLook

    func encoded(_ text: String, _ encoding: TextEncoding) throws(TextEncodingError) -> [String] {
        let bytes = try encode(text, encoding)
        return try [HexText.text(bytes), ""] + boxes(bytes, encoding)
    }

    func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> [String] {
        let text = try decode(bytes, encoding)
        return try [escaped(text), ""] + boxes(bytes, encoding)
    }

    private static let mostBoxes = 400

    private func boxes(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> [String] {
        let characters = try characters(of: bytes, in: encoding)
        let boxes = characters.prefix(Self.mostBoxes).map { text, range in
            Boxes.Box(label: text == " " ? "' '" : escaped(text), bytes: HexText.text(bytes[range]), offset: range.lowerBound)
        }
        let more = characters.count > boxes.count ? [look.pick("…", "...")] : []
        return Boxes(look: look).lines(Array(boxes)) + more + [words.charactersAndBytes(characters.count, bytes.count)]
    }
}
