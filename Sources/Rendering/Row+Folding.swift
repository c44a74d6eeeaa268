import Transcripts

extension [Row] {
    /// Set-up calls side by side in one row each; what failed or has something to tell stays by itself. `isFirst`: nothing
    /// but set-up calls came before; `isLast`: nothing comes after.
    func foldingSetUp(isFirst: Bool, isLast: Bool) -> [Row] {
        var result: [Row] = []
        var run: [Row] = []
        var isFirst = isFirst
        func flush() {
            if run.count > 1, let step = run.last?.step {
                result.append(Row(content: .setUp(run.flatMap(\.events), isFirst: isFirst), step: step))
            } else {
                result += run
            }
            run = []
        }
        for row in self {
            if row.isSetUp {
                run.append(row)
            } else {
                flush()
                isFirst = false
                result.append(row)
            }
        }
        flush()
        return isLast ? result.foldingLastCloses() : result
    }

    /// The closes with which a run ends, folded like its set-up.
    private func foldingLastCloses() -> [Row] {
        let closes = reversed().prefix { $0.isPlainClose }.reversed()
        guard closes.count > 1, let step = closes.last?.step else { return self }
        return dropLast(closes.count) + [Row(content: .setUp(closes.flatMap(\.events), isFirst: false), step: step)]
    }

    /// The same call of several participants one after another in one row; from three on. `text` is nil for
    /// a call that must stay by itself.
    func foldingAlike(_ text: (Event) -> String?) -> [Row] {
        var result: [Row] = []
        var run: [Row] = []
        var sign = ""
        func flush() {
            let events = run.flatMap(\.events)
            if events.count > 2, let step = run.last?.step {
                result.append(Row(content: .alike(events), step: step))
            } else {
                result += run
            }
            run = []
        }
        for row in self {
            let next = row.canFoldWithAlike.flatMap(text)
            if let next, !run.isEmpty, next == sign, row.events[0].isBySibling(of: run[run.count - 1].events[0]) {
                run.append(row)
            } else {
                flush()
                if let next {
                    run = [row]
                    sign = next
                } else {
                    result.append(row)
                }
            }
        }
        flush()
        return result
    }
}

extension Row {
    private var isUneventful: Bool { findings.isEmpty && unexplained == nil }

    var isSetUp: Bool {
        guard isUneventful, case .call(let event, let stage) = content, event.repeats == 1, event.fault == nil else { return false }
        switch event.call {
        case .socket, .setsockopt, .bind, .listen, .connect, .socketpair: return stage == .whole && event.count != nil
        case .accept: return stage == .waits
        default: return false
        }
    }

    var isPlainClose: Bool {
        guard isUneventful, case .call(let event, .whole) = content, event.call == .close else { return false }
        return event.count != nil && event.detail == nil && event.repeats == 1
    }

    /// Whether the same call of the next participant may come and stand in one row with this.
    var hasSiblings: Bool { canFoldWithAlike.map { numbered($0.participant) != nil } ?? false }

    /// The event of a row that may stand together with others like it.
    fileprivate var canFoldWithAlike: Event? {
        guard isUneventful, case .call(let event, .whole) = content, event.count != nil, event.fault == nil else { return nil }
        switch event.call {
        case .connect, .send, .sendto, .close, .socket, .bind: return event.repeats == 1 ? event : nil
        default: return nil
        }
    }
}

extension Event {
    /// Whether the other event is of the participant counted just before: `client-3` and `client-4`.
    fileprivate func isBySibling(of before: Event) -> Bool {
        guard let here = numbered(participant), let there = numbered(before.participant) else { return false }
        return here.name == there.name && here.number == there.number + 1 && before.number + 1 == number
    }
}

/// `client-3` is number 3 of `client`.
func numbered(_ participant: String) -> (name: Substring, number: Int)? {
    guard let dash = participant.lastIndex(of: "-"), let number = Int(participant[participant.index(after: dash)...]), number >= 0
    else { return nil }
    return (participant[..<dash], number)
}
