/// One value that goes into a field or comes out of it.
package enum StructValue: Sendable, Equatable {
    case integer(Int128)
    case bool(Bool)
    case float(Double)
    case bytes([UInt8])

    package init(_ value: some BinaryInteger) { self = .integer(Int128(value)) }

    /// The value as a count or an index; nil where it is none, or too large for one.
    package var int: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        case .bool(let value): value ? 1 : 0
        case .float, .bytes: nil
        }
    }
}

extension StructValue: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int128) { self = .integer(value) }
}

extension StructValue: ExpressibleByFloatLiteral {
    package init(floatLiteral value: Double) { self = .float(value) }
}

extension StructValue: ExpressibleByBooleanLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension StructValue: ExpressibleByStringLiteral {
    /// The text's UTF-8 bytes, as `b"…"` or `"…".encode()` in Python.
    package init(stringLiteral value: String) { self = .bytes(Array(value.utf8)) }
}
