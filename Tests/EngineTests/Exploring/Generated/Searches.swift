import Engine
import Transcripts

/// The two searches of a program, with reduction and without, and what is wrong between them.
struct Searches {
    enum Verdict: Equatable {
        /// Both found the same; so many runs each.
        case same(reduced: Int, everything: Int)
        /// Trying every order takes too long: nothing can be said.
        case unfinished
        case differs(lost: Set<Outcome>, invented: Set<Outcome>)
        /// The search refused a program that does the same every time.
        case refused(String)
        /// The reduced search calls itself complete, and the other one does not.
        case promisesTooMuch

        var isFault: Bool {
            switch self {
            case .same, .unfinished: false
            case .differs, .refused, .promisesTooMuch: true
            }
        }

        /// The same kind of fault, if not the same outcomes.
        func isLike(_ other: Verdict) -> Bool {
            switch (self, other) {
            case (.differs(let lost, let invented), .differs(let otherLost, let otherInvented)):
                lost.isEmpty == otherLost.isEmpty && invented.isEmpty == otherInvented.isEmpty
            case (.refused(let error), .refused(let other)): error.prefix(12) == other.prefix(12)
            default: self == other
            }
        }
    }

    /// Without reduction a program may take so many runs.
    static let most = 2_000

    static func compare(_ scenario: Scenario, most: Int = most) -> Verdict {
        do {
            let everything = try explore(scenario, options: options(reduction: false, most: most))
            guard everything.stop == .complete else { return .unfinished }
            return verdict(try explore(scenario, options: options(reduction: true, most: 2 * most)), everything)
        } catch {
            return .refused("\(error)")
        }
    }

    private static func verdict(_ reduced: Exploration, _ everything: Exploration) -> Verdict {
        let (some, all) = (reduced.outcomes, everything.outcomes)
        guard some == all else { return .differs(lost: all.subtracting(some), invented: some.subtracting(all)) }
        if reduced.isComplete, !everything.isComplete { return .promisesTooMuch }
        return .same(reduced: reduced.runs, everything: everything.runs)
    }

    /// One worker: the search goes the same way every time, and tests share the cores as it is.
    static func options(reduction: Bool, most: Int) -> ExploreOptions {
        var options = ExploreOptions()
        options.reduction = reduction
        options.maxRuns = most
        options.samples = 0
        options.workers = 1
        options.maxSeconds = 10
        return options
    }
}

extension Exploration {
    var outcomes: Set<Outcome> { Set(found.map(\.outcome)) }
}

extension Outcome {
    /// `server: "a" "b", returned; client: waiting recv`.
    var words: String {
        parts.map { part in
            let printed = part.printed.map { "\"\(String(decoding: $0.bytes, as: UTF8.self))\"" }
            let ends = part.ends.map { ($0.thread.map { "\($0) " } ?? "") + "\($0.how)" }
            return "\(part.participant): \((printed + ends).joined(separator: " "))"
        }.joined(separator: "; ")
    }
}

extension Searches.Verdict: CustomStringConvertible {
    var description: String {
        func list(_ outcomes: Set<Outcome>) -> String { outcomes.map { "    " + $0.words }.sorted().joined(separator: "\n") }
        return switch self {
        case .same(let reduced, let everything): "the same, \(reduced) runs of \(everything)"
        case .unfinished: "too many orders"
        case .differs(let lost, let invented):
            "\(lost.count) outcomes lost:\n\(list(lost))\n\(invented.count) invented:\n\(list(invented))"
        case .refused(let error): "refused: \(error)"
        case .promisesTooMuch: "called complete, although trying every order is not"
        }
    }
}
