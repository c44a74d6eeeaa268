import Glibc

/// Measures whether this terminal draws East Asian ambiguous characters two columns wide: it draws one, asks where
/// the cursor is (DSR 6), and wipes it away.
enum WidthProbe {
    /// A terminal answers at once, a distant one a little later; one that does not know the question never does.
    private static let patience = Duration.milliseconds(500)

    /// nil when the terminal did not answer, or when somebody types already. Keys that come meanwhile are kept.
    static func ambiguousIsWide(keeping typed: TypedAhead) -> Bool? {
        RawMode.during {
            guard !isTyping, Files.writeAll(Array("\r─\u{1B}[6n".utf8), to: STDOUT_FILENO) else { return nil }
            let column = answeredColumn(until: .now + patience, keeping: typed)
            _ = Files.writeAll(Array("\r\u{1B}[K".utf8), to: STDOUT_FILENO)
            return column.map { $0 > 2 }
        }
    }

    private static var isTyping: Bool {
        var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) != 0
    }

    private static func answeredColumn(until deadline: ContinuousClock.Instant, keeping typed: TypedAhead) -> Int? {
        var answer: [UInt8] = []
        while true {
            switch Interrupts.wait(reading: STDIN_FILENO, until: deadline) {
            case .signal(.interrupt), .deadline:
                typed.append(answer)
                return nil
            case .signal: continue
            case .readable, .arrived: break
            }
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
            answer.append(byte)
            if let (column, before) = column(in: answer) {
                typed.append(answer[..<before])
                return column
            }
        }
    }

    /// The column of `ESC [ row ; column R` at the end of what came, and where it begins.
    static func column(in bytes: [UInt8]) -> (column: Int, start: Int)? {
        guard bytes.last == UInt8(ascii: "R"), let escape = bytes.lastIndex(of: 27) else { return nil }
        let body = bytes[(escape + 1)...].dropLast()
        guard body.first == UInt8(ascii: "[") else { return nil }
        let parts = String(decoding: body.dropFirst(), as: UTF8.self).split(separator: ";")
        guard parts.count == 2, Int(parts[0]) != nil, let column = Int(parts[1]) else { return nil }
        return (column, escape)
    }
}
