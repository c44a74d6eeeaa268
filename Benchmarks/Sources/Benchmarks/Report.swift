import Glibc

/// The table of figures, a row as soon as it is known.
enum Report {
    enum Goal {
        case atMost(Double), atLeast(Double)
    }

    static func begin() {
        say(row("", "lab", "baseline", "ratio", "of best", "goal"))
    }

    static func line(
        _ name: String, lab: String, baseline: String, ratio: Double, best: Double? = nil, goal: Goal? = nil
    ) {
        say(row(name, lab, baseline, fixed(ratio), best.map { fixed($0) } ?? "", describe(goal, ratio)))
    }

    static func note(_ text: String) { say("  \(text)") }

    static func leftOut(_ name: String, _ why: any Error) { say("\(pad(name, 30)) left out: \(why)") }

    static func describe(_ goal: Goal?, _ value: Double) -> String {
        switch goal {
        case .atMost(let limit): "≤ \(brief(limit)) \(value <= limit ? "✔" : "✗")"
        case .atLeast(let limit): "≥ \(brief(limit)) \(value >= limit ? "✔" : "✗")"
        case nil: ""
        }
    }

    /// Straight to the descriptor: a figure shows as soon as it is known, in a pipe too.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }

    private static func row(_ name: String, _ cells: String...) -> String {
        let widths = [12, 12, 7, 8]
        let columns = zip(cells, widths).map { String(repeating: " ", count: max(0, $1 - $0.count)) + $0 }
        return pad(name, 30) + columns.joined() + "  " + cells.last!
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

/// 64, 0.85
func brief(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, 0) : fixed(value)
}

/// A number with so many decimals, without Foundation.
func fixed(_ value: Double, _ decimals: Int = 2) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let whole = String(Int((abs(value) * scale).rounded()))
    let digits = String(repeating: "0", count: max(0, decimals + 1 - whole.count)) + whole
    let sign = value < 0 ? "-" : ""
    return decimals == 0 ? sign + digits : "\(sign)\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
}
