/// Reads one JSON value. Small, strict, and safe on any bytes: nesting is bounded, numbers that do not fit and
/// strings that are not UTF-8 are refused, as are control characters and names that stand twice.
struct JSONParser {
    private static let deepest = 32

    private let bytes: ArraySlice<UInt8>
    private var at: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        at = bytes.startIndex
    }

    /// The one value that `bytes` hold. Problems and places count from the beginning of the slice's array.
    static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONProblem) -> JSON {
        var parser = JSONParser(bytes)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.at == bytes.endIndex else { throw parser.problem }
        return value
    }

    private var problem: JSONProblem { JSONProblem(at: at - bytes.startIndex) }
    private var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { at += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONProblem) {
        guard take(byte) else { throw problem }
    }

    private mutating func expect(word: StaticString, _ value: JSON) throws(JSONProblem) -> JSON {
        for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSON {
        guard depth < Self.deepest else { throw problem }
        skipSpace()
        switch next {
        case UInt8(ascii: "{")?: return try object(depth: depth)
        case UInt8(ascii: "[")?: return try array(depth: depth)
        case UInt8(ascii: "\"")?: return .string(try string())
        case UInt8(ascii: "t")?: return try expect(word: "true", .bool(true))
        case UInt8(ascii: "f")?: return try expect(word: "false", .bool(false))
        case UInt8(ascii: "n")?: return try expect(word: "null", .null)
        default: return try number()
        }
    }
}

// MARK: - Containers

extension JSONParser {
    private mutating func object(depth: Int) throws(JSONProblem) -> JSON {
        try expect(UInt8(ascii: "{"))
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            let member = try member(depth: depth)
            guard names.insert(member.name).inserted else { throw problem }
            members.append(member)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return .object(members)
    }

    /// A name, a value, and the space after it.
    private mutating func member(depth: Int) throws(JSONProblem) -> JSON.Member {
        skipSpace()
        let name = try string()
        skipSpace()
        try expect(UInt8(ascii: ":"))
        skipSpace()
        let start = at
        let value = try value(depth: depth + 1)
        let place = start..<at
        skipSpace()
        return JSON.Member(name: name, value: value, place: place)
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> JSON {
        try expect(UInt8(ascii: "["))
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return .array(values)
    }
}

// MARK: - Numbers

extension JSONParser {
    private mutating func number() throws(JSONProblem) -> JSON {
        let start = at
        _ = take(UInt8(ascii: "-"))
        try integerDigits()
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isInteger, let integer = Int(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw problem }
        return .number(number)
    }

    /// No leading zeros.
    private mutating func integerDigits() throws(JSONProblem) {
        if take(UInt8(ascii: "0")) { return }
        try digits()
    }

    private mutating func digits() throws(JSONProblem) {
        let start = at
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { at += 1 }
        guard at > start else { throw problem }
    }
}

// MARK: - Strings

extension JSONParser {
    private mutating func string() throws(JSONProblem) -> String {
        try expect(UInt8(ascii: "\""))
        let start = at
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { at += 1 }
        var text = Array(bytes[start..<at])
        while !take(UInt8(ascii: "\"")) {
            guard let byte = next, byte >= 0x20 else { throw problem }
            at += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        guard let string = String(validating: text, as: UTF8.self) else { throw problem }
        return string
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        guard let byte = next else { throw problem }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(try scalar()).utf8))
        default: throw problem
        }
    }

    /// The rest of `\u….`, with its second half where it is a surrogate.
    private mutating func scalar() throws(JSONProblem) -> Unicode.Scalar {
        let first = try hexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00 else { throw problem }
        try expect(UInt8(ascii: "\\"))
        try expect(UInt8(ascii: "u"))
        let second = try hexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw problem }
        return scalar
    }

    private mutating func hexDigits() throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw problem }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}
