/// Numbers and text as bytes, by Python's `struct` formats.
///
/// A format is an optional byte-order mark and codes, each with an optional count before it: `!i`, `=5sH`.
/// `@` (or no mark) is the machine's own order, sizes and alignment; `=` its order, `<` little-endian, `>` and
/// `!` big-endian, all four with standard sizes and no padding.
/// Source: https://docs.python.org/3/library/struct.html
package enum Struct {
    /// The bytes of the values, as `struct.pack(format, *values)` gives them.
    package static func pack(_ format: String, _ values: StructValue...) throws(StructError) -> [UInt8] {
        try pack(format, values)
    }

    package static func pack(_ format: String, _ values: [StructValue]) throws(StructError) -> [UInt8] {
        let layout = try StructLayout(format)
        let fields = layout.fields.filter { $0.code.takesValue }
        guard fields.count == values.count else {
            throw .wrongNumberOfValues(expected: fields.count, got: values.count)
        }
        var bytes = [UInt8](repeating: 0, count: layout.size)
        for (field, value) in zip(fields, values) {
            let packed = try field.pack(value, bigEndian: layout.isBigEndian)
            bytes.replaceSubrange(field.offset..<field.offset + packed.count, with: packed)
        }
        return bytes
    }

    /// The values in the bytes, as `struct.unpack(format, bytes)` gives them. The bytes must be exactly
    /// `calcsize(format)` long.
    package static func unpack(_ format: String, _ bytes: [UInt8]) throws(StructError) -> [StructValue] {
        let layout = try StructLayout(format)
        guard bytes.count == layout.size else { throw .wrongNumberOfBytes(expected: layout.size) }
        return layout.fields.filter { $0.code.takesValue }.map { field in
            field.unpack(Array(bytes[field.offset..<field.offset + field.size]), bigEndian: layout.isBigEndian)
        }
    }

    /// How many bytes the format takes, padding included.
    package static func calcsize(_ format: String) throws(StructError) -> Int {
        try StructLayout(format).size
    }
}
