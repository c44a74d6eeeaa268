import Glibc

/// Measures whether this terminal draws East Asian ambiguous characters two columns wide: it draws one, asks where
/// the cursor is (DSR 6), and wipes it away.
enum WidthProbe {
    /// A terminal answers at once; one that does not know the question never does.
    private static let patience = Duration.milliseconds(250)

    /// nil when the terminal did not answer.
    static func ambiguousIsWide() -> Bool? {
        RawMode.during {
            guard Files.writeAll(Array("\r─\u{1B}[6n".utf8), to: STDOUT_FILENO) else { return nil }
            let column = answeredColumn(until: .now + patience)
            _ = Files.writeAll(Array("\r\u{1B}[K".utf8), to: STDOUT_FILENO)
            return column.map { $0 > 2 }
        }
    }

    private static func answeredColumn(until deadline: ContinuousClock.Instant) -> Int? {
        var answer: [UInt8] = []
        while Interrupts.wait(reading: STDIN_FILENO, until: deadline) == .readable {
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
            answer.append(byte)
            if byte == UInt8(ascii: "R"), let column = column(in: answer) { return column }
        }
        return nil
    }

    /// The column of `ESC [ row ; column R` at the end of what came; typed-ahead keys may stand before it.
    static func column(in bytes: [UInt8]) -> Int? {
        guard let escape = bytes.lastIndex(of: 27), bytes.last == UInt8(ascii: "R") else { return nil }
        let parts = String(decoding: bytes[(escape + 1)...].dropLast(), as: UTF8.self).dropFirst().split(separator: ";")
        return parts.count == 2 ? Int(parts[1]) : nil
    }
}
