import Transcripts

extension English {
    package func prints(_ list: String) -> String { "prints \(list)" }
    package var listComma: String { ", " }
    package func andMore(_ count: Int) -> String { "and \(grouped(count)) more" }

    package func ended(_ how: Outcome.How) -> String {
        switch how {
        case .returned: "returns"
        case .failed(let call, let errno): "fails: \(call.rawValue) \(errno), not caught"
        case .uncaught(let message): "fails, not caught: \(message)"
        case .exited(let status): "ends with exit status \(status)"
        case .waiting(let call): "still waits in \(call.rawValue)"
        case .interrupted(let why): interrupted(why)
        case .abandoned: "was left behind"
        }
    }

    package func threads(_ names: [String], _ ended: String) -> String { "\(names.joined(separator: " ")): \(ended)" }
    package var allWait: String { "each of them waits, and none ends the wait of another" }
    package var inEveryOutcome: String { "in every outcome found:" }
    package func deals(_ count: Int) -> String {
        "also with these parts dealt out otherwise in one role: \(grouped(count)) ways in all"
    }

    package func racing(runs: Int) -> String { runs == 1 ? "1 run, threads racing" : "\(grouped(runs)) runs, threads racing" }
    package func share(_ count: Int, of total: Int) -> String { "\(percentage(count, of: total)) %" }
    package func firstReceives(_ participant: String, _ list: String) -> String {
        "The first recv of \(name(ofParticipant: participant)) returned \(list)."
    }
    package func stopped(after runs: Int, of wanted: Int) -> String {
        "Stopped after \(grouped(runs)) of \(grouped(wanted)) runs."
    }
    package func distributionNote(_ command: String) -> String {
        "What did not come up may come up yet: \(command) tries the orders."
    }

    private func schedules(_ count: Int) -> String { count == 1 ? "1 schedule" : "\(grouped(count)) schedules" }
    package var everyOrder: String { "every order" }
    package var notEveryOrder: String { "not complete" }
    package func schedules(_ count: Int, of total: Int) -> String {
        "\(grouped(count)) of \(grouped(total)) schedule\(total == 1 ? "" : "s")"
    }
    package func outcomes(_ count: Int) -> String { count == 1 ? "1 outcome" : "\(grouped(count)) outcomes" }
    package func outcomesLeftOut(_ count: Int) -> String {
        "and \(outcomes(count)) that \(count == 1 ? "is" : "are") no more frequent; --json tells all"
    }
    package func complete(runs: Int, cutShort: Int) -> String {
        let made = schedules(runs) + (runs == 1 ? " stands for all." : " stand for all.")
        let more = cutShort == 0 ? "" : " (\(grouped(cutShort)) more were given up halfway: another one does the same.)"
        return "The search is complete: \(made)\(more)"
    }
    package func incompleteAfter(runs: Int) -> String {
        "The search is not complete: it stopped after \(schedules(runs)) (--max-runs). There may be more outcomes."
    }
    package func incompleteAfter(runs: Int, seconds: Double) -> String {
        "The search is not complete: it stopped after \(plain(seconds)) s and \(schedules(runs)) (--max-time). There may be more outcomes."
    }
    package func incompleteByMemory(runs: Int) -> String {
        "The search is not complete: memory ran short after \(schedules(runs)). There may be more outcomes."
    }
    package func incompleteByCancel(runs: Int) -> String {
        "The search is not complete: it was stopped after \(schedules(runs)). There may be more outcomes."
    }
    package func sampled(_ count: Int, seed: UInt64) -> String {
        "Of the rest \(grouped(count)) were taken at random (--seed \(seed))."
    }
    package var onlySampled: String { "found by a random schedule only" }
    package func incompleteByOmission(runs: Int) -> String {
        "Every order that the lab can make was tried: \(schedules(runs)). There may be more outcomes."
    }
    package var takenForGranted: String { "Taken for granted:" }
    package var leftOut: String { "Left out, although it can happen:" }
    package func assumption(_ assumption: Assumption) -> String {
        switch assumption {
        case .wholeMoves: "Every call moves all that it can; --splits tries less."
        case .shortCalls(let most): "At most \(most) calls of a run move less than they could: 1 byte, half, or all but one."
        case .oneEarlyTimeOut: "At most one call of a run times out early."
        case .labSettings: "TCP has the lab's settings: TCP_NODELAY, buffers of 64 KiB."
        case .noHiddenMemory: "Threads of one participant share sockets, the screen and host.shared, and nothing else."
        }
    }
    package func omission(_ omission: Omission) -> String {
        switch omission {
        case .furtherTimeOuts: "A second call of the same run times out early."
        case .unknownCall(let participant, let call):
            "\(call.rawValue) of \(name(ofParticipant: participant)) comes at another time, with another result. The lab does not know what it depends on."
        case .kernelTimer(let participant, let call):
            "\(call.rawValue) of \(name(ofParticipant: participant)) goes on earlier or later. A timer of the kernel decides that."
        }
    }
    package func shareNote(_ command: String) -> String {
        "A share counts schedules and is no probability: \(command) lets threads race."
    }
    package func savedOutcomes(_ count: Int, in folder: String) -> String {
        "Saved: \(count == 1 ? "1 transcript" : "\(grouped(count)) transcripts") in \(folder)"
    }

