import Transcripts

/// What `repeat` and `explore` say.
package protocol OutcomeWords {
    // One participant of an outcome.

    /// `prints` and the list, which holds quoted texts.
    func prints(_ list: String) -> String
    var listComma: String { get }
    /// More printed texts than are shown.
    func andMore(_ count: Int) -> String
    func ended(_ how: Outcome.How) -> String
    func threads(_ names: [String], _ ended: String) -> String
    /// Each participant waits, and none of them ends that: of a deadlock no more is said, for a server may wait for people.
    var allWait: String { get }
    /// In front of what is the same in every outcome that was found.
    var inEveryOutcome: String { get }
    /// The same parts, dealt out in so many ways among participants of one role.
    func deals(_ count: Int) -> String

    // The screen of `repeat`.

    /// `200 runs, threads racing`.
    func racing(runs: Int) -> String
    func share(_ count: Int, of total: Int) -> String
    /// How often the first recv of a participant returned so many bytes.
    func firstReceives(_ participant: String, _ list: String) -> String
    func stopped(after runs: Int, of wanted: Int) -> String
    /// What a distribution does not say; `command` explores the scenario.
    func distributionNote(_ command: String) -> String

    // The screen of `explore`.

    var everyOrder: String { get }
    /// In its place, where the search is not complete.
    var notEveryOrder: String { get }
    func schedules(_ count: Int, of total: Int) -> String
    func outcomes(_ count: Int) -> String
    /// So many rarer ones are not shown.
    func outcomesLeftOut(_ count: Int) -> String
    func complete(runs: Int, cutShort: Int) -> String
    func incompleteAfter(runs: Int) -> String
    func incompleteAfter(runs: Int, seconds: Double) -> String
    func incompleteByMemory(runs: Int) -> String
    func incompleteByCancel(runs: Int) -> String
    func sampled(_ count: Int, seed: UInt64) -> String
    var onlySampled: String { get }
    /// Every order that the lab can make was tried; what it cannot make is told below.
    func incompleteByOmission(runs: Int) -> String
    /// In front of the assumptions, and in front of the omissions.
    var takenForGranted: String { get }
    var leftOut: String { get }
    /// A sentence.
    func assumption(_ assumption: Assumption) -> String
    func omission(_ omission: Omission) -> String
    /// What a share of schedules does not say; `command` repeats the scenario.
    func shareNote(_ command: String) -> String
    func savedOutcomes(_ count: Int, in folder: String) -> String

    // While it runs.

    func exploring(runs: Int, outcomes: Int) -> String
    func repeating(_ run: Int, of runs: Int) -> String

    // What goes wrong.

    func cannotExploreRealTime(_ call: String?) -> String
    /// `call` met somebody who is not of the scenario: `server: accept`.
    func cannotExploreOutsider(_ call: String) -> String
    /// A program did something else although it had been told the same; the calls of one run and of the other.
    func notRepeatable(_ place: String, _ one: String, _ other: String) -> String
    /// The same, where it was no program's doing.
    func answeredOtherwise(_ place: String, _ one: String, _ other: String) -> String
    /// The same, where it did not show itself again.
    var differedOnce: String { get }
    /// In the place of a call: the run had ended by then.
    var hadEnded: String { get }
    /// `thread` waits for a lock that is no call: `server t2`.
    func lockHeld(by thread: String) -> String
    /// `small`: the command that explores the small variant.
    func tooLargeToExplore(events: Int, small: String?) -> String
    func noSuchOutcome(_ number: Int, last: Int) -> String
    func unexpectedOutcomes(expected: Int, found: Int, isComplete: Bool) -> String
    func expectsWholeNumber(atLeast least: Int) -> String

    // The graph.

    func graphTitle(_ name: String) -> String
    func graphIsPartial(runs: Int) -> String
    var graphHint: String { get }
    /// Between two ways that lead to the same.
    var orWord: String { get }
}
