/// A JSON value as it stands in a transcript file.
enum JSON: Equatable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: JSON
        /// Where the value stands in the bytes that were parsed.
        var place: Range<Int>
    }
}

/// Why bytes are no JSON, and where: `at` counts from 0.
struct JSONProblem: Error, Equatable {
    var at: Int
}