    package func exploring(runs: Int, outcomes: Int) -> String {
        "\(schedules(runs)), \(self.outcomes(outcomes)) so far"
    }
    package func repeating(_ run: Int, of runs: Int) -> String { "\(grouped(run)) of \(grouped(runs)) runs" }

    package func cannotExploreRealTime(_ call: String?) -> String {
        "this scenario is about real time" + (call.map { " (\($0))" } ?? "")
            + ", which has no orders to try one by one; repeat runs it many times"
    }
    package func cannotExploreOutsider(_ call: String) -> String {
        "somebody from outside takes part (\(call)), and the lab cannot order what they do; repeat runs it many times"
    }
    package func notRepeatable(_ place: String, _ one: String, _ other: String) -> String {
        "not repeatable: told the same, \(place) did \(one) in one run and \(other) in another. Does it read a clock or a random number?"
    }
    package func answeredOtherwise(_ place: String, _ one: String, _ other: String) -> String {
        "the lab cannot try every order here: under the same choices \(place) came to \(one) in one run and to \(other) in another, "
            + "which is no program's doing; repeat runs it many times"
    }
    package var differedOnce: String {
        "the lab cannot try every order here: two runs under the same choices differed once, and not again; repeat runs it many times"
    }
    package var hadEnded: String { "nothing more" }
    package func lockHeld(by thread: String) -> String {
        "\(thread) waits for a lock that another thread keeps while it is in a call; the lab sees calls, not locks. "
            + "Keep what threads share in host.shared, or give the lock back before the call"
    }
    package func tooLargeToExplore(events: Int, small: String?) -> String {
        "too large to explore: one run alone has \(grouped(events)) events" + (small.map { "; there is a small variant: \($0)" } ?? "")
    }
    package func noSuchOutcome(_ number: Int, last: Int) -> String {
        last == 1 ? "there is no outcome \(number), only outcome 1" : "there is no outcome \(number), only 1 to \(last)"
    }
    package func unexpectedOutcomes(expected: Int, found: Int, isComplete: Bool) -> String {
        "expected \(outcomes(expected)), found \(grouped(found))" + (isComplete ? "" : ", and the search was not complete")
    }
    package func expectsWholeNumber(atLeast least: Int) -> String {
        least == 1 ? "a positive whole number is expected" : "a whole number not less than \(least) is expected"
    }

    package func graphTitle(_ name: String) -> String { "\(name): where outcomes part" }
    package func graphIsPartial(runs: Int) -> String { "not complete: the first \(schedules(runs))" }
    package var orWord: String { "or" }
    package var graphHint: String { "from the top: each line is the calls that lead on, each box an outcome" }
}
