import Transcripts

/// A finding in words: a word in capitals, then what happened and what it means.
package struct FindingText: Sendable, Equatable {
    /// `STICKY`, 粘包.
    package var word: String
    /// One or two sentences for a beginner, events as `#7`.
    package var sentence: String

    package init(_ word: String, _ sentence: String) {
        self.word = word
        self.sentence = sentence
    }
}

package protocol FindingWords {
    /// The transcript is the one that the finding was computed from: the words name what its events were.
    func text(for finding: Finding, in transcript: Transcript) -> FindingText

    /// A participant in the middle of a sentence: `the client`, `client-2`; 客户端, 客户端2. nil is the other side,
    /// whoever that is.
    func name(ofParticipant name: String?) -> String
}

extension Finding {
    /// The event that a cause points to.
    func cause(_ number: Int?, in transcript: Transcript) -> Event? { number.flatMap(transcript.event) }
}

/// `#7 #8 #9`; a long list keeps its ends.
func list(_ events: [Int]) -> String {
    let shown = events.count <= 6 ? events.map { "#\($0)" } : events.prefix(3).map { "#\($0)" } + ["…", "#\(events[events.count - 1])"]
    return shown.joined(separator: " ")
}

/// ` (#7 #8)` or nothing.
func inBrackets(_ events: [Int]) -> String { events.isEmpty ? "" : " (\(list(events)))" }
func inBrackets(_ event: Int?) -> String { inBrackets(event.map { [$0] } ?? []) }

/// A time with at most three digits that count: `0.003 s`, `1.0 s`, `12.5 s`.
func seconds(_ duration: Nanoseconds) -> String {
    let milliseconds = max(0, duration) / 1_000_000
    let digits = milliseconds < 100 ? 3 : 1
    let unit: Nanoseconds = digits == 3 ? 1 : 100
    let rounded = digits == 3 ? milliseconds : (milliseconds + unit / 2) / unit
    let scale: Nanoseconds = digits == 3 ? 1_000 : 10
    let fraction = String(rounded % scale)
    return "\(rounded / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
}

/// `1,024`.
func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place) % 3 == 0 { text += "," }
        text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
}

/// `62.5`: with one decimal unless it is whole; `<0.1` for less than that.
func percentage(_ count: Int, of total: Int) -> String {
    guard total > 0 else { return "0" }
    let tenths = (count * 1_000 + total / 2) / total
    if tenths == 0 && count > 0 { return "<0.1" }
    if tenths == 1_000 && count < total { return ">99.9" }
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
}
