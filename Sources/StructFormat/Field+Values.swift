extension StructLayout.Field {
    /// The bytes of the value; fewer than `size` where zeros follow.
    func pack(_ value: StructValue, bigEndian: Bool) throws(StructError) -> [UInt8] {
        switch code.kind {
        case .padding: return []
        case .bool: return [value.isTrue ? 1 : 0]
        case .signed, .unsigned: return bytes(of: try code.fitting(value), bigEndian: bigEndian)
        case .address: return bytes(of: try code.address(value), bigEndian: bigEndian)
        case .float: return bytes(of: try code.pattern(of: value), bigEndian: bigEndian)
        case .char:
            guard case .bytes(let bytes) = value, bytes.count == 1 else { throw .notOneByte }
            return bytes
        case .bytes, .pascal:
            guard case .bytes(let bytes) = value else { throw .notBytes(code: code.letter) }
            return code.kind == .bytes ? Array(bytes.prefix(size)) : pascal(bytes)
        }
    }

    func unpack(_ bytes: [UInt8], bigEndian: Bool) -> StructValue {
        let pattern = bigEndian ? bytes : bytes.reversed()
        switch code.kind {
        case .bool: return .bool(bytes != [0])
        case .signed: return .integer(Int128(truncatingIfNeeded: Self.signed(pattern)))
        case .unsigned, .address: return .integer(Int128(Self.unsigned(pattern)))
        case .float: return .float(code.double(from: Self.unsigned(pattern)))
        case .padding, .char, .bytes: return .bytes(bytes)
        case .pascal: return .bytes(Array(bytes.dropFirst().prefix(Int(bytes.first ?? 0))))
        }
    }

    private func pascal(_ bytes: [UInt8]) -> [UInt8] {
        guard size > 0 else { return [] }
        let kept = bytes.prefix(size - 1)
        return [UInt8(min(kept.count, 255))] + kept
    }

    private func bytes(of number: Int128, bigEndian: Bool) -> [UInt8] {
        let little = (0..<size).map { UInt8(truncatingIfNeeded: number >> Int128(8 * $0)) }
        return bigEndian ? little.reversed() : little
    }

    private static func unsigned(_ bigEndian: [UInt8]) -> UInt64 {
        bigEndian.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Sign-extended from its first bit.
    private static func signed(_ bigEndian: [UInt8]) -> Int64 {
        let unused = 64 - 8 * bigEndian.count
        return Int64(bitPattern: unsigned(bigEndian) << UInt64(unused)) >> Int64(unused)
    }
}
