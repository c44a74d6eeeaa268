import FoundationEssentials
import Transcripts

/// Outcomes as `explore --json` and `repeat --json` print them: the same form, so that what races showed can be looked up in
/// what the search found.
enum OutcomesJSON {
    struct Outcome: Encodable {
        var number, count: Int
        var share: Double
        /// What leads there again; not where threads raced.
        var schedule: String?
        /// Of `explore`.
        var sampledOnly: Bool?
        /// Ways in which the parts are dealt out in one role.
        var variants: Int
        var participants: [Participant]
        /// Every one of the `variants`, the one above first; where there is one, it is left out.
        var dealtOut: [[Participant]]?
    }

    struct Participant: Encodable {
        var name: String
        /// Text; what is no UTF-8 has `base64:` in front.
        var printed: [String]
        /// `returned`, `failed recv ECONNRESET`, `waiting accept` …, with the thread's name in front: `t1 returned`.
        var ends: [String]
    }

    static func outcomes(_ groups: [OutcomeGroup], of total: Int, sampled: (OutcomeGroup) -> Bool? = { _ in nil }) -> [Outcome] {
        groups.enumerated().map { index, group in
            Outcome(
                number: index + 1, count: group.count, share: Double(group.count) / Double(max(total, 1)),
                schedule: group.shown.choices, sampledOnly: sampled(group), variants: group.deals,
                participants: participants(of: group.shown.outcome),
                dealtOut: group.deals > 1 ? group.members.map(participants) : nil)
        }
    }

    private static func participants(of outcome: Transcripts.Outcome) -> [Participant] {
        outcome.parts.map { part in
            Participant(
                name: part.participant, printed: part.printed.map(printed),
                ends: part.ends.map { ($0.thread.map { "\($0) " } ?? "") + word($0.how) })
        }
    }

    private static func printed(_ payload: Payload) -> String {
        String(validating: payload.bytes, as: UTF8.self) ?? "base64:" + Data(payload.bytes).base64EncodedString()
    }

    private static func word(_ how: Transcripts.Outcome.How) -> String {
        switch how {
        case .returned: "returned"
        case .failed(let call, let errno): "failed \(call.rawValue) \(errno)"
        case .uncaught(let message): "uncaught \(message)"
        case .exited(let status): "exited \(status)"
        case .waiting(let call): "waiting \(call.rawValue)"
        case .interrupted(let why): "interrupted \(why.rawValue)"
        case .abandoned: "abandoned"
        }
    }

    // MARK: Writing

    /// Ends with a newline.
    static func text(_ result: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let data = try? encoder.encode(result)
        return inASCII(String(decoding: data ?? Data(), as: UTF8.self)) + "\n"
    }

    /// Everything but ASCII as `\u…`: nothing in it can disturb a terminal.
    static func inASCII(_ json: String) -> String {
        json.utf16.map { unit in
            if (0x20...0x7E).contains(unit) || unit == 10 { return String(Unicode.Scalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
