extension StructCode {
    /// The integer, when this field can hold it.
    func fitting(_ value: StructValue) throws(StructError) -> Int128 {
        guard let number = value.number else { throw .notAnInteger }
        guard range.contains(number) else {
            throw .doesNotFit(code: letter, lowest: range.lowerBound, highest: range.upperBound)
        }
        return number
    }

    func address(_ value: StructValue) throws(StructError) -> Int128 {
        guard let number = value.number else { throw .notAnInteger }
        guard number >= Int128(Int64.min), number <= Int128(UInt64.max) else { throw .tooLargeToConvert }
        return number
    }

    /// The bits of the number as IEEE 754 has them in 2, 4 or 8 bytes.
    func pattern(of value: StructValue) throws(StructError) -> Int128 {
        let number: Double
        switch value {
        case .float(let double): number = double
        case .integer(let integer): number = Double(integer)
        case .bool(let bool): number = bool ? 1 : 0
        case .bytes: throw .notAFloat
        }
        switch size {
        case 2: return Int128(try half(number))
        case 4:
            let single = Float(number)
            // Native formats let C convert, which makes it infinite; the others check.
            if !isNative, single.isInfinite, number.isFinite { throw .floatTooLarge(code: letter) }
            return Int128(single.bitPattern)
        default: return Int128(number.bitPattern)
        }
    }

    func double(from pattern: UInt64) -> Double {
        switch size {
        case 2: Self.double(half: UInt16(truncatingIfNeeded: pattern))
        case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
        default: Double(bitPattern: pattern)
        }
    }

    private var range: ClosedRange<Int128> {
        let bits = Int128(8 * size)
        return kind == .signed ? -(1 << (bits - 1))...(1 << (bits - 1)) - 1 : 0...(1 << bits) - 1
    }
}

/// IEEE 754 with 16 bits. `Float16` is not there on every platform that Swift runs on.
extension StructCode {
    private func half(_ number: Double) throws(StructError) -> UInt16 {
        let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
        if number.isNaN { return sign | 0x7e00 }
        if number.isInfinite { return sign | 0x7c00 }
        // Below 2^-14 numbers are multiples of 2^-24; above, of 2^(exponent - 10).
        let exponent = max(number == 0 ? -14 : Int(number.magnitude.exponent), -14)
        let steps = (number.magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1))
            .rounded(.toNearestOrEven)
        // Rounding up may carry into the exponent: added, not or-ed, that comes out right.
        let bits = Int(steps) + (exponent + 14) << 10
        guard bits < 0x7c00 else { throw .floatTooLarge(code: letter) }
        return sign | UInt16(bits)
    }

    private static func double(half bits: UInt16) -> Double {
        let fraction = Double(bits & 0x3ff), exponent = Int(bits >> 10 & 0x1f)
        let magnitude: Double =
            switch exponent {
            case 0: Double(sign: .plus, exponent: -24, significand: fraction)
            case 31: fraction == 0 ? .infinity : .nan
            default: Double(sign: .plus, exponent: exponent - 25, significand: fraction + 1024)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }
}

extension StructValue {
    /// What Python would take as an integer.
    var number: Int128? {
        switch self {
        case .integer(let value): value
        case .bool(let value): value ? 1 : 0
        case .float, .bytes: nil
        }
    }

    /// What Python calls true.
    var isTrue: Bool {
        switch self {
        case .integer(let value): value != 0
        case .bool(let value): value
        case .float(let value): value != 0
        case .bytes(let value): !value.isEmpty
        }
    }
}
