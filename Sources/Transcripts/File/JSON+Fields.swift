extension JSON {
    /// Counts and sizes stay below this, so that adding those of a million events never overflows.
    private static let largest = 1 << 42
    /// Nanoseconds: 36 years.
    private static let longest = 1 << 60

    func string(_ field: String) throws(LineReader.Reason) -> String {
        guard case .string(let string) = self else { throw .wrong(field: field) }
        return string
    }

    func integer(
        _ field: String, in range: ClosedRange<Int> = 0...JSON.largest
    ) throws(LineReader.Reason) -> Int {
        guard case .integer(let integer) = self, range.contains(integer) else { throw .wrong(field: field) }
        return integer
    }

    func signed(_ field: String) throws(LineReader.Reason) -> Int {
        try integer(field, in: -JSON.largest...JSON.largest)
    }

    func time(_ field: String) throws(LineReader.Reason) -> Nanoseconds {
        Nanoseconds(try integer(field, in: -JSON.longest...JSON.longest))
    }

    func double(_ field: String) throws(LineReader.Reason) -> Double {
        switch self {
        case .integer(let integer): return Double(integer)
        case .number(let number): return number
        default: throw .wrong(field: field)
        }
    }

    func bool(_ field: String) throws(LineReader.Reason) -> Bool {
        guard case .bool(let bool) = self else { throw .wrong(field: field) }
        return bool
    }

    func array(_ field: String) throws(LineReader.Reason) -> [JSON] {
        guard case .array(let values) = self else { throw .wrong(field: field) }
        return values
    }

    func strings(_ field: String) throws(LineReader.Reason) -> [String] {
        var strings: [String] = []
        for value in try array(field) { strings.append(try value.string(field)) }
        return strings
    }

    /// The member `name` of an object that is the value of `field`.
    func member(_ name: String, of field: String) throws(LineReader.Reason) -> JSON {
        guard case .object(let members) = self else { throw .wrong(field: field) }
        guard let member = members.first(where: { $0.name == name }) else { throw .missing(field: "\(field).\(name)") }
        return member.value
    }

    /// One of the words that an enumeration knows.
    func word<Word: RawRepresentable<String>>(
        _ field: String, as type: Word.Type
    ) throws(LineReader.Reason) -> Word {
        let text = try string(field)
        guard let word = Word(rawValue: text) else { throw .unknownValue(field: field, value: text) }
        return word
    }

    func failure(_ field: String) throws(LineReader.Reason) -> Event.Failure {
        let errno = try member("errno", of: field).integer("errno", in: 0...Int(Int32.max))
        return Event.Failure(errno: Int32(errno), name: try member("name", of: field).string("name"))
    }

    func socket(_ field: String) throws(LineReader.Reason) -> SocketName {
        SocketName(
            descriptor: try member("descriptor", of: field).signed("descriptor"),
            role: try member("role", of: field).string("role"), kernel: try member("kernel", of: field).signed("kernel"))
    }

    func positions(_ field: String) throws(LineReader.Reason) -> [FlowPosition] {
        var positions: [FlowPosition] = []
        for value in try array(field) { positions.append(try value.position(field)) }
        return positions
    }

    func position(_ field: String) throws(LineReader.Reason) -> FlowPosition {
        guard case .object(let members) = self else { throw .wrong(field: field) }
        let uncertain = try members.first { $0.name == "uncertain" }?.value.bool("uncertain") ?? false
        return FlowPosition(
            flow: try member("flow", of: field).signed("flow"), offset: try member("offset", of: field).integer("offset"),
            isUncertain: uncertain)
    }
}
