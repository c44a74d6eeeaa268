import Engine
import Messages
import Rendering

/// What the student set with `--set name=value`, as it was typed.
struct Settings: Equatable {
    private(set) var texts: [(name: String, value: String)] = []

    init() {}

    init(_ words: [String]) throws(UsageError) {
        for word in words {
            guard let equals = word.firstIndex(of: "="), equals > word.startIndex else { throw .settingWithoutValue(word) }
            texts.append((String(word[..<equals]), String(word[word.index(after: equals)...])))
        }
    }

    var isEmpty: Bool { texts.isEmpty }

    /// As one types them behind a command: ` --set recv=4`.
    var options: String { texts.map { " --set \(WordSplitter.quoted("\($0.name)=\($0.value)"))" }.joined() }

    static func == (left: Settings, right: Settings) -> Bool {
        left.texts.elementsEqual(right.texts) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Says at once what does not fit any of these scenarios. `place`: `lesson 7 sticky`.
    func check(against scenarios: [Scenario], place: String) throws(UsageError) {
        for (name, value) in texts {
            let knobs = scenarios.flatMap { $0.knobs.filter { $0.name == name } }
            if knobs.isEmpty { throw .unknownKnob(name, place: place, knobs: Self.all(of: scenarios)) }
            if let knob = knobs.first(where: { $0.value(of: value) == nil }) {
                throw .badKnobValue(value, for: knob, place: place)
            }
        }
    }

    /// What of it this scenario has. The last one of a name counts.
    func values(for scenario: Scenario) -> [String: Knob.Value] {
        var values: [String: Knob.Value] = [:]
        for (name, value) in texts {
            if let knob = scenario.knobs.first(where: { $0.name == name }) { values[name] = knob.value(of: value) }
        }
        return values
    }

    private static func all(of scenarios: [Scenario]) -> [Knob] {
        var knobs: [Knob] = []
        for knob in scenarios.flatMap(\.knobs) where !knobs.contains(where: { $0.name == knob.name }) { knobs.append(knob) }
        return knobs
    }
}

extension OpenLesson {
    /// `lesson 7 sticky`
    func place(_ scenario: Scenario? = nil) -> String {
        "lesson \(folder.number)" + (scenario.map { " " + $0.name } ?? "")
    }
}

/// The table of knobs: name, default, range, help.
struct KnobTable {
    let words: any Words

    func text(_ knobs: [Knob]) -> String {
        let rows = knobs.map { ["\($0.name)=\(Self.text(of: $0.standard))", range($0), $0.help[words.helpKey] ?? ""].map(escaped) }
        let widths = (0..<2).map { column in rows.map { columns(of: $0[column], ambiguousWide: false) }.max() ?? 0 }
        return rows.map { row in
            "  " + padded(row[0], to: widths[0]) + "  " + padded(row[1], to: widths[1]) + "  " + row[2]
        }.joined(separator: "\n")
    }

    /// As one types it: `200ms`, `on`, `hello,big`.
    static func text(of value: Knob.Value) -> String {
        switch value {
        case .integer(let number): "\(number)"
        case .duration(let seconds): duration(seconds)
        case .flag(let on): on ? "on" : "off"
        case .texts(let texts): texts.joined(separator: ",")
        case .choice(let word): word
        }
    }

    private static func duration(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }

    private func range(_ knob: Knob) -> String {
        switch knob.range {
        case .integers(let range): words.range(from: "\(range.lowerBound)", to: "\(range.upperBound)")
        case .durations(let range): words.range(from: Self.duration(range.lowerBound), to: Self.duration(range.upperBound))
        case .flag: "on, off"
        case .texts(atMost: 1): words.anyText
        case .texts(let most): words.upToTexts(most)
        case .choices(let choices): choices.joined(separator: ", ")
        }
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - columns(of: text, ambiguousWide: false), 0))
    }
}
