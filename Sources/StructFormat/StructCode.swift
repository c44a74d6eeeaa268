/// A letter of a format, with the size and alignment that the byte-order mark gives it.
package struct StructCode: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case padding, char, bool, signed, unsigned, float, address
        /// `s`: bytes, cut or filled with zeros.
        case bytes
        /// `p`: bytes with their length in front, as Pascal had it.
        case pascal
    }

    package var letter: Character
    package var kind: Kind
    /// Bytes of one item.
    package var size: Int
    /// Native formats place an item at a multiple of this; 1 elsewhere.
    package var alignment: Int
    package var isNative: Bool

    /// Whether `pack` takes a value for it.
    package var takesValue: Bool { kind != .padding }
    /// Whether its count is a length in bytes and not a number of items.
    package var countIsLength: Bool { kind == .bytes || kind == .pascal }

    /// nil where the letter has no meaning under that mark.
    init?(_ letter: Character, native: Bool) {
        guard let (kind, standard, own) = Self.table[letter], let size = native ? own : standard else { return nil }
        self.letter = letter
        self.kind = kind
        self.size = size
        isNative = native
        alignment = native && kind != .padding ? max(size, 1) : 1
    }

    /// The letters that have a meaning under that mark, in the order of Python's documentation.
    static func known(native: Bool) -> [Character] { "xcbB?hHiIlLqQnNefdspP".filter { Self($0, native: native) != nil } }

    /// Kind, standard size (nil: native only), native size.
    private static let table: [Character: (kind: Kind, standard: Int?, native: Int?)] = [
        "x": (.padding, 1, 1), "c": (.char, 1, 1), "?": (.bool, 1, MemoryLayout<CBool>.size),
        "b": (.signed, 1, 1), "B": (.unsigned, 1, 1),
        "h": (.signed, 2, MemoryLayout<CShort>.size), "H": (.unsigned, 2, MemoryLayout<CUnsignedShort>.size),
        "i": (.signed, 4, MemoryLayout<CInt>.size), "I": (.unsigned, 4, MemoryLayout<CUnsignedInt>.size),
        "l": (.signed, 4, MemoryLayout<CLong>.size), "L": (.unsigned, 4, MemoryLayout<CUnsignedLong>.size),
        "q": (.signed, 8, MemoryLayout<CLongLong>.size), "Q": (.unsigned, 8, MemoryLayout<CUnsignedLongLong>.size),
        "n": (.signed, nil, MemoryLayout<Int>.size), "N": (.unsigned, nil, MemoryLayout<UInt>.size),
        "e": (.float, 2, 2), "f": (.float, 4, 4), "d": (.float, 8, 8),
        "s": (.bytes, 1, 1), "p": (.pascal, 1, 1), "P": (.address, nil, MemoryLayout<UInt>.size),
    ]
}
