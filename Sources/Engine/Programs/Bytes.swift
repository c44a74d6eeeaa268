extension [UInt8] {
    /// The bytes as UTF-8 text; what is not UTF-8 shows as �.
    package var text: String { String(decoding: self, as: UTF8.self) }

    /// The same without the line end that `nc` and `telnet` send along.
    package var line: String {
        let last = lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return Array(self[..<(last.map { $0 + 1 } ?? 0)]).text
    }

    /// The bytes as UTF-8 text.
    ///
    /// - Throws: `DecodingFailure` when they are not UTF-8, as Python's `bytes.decode()` does.
    package func decoded() throws -> String {
        guard let text = String(validating: self, as: UTF8.self) else {
            throw DecodingFailure(position: validPrefix)
        }
        return text
    }

    /// ASCII letters in upper case, every other byte as it is: Python's `bytes.upper()`.
    package func uppercased() -> [UInt8] {
        map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 32 : $0 }
    }

    /// How many bytes from the start are valid UTF-8.
    private var validPrefix: Int {
        var position = 0
        while position < self.count {
            guard let step = (1...4).first(where: {
                position + $0 <= self.count && String(validating: self[position..<position + $0], as: UTF8.self) != nil
            }) else { return position }
            position += step
        }
        return position
    }
}

/// Bytes that are not UTF-8 from `position` on.
package struct DecodingFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package var position: Int

    package var description: String { "not UTF-8 from byte \(position + 1) on" }
}
