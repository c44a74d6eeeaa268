/// Something about a scenario that a student may change: `--set recv=4`.
package struct Knob: Sendable, Equatable {
    package var name: String
    package var standard: Value
    package var range: Range
    /// What it is, in a few words, by language code: `en`, `zh-Hans`.
    package var help: [String: String]

    package init(_ name: String, _ standard: Value, _ range: Range, help: [String: String]) {
        self.name = name
        self.standard = standard
        self.range = range
        self.help = help
    }

    package enum Value: Sendable, Equatable {
        case integer(Int)
        /// Seconds.
        case duration(Double)
        case flag(Bool)
        /// Texts, given with commas between them.
        case texts([String])
        /// One word out of several.
        case choice(String)
    }

    package enum Range: Sendable, Equatable {
        case integers(ClosedRange<Int>)
        /// Seconds.
        case durations(ClosedRange<Double>)
        /// `on` or `off`.
        case flag
        /// So many texts at the most. With 1 the comma is a letter like any other.
        case texts(atMost: Int)
        case choices([String])
    }

    /// Reads what the student typed: `4`, `200ms`, `1.5s`, `on`, `hello,big,pig`. nil where it does not fit the range.
    package func value(of text: String) -> Value? {
        switch range {
        case .integers(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .durations(let range): Self.seconds(text).flatMap { range.contains($0) ? .duration($0) : nil }
        case .choices(let words): words.contains(text) ? .choice(text) : nil
        case .flag: ["on": true, "yes": true, "1": true, "off": false, "no": false, "0": false][text].map(Value.flag)
        case .texts(let most): texts(text, atMost: most)
        }
    }

    private func texts(_ text: String, atMost most: Int) -> Value? {
        if most == 1 { return .texts([text]) }
        let texts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return texts.count <= most ? .texts(texts) : nil
    }

    private static func seconds(_ text: String) -> Double? {
        if text.hasSuffix("ms") { return Double(text.dropLast(2)).map { $0 / 1_000 } }
        return Double(text.hasSuffix("s") ? String(text.dropLast()) : text)
    }
}

extension Host {
    /// The value of a knob of this scenario.
    ///
    /// A name that the scenario has not declared is a mistake in the lesson.
    package func knob(_ name: String) -> Knob.Value {
        guard let knob = run.scenario.knobs.first(where: { $0.name == name }) else {
            preconditionFailure("scenario \(run.scenario.name) has no knob \(name)")
        }
        return run.options.settings[name] ?? knob.standard
    }

    package func integer(_ name: String) -> Int {
        if case .integer(let value) = knob(name) { value } else { preconditionFailure("\(name) is no integer") }
    }

    package func seconds(_ name: String) -> Double {
        if case .duration(let value) = knob(name) { value } else { preconditionFailure("\(name) is no duration") }
    }

    package func flag(_ name: String) -> Bool {
        if case .flag(let value) = knob(name) { value } else { preconditionFailure("\(name) is no flag") }
    }

    package func texts(_ name: String) -> [String] {
        if case .texts(let value) = knob(name) { value } else { preconditionFailure("\(name) is no list of texts") }
    }

    /// The first of the texts; empty where there is none.
    package func text(_ name: String) -> String { texts(name).first ?? "" }

    package func choice(_ name: String) -> String {
        if case .choice(let value) = knob(name) { value } else { preconditionFailure("\(name) is no choice") }
    }

    /// Sleeps as long as the knob says. For 0 there is no call at all.
    package func pause(_ name: String) throws {
        if seconds(name) > 0 { try sleep(seconds: seconds(name)) }
    }
}
