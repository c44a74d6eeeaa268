/// Why a format or a value does not work. The wording is CPython's since 3.12, so that a student can look it up.
package enum StructError: Error, Sendable, Equatable {
    /// `known` are the letters that this byte-order mark allows.
    case badCharacter(Character, known: [Character])
    case countWithoutCode
    case tooLong
    case wrongNumberOfValues(expected: Int, got: Int)
    case wrongNumberOfBytes(expected: Int)
    case notAnInteger
    case notAFloat
    case notOneByte
    case notBytes(code: Character)
    /// The integer does not fit this field.
    case doesNotFit(code: Character, lowest: Int128, highest: Int128)
    case tooLargeToConvert
    case floatTooLarge(code: Character)
}

extension StructError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badCharacter: "bad char in struct format"
        case .countWithoutCode: "repeat count given without format specifier"
        case .tooLong: "total struct size too long"
        case .wrongNumberOfValues(let expected, let got): "pack expected \(expected) items for packing (got \(got))"
        case .wrongNumberOfBytes(let expected): "unpack requires a buffer of \(expected) bytes"
        case .notAnInteger: "required argument is not an integer"
        case .notAFloat: "required argument is not a float"
        case .notOneByte: "char format requires a bytes object of length 1"
        case .notBytes(let code): "argument for '\(code)' must be a bytes object"
        case .doesNotFit(let code, let lowest, let highest):
            "'\(code)' format requires \(lowest) <= number <= \(highest)"
        case .tooLargeToConvert: "int too large to convert"
        case .floatTooLarge(let code): "float too large to pack with \(code) format"
        }
    }
}
