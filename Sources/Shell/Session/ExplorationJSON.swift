import Engine
import FoundationEssentials
import Rendering
import Transcripts

/// What `explore --json` prints.
struct ExplorationJSON {
    private let folder: LessonFolder
    private let scenario: Scenario

    init(_ folder: LessonFolder, _ scenario: Scenario) {
        self.folder = folder
        self.scenario = scenario
    }

    private struct Result: Encodable {
        var lesson, scenario: String
        var complete: Bool
        /// `complete`, `max-runs`, `max-time`, `cancelled`.
        var stop: String
        var runs, cutShort, sampled: Int
        var seed: UInt64
        var splits, reduction, timeouts: Bool
        /// With `splits`.
        var mostShortCalls: Int?
        var outcomes: [Outcome]
    }

    private struct Outcome: Encodable {
        var number, count: Int
        var share: Double
        var schedule: String
        var sampledOnly: Bool
        /// Ways in which the parts are dealt out in one role.
        var variants: Int
        var participants: [Participant]
    }

    private struct Participant: Encodable {
        var name: String
        /// Text; what is no UTF-8 has `base64:` in front.
        var printed: [String]
        /// `returned`, `failed recv ECONNRESET`, `waiting accept` …, with the thread's name in front: `t1 returned`.
        var ends: [String]
    }

    func text(_ result: ExplorationResult, _ options: ExploreOptions) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let data = try? encoder.encode(Result(
            lesson: folder.name, scenario: scenario.name, complete: result.isComplete, stop: word(result.stop),
            runs: result.runs, cutShort: result.cutShort, sampled: result.sampled, seed: result.seed,
            splits: options.splits, reduction: options.reduction, timeouts: result.usedTimeouts,
            mostShortCalls: result.mostShortCalls, outcomes: outcomes(result)))
        return Self.inASCII(String(decoding: data ?? Data(), as: UTF8.self)) + "\n"
    }

    private func word(_ stop: ExplorationResult.Stop) -> String {
        switch stop {
        case .complete: "complete"
        case .runs: "max-runs"
        case .time: "max-time"
        case .cancelled: "cancelled"
        }
    }

    private func outcomes(_ result: ExplorationResult) -> [Outcome] {
        let total = max(result.runs + result.sampled, 1)
        return result.groups.enumerated().map { index, group in
            Outcome(
                number: index + 1, count: group.count, share: Double(group.count) / Double(total),
                schedule: group.shown.choices ?? "", sampledOnly: group.wasSampled, variants: group.deals,
                participants: group.shown.outcome.parts.map { part in
                    Participant(
                        name: part.participant, printed: part.printed.map(printed),
                        ends: part.ends.map { ($0.thread.map { "\($0) " } ?? "") + word($0.how) })
                })
        }
    }

    private func printed(_ payload: Payload) -> String {
        String(validating: payload.bytes, as: UTF8.self) ?? "base64:" + Data(payload.bytes).base64EncodedString()
    }

    private func word(_ how: Transcripts.Outcome.How) -> String {
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

    /// Everything but ASCII as `\u…`: nothing in it can disturb a terminal.
    static func inASCII(_ json: String) -> String {
        json.utf16.map { unit in
            if (0x20...0x7E).contains(unit) || unit == 10 { return String(Unicode.Scalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
