import Messages
import Transcripts

/// What an exploration found, and how far it came.
package struct ExplorationResult: Sendable {
    package enum Stop: Sendable, Equatable {
        case complete, runs, memory, cancelled
        case time(seconds: Double)
    }

    package var groups: [OutcomeGroup]
    package var runs = 0
    package var cutShort = 0
    package var sampled = 0
    package var seed: UInt64 = 0
    package var stop = Stop.complete
    package var usedTimeouts = false
    /// nil: every call moved all it could.
    package var mostShortCalls: Int?
    /// Every order was tried, or shown to make no difference, and nothing was left out.
    package var isComplete = false
    /// The word complete holds under these alone.
    package var assumptions: Set<Assumption> = []
    /// What the search did not try.
    package var omissions: Set<Omission> = []
    /// The command that runs an outcome's schedule again, up to the letters: `lesson 7 sticky`.
    package var again = ""
    /// The command that repeats the scenario.
    package var repeating = ""

    package init(groups: [OutcomeGroup]) { self.groups = groups }
}

/// Every outcome of a scenario with the schedule that leads there, and what the search was. Ends with a newline.
package func renderExploration(_ result: ExplorationResult, of scenario: String, options: RenderOptions) -> String {
    let page = ExplorationPage(result: result, page: OutcomePage(result.groups, options))
    var output = ""
    for line in page.lines(scenario) { line.write(to: &output, color: options.color) }
    return output
}

private struct ExplorationPage {
    let result: ExplorationResult
    let page: OutcomePage

    private var words: any Words { page.words }

    func lines(_ scenario: String) -> [Line] {
        let count = words.outcomes(result.groups.count)
        let claim = result.isComplete ? words.everyOrder : words.notEveryOrder
        var lines = page.title(scenario, claim + words.colon + count) + page.rule()
        let shown = mostFrequent
        for index in shown { lines += outcome(result.groups[index], index + 1) }
        if shown.count < result.groups.count {
            lines += page.text([Span(words.outcomesLeftOut(result.groups.count - shown.count), .bold)])
        }
        lines += page.commonParts()
        return lines + page.rule() + search() + bounds()
    }

    /// More outcomes than this are too many to read.
    private static let mostShown = 20

    /// The places of the outcomes to be shown, in the order of their numbers.
    private var mostFrequent: [Int] {
        let groups = result.groups
        let order = groups.indices.sorted { (groups[$1].count, $0) < (groups[$0].count, $1) }
        return order.prefix(Self.mostShown).sorted()
    }

    private func outcome(_ group: OutcomeGroup, _ number: Int) -> [Line] {
        let total = result.runs + result.sampled
        var line = page.line
        line.add(String(repeating: " ", count: max(2 - String(number).utf8.count, 0)) + "\(number)", .bold)
        line.move(to: 4)
        line.add(words.schedules(group.count, of: total) + words.comma + words.share(group.count, of: total))
        var lines = [line] + page.parts(of: group)
        if group.deals > 1 { lines += page.text([Span(words.deals(group.deals), .dim)]) }
        if group.wasSampled { lines += page.text([Span(words.onlySampled, .bold)]) }
        return lines + again(group)
    }

    /// A plain line has no end, so that it can be copied.
    private func again(_ group: OutcomeGroup) -> [Line] {
        guard let choices = group.shown.choices else { return [] }
        let command = escaped(result.again) + (choices.isEmpty ? "" : " --schedule \(escaped(choices))")
        if !page.isPlain { return page.text([Span(command, .dim)]) }
        var line = page.line
        line.move(to: 4)
        line.add(command)
        return [line]
    }

    private func search() -> [Line] {
        let text = switch result.stop {
        case .complete where result.isComplete: words.complete(runs: result.runs, cutShort: result.cutShort)
        case .complete: words.incompleteByOmission(runs: result.runs)
        case .runs: words.incompleteAfter(runs: result.runs)
        case .time(let seconds): words.incompleteAfter(runs: result.runs, seconds: seconds)
        case .memory: words.incompleteByMemory(runs: result.runs)
        case .cancelled: words.incompleteByCancel(runs: result.runs)
        }
        let sampled = result.sampled > 0 ? page.text([Span(words.sampled(result.sampled, seed: result.seed))]) : []
        return page.text([Span(text, result.isComplete ? .plain : .bold)]) + sampled
    }

    /// What the word complete rests on, or what takes it away.
    private func bounds() -> [Line] {
        let granted = list(words.takenForGranted, result.assumptions.inOrder.map(words.assumption), .dim)
        let leftOut = list(words.leftOut, result.omissions.inOrder.map(words.omission), .bold)
        let share = result.groups.count > 1 ? page.text([Span(words.shareNote(escaped(result.repeating)), .dim)]) : []
        return leftOut + granted + share
    }

    private func list(_ title: String, _ sentences: [String], _ style: Style) -> [Line] {
        if sentences.isEmpty { return [] }
        return page.text([Span(title, style)])
            + sentences.flatMap { page.text([Span("\(page.glyphs.dot) \(escaped($0))", style)], hanging: 6) }
    }
}
