/// The signs that the screen is drawn with. Each is one column wide in either set, but for `atMost`.
package enum Glyphs: Sendable, Equatable {
    case unicode
    /// For character sets without line drawing, and terminals that draw it two columns wide.
    case ascii
}

extension Glyphs {
    private func pick(_ unicode: String, _ ascii: String) -> String {
        self == .unicode ? unicode : ascii
    }

    var rule: String { pick("─", "-") }
    /// Stands around received bytes.
    var brace: String { pick("│", "|") }
    var left: String { pick("◀", "<") }
    var right: String { pick("▶", ">") }
    var shaft: String { pick("─", "-") }
    /// The sender has closed.
    var closed: String { pick("■", "]") }
    /// A reset has cut the connection off.
    var reset: String { pick("╳", "X") }
    /// In front of a count that the recording cannot tell exactly.
    var atMost: String { pick("≤", "<=") }
    /// A space where it could not be seen; nil where no sign is free, so that it is written as an escape.
    var space: Character? { self == .unicode ? "␣" : nil }
    /// A fact hangs from its event.
    var corner: String { pick("╰", "`") }
    /// In front of a finding that is more than a fact.
    var caution: String { "!" }
    var fault: String { pick("╳", "X") }
    var failure: String { pick("✗", "x") }
    /// A call that waited returns.
    var returns: String { pick("▸", ">") }
    var goesLeft: String { pick("◂", "<") }
    var goesRight: String { pick("▸", ">") }
    /// Something is left out here, or goes on.
    var ellipsis: String { pick("…", "~") }
    var dot: String { pick("·", "-") }
    /// A byte that has no character of its own.
    var unprintable: String { pick("·", ".") }
    var times: String { pick("×", "x") }
    /// Between two things that differ.
    var differs: String { pick("≠", "!") }
    /// A participant's place on its rail.
    var stop: String { pick("●", "*") }
}
