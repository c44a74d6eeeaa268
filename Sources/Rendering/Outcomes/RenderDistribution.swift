import Messages
import Transcripts

/// What many runs of a scenario came to, as bars with counts and shares. Ends with a newline.
///
/// - Parameters:
///   - wanted: the runs that were asked for; fewer were made when the student stopped it.
///   - explore: the command that explores the scenario; nil where it cannot be explored.
package func renderDistribution(
    _ distribution: Distribution, of scenario: String, wanted: Int, roles: [String: Transcript.Role], explore: String?,
    options: RenderOptions
) -> String {
    let groups = OutcomeGroup.byFrequency(distribution.counted, roles: roles)
    let page = DistributionPage(distribution: distribution, groups: groups, page: OutcomePage(groups, options))
    var output = ""
    for line in page.lines(scenario, wanted: wanted, explore: explore) { line.write(to: &output, color: options.color) }
    return output
}

private struct DistributionPage {
    let distribution: Distribution
    let groups: [OutcomeGroup]
    let page: OutcomePage

    private var words: any Words { page.words }
    private var runs: Int { distribution.runs }

    func lines(_ scenario: String, wanted: Int, explore: String?) -> [Line] {
        var lines = page.title(scenario, words.racing(runs: runs)) + page.rule()
        for (index, group) in groups.enumerated() { lines += outcome(group, index + 1) }
        lines += page.commonParts()
        if !groups.isEmpty { lines += page.rule() }
        lines += receives()
        if runs < wanted { lines += page.text([Span(words.stopped(after: runs, of: wanted), .bold)]) }
        if let explore, runs > 0 { lines += page.text([Span(words.distributionNote(escaped(explore)), .dim)]) }
        return lines
    }

    private func outcome(_ group: OutcomeGroup, _ number: Int) -> [Line] {
        let figures = "\(words.number(group.count))  \(words.share(group.count, of: runs))"
        var line = page.line
        line.add(String(repeating: " ", count: max(2 - String(number).utf8.count, 0)) + "\(number)", .bold)
        line.move(to: 4)
        if !page.isPlain { line.add(bar(group.count), .send(number - 1)) }
        line.move(to: page.isPlain ? 4 : 4 + barRoom + 2)
        line.add(figures)
        let deals = group.deals > 1 ? page.text([Span(words.deals(group.deals), .dim)]) : []
        return [line] + page.parts(of: group) + deals
    }

    private var barRoom: Int { max(min(page.options.width - 4 - 22, 50), 10) }

    /// As long as the share; something is seen of what came up at all.
    private func bar(_ count: Int) -> String {
        let halves = max(count * barRoom * 2 / max(runs, 1), 1)
        if page.glyphs == .ascii { return String(repeating: "#", count: (halves + 1) / 2) }
        return String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
    }

    // MARK: The first recv

    /// Of whom the first recv did not always return the same number of bytes.
    private func receives() -> [Line] {
        distribution.firstReceives.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.prefix(4).flatMap { name, counts in
            let total = counts.values.reduce(0, +)
            let ordered = counts.sorted { ($1.value, $1.key) < ($0.value, $0.key) }
            let list = ordered.prefix(8).map { "\(words.byteCount($0.key)) \(words.share($0.value, of: total))" }
            let more = ordered.count > 8 ? [words.andMore(ordered.count - 8)] : []
            return page.text([Span(words.firstReceives(escaped(name), (list + more).joined(separator: words.comma)))])
        }
    }
}
