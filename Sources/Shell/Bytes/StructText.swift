import Messages
import StructFormat

/// What `pack`, `unpack` and `calcsize` show.
struct StructText {
    let words: any Words
    let look: TextLook

    /// The bytes, then the fields in boxes.
    func packed(_ format: String, _ bytes: [UInt8]) throws(StructError) -> [String] {
        try [HexText.text(bytes), ""] + boxes(format, bytes)
    }

    /// The values as Python prints them, then the fields in boxes.
    func unpacked(_ format: String, _ bytes: [UInt8]) throws(StructError) -> [String] {
        let values = try Struct.unpack(format, bytes).map(Self.text)
        let tuple = "(" + values.joined(separator: ", ") + (values.count == 1 ? ",)" : ")")
        return try [tuple, ""] + boxes(format, bytes)
    }

    /// The size, then the fields in empty boxes.
    func sized(_ format: String) throws(StructError) -> [String] {
        try ["\(Struct.calcsize(format))", ""] + boxes(format, nil)
    }

    private static let mostBytes = 16
    private static let mostBoxes = 400

    private func boxes(_ format: String, _ bytes: [UInt8]?) throws(StructError) -> [String] {
        let layout = try StructLayout(format)
        var boxes: [Boxes.Box] = []
        var values = try bytes.map { bytes throws(StructError) in try Struct.unpack(format, bytes) }?[...]
        var end = 0
        for field in layout.fields {
            if field.offset > end { boxes.append(box(words.padding, bytes, end, field.offset)) }
            var box = box(String(field.code.letter), bytes, field.offset, field.offset + field.size)
            if field.code.takesValue, let value = values?.popFirst() { box.meaning = shortened(Self.text(of: value)) }
            boxes.append(box)
            end = field.offset + field.size
        }
        if layout.size > end { boxes.append(box(words.padding, bytes, end, layout.size)) }
        let shown = Array(boxes.prefix(Self.mostBoxes))
        let more = boxes.count > shown.count ? [look.pick("…", "...")] : []
        return Boxes(look: look).lines(shown) + more + [words.bytesInAll(layout.size)]
    }

    private func box(_ label: String, _ bytes: [UInt8]?, _ start: Int, _ end: Int) -> Boxes.Box {
        let all = bytes.map { Array($0[start..<end]) }
        let empty = Array(repeating: look.pick("··", ".."), count: min(end - start, Self.mostBytes)).joined(separator: " ")
        let ellipsis = look.pick("…", "...")
        let text = all.map { HexText.short($0, atMost: Self.mostBytes, ellipsis: ellipsis) }
            ?? (end - start > Self.mostBytes ? empty + " " + ellipsis : empty)
        return Boxes.Box(label: label, bytes: text, offset: start)
    }

    private func shortened(_ text: String) -> String {
        text.count <= 46 ? text : text.prefix(44) + look.pick("…", "...")
    }

    /// As Python's `repr` has it.
    static func text(of value: StructValue) -> String {
        switch value {
        case .integer(let number): "\(number)"
        case .bool(let on): on ? "True" : "False"
        case .float(let number): text(of: number)
        case .bytes(let bytes): "b'" + bytes.map(text(ofByte:)).joined() + "'"
        }
    }

    /// Python changes to an exponent at 1e16, Swift too; both print the fewest digits that mean the number.
    private static func text(of number: Double) -> String {
        if number.isNaN { return "nan" }
        let text = "\(number)"
        guard let exponent = text.firstIndex(of: "e") else {
            return text
        }
        var mantissa = String(text[..<exponent])
        if mantissa.hasSuffix(".0") { mantissa.removeLast(2) }
        let power = Int(text[text.index(after: exponent)...]) ?? 0
        let digits = String(abs(power))
        return mantissa + "e" + (power < 0 ? "-" : "+") + (digits.count < 2 ? "0" : "") + digits
    }

    private static func text(ofByte byte: UInt8) -> String {
        switch byte {
        case 0x27: "\\'"
        case 0x5C: "\\\\"
        case 9: "\\t"
        case 10: "\\n"
        case 13: "\\r"
        case 0x20...0x7E: String(UnicodeScalar(byte))
        default: "\\x" + HexText.text(byte)
        }
    }

    /// A value as it was typed, for the field that takes it. What does not suit it comes as bytes, which `pack` refuses.
    static func value(_ text: String, for code: StructCode?) -> StructValue {
        switch code?.kind {
        case .char, .bytes, .pascal, .padding, nil: .bytes(bytes(text))
        case .bool: .bool(!["0", "false", "no", ""].contains(text.lowercased()))
        case .signed, .unsigned, .address, .float: number(text) ?? .bytes(Array(text.utf8))
        }
    }

    private static func number(_ text: String) -> StructValue? {
        let plain = text.replacing("_", with: "")
        let isNegative = plain.hasPrefix("-")
        let digits = isNegative || plain.hasPrefix("+") ? String(plain.dropFirst()) : plain
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.lowercased().hasPrefix(prefix) {
            return Int128(digits.dropFirst(2), radix: radix).map { .integer(isNegative ? -$0 : $0) }
        }
        if let integer = Int128(plain) { return .integer(integer) }
        if ["true", "false"].contains(plain.lowercased()) { return .bool(plain.lowercased() == "true") }
        return Double(plain).map { .float($0) }
    }

    /// The UTF-8 of the text; `\x41` is one byte.
    private static func bytes(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.first == UInt8(ascii: "x"), digits.count == 3,
                let value = UInt8(String(decoding: digits.dropFirst(), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
