import Transcripts

/// What a rendered transcript says besides BSD's names. Everything that stands in a lane is short.
package protocol ScreenWords {
    /// The head of a lane: `server`, 服务端. Names that a lesson gave stay as they are.
    func laneName(_ participant: String) -> String
    /// The head of the column between two lanes.
    var onTheWay: String { get }

    // Punctuation between parts of a row, with the space that belongs to it.
    var comma: String { get }
    var colon: String { get }
    var semicolon: String { get }

    /// `11 bytes`, 11 字节.
    func byteCount(_ count: Int) -> String
    func datagrams(_ count: Int) -> String
    /// `1,024`.
    func number(_ number: Int) -> String

    // What a row says of a call.

    /// Behind a call that has to wait; the ellipsis is added.
    var waits: String { get }
    func interrupted(_ interruption: Event.Interruption) -> String
    /// Behind a number of calls, the last of which was interrupted.
    func then(_ interruption: Event.Interruption) -> String
    /// `from :51544`.
    func from(_ address: String) -> String
    func from(_ participant: String, _ address: String) -> String
    func toward(_ address: String) -> String
    /// The socket's own address after a connect: `as :51544`.
    func ownAddress(_ address: String) -> String
    /// `input` found no more lines.
    var endOfInput: String { get }
    func waited(_ duration: Nanoseconds, virtual: Bool) -> String
    /// A moment of the run: `at 1.0 s`.
    func at(_ time: Nanoseconds) -> String
    /// `1.5 s`, for a `sleep`.
    func pause(_ seconds: Double) -> String

    /// In the title: the order that the student chose, `schedule aba`.
    func schedule(_ choices: String) -> String

    // Set-up in one row.

    var setUp: String { get }
    /// `accept waits`.
    func waiting(_ call: Call) -> String

    // Below received bytes.

    /// `#12, bytes 1-1,024`.
    func part(of send: Int, first: Int, last: Int) -> String
    /// Bytes that perhaps came from this send: `#12?, not certain`.
    func perhaps(from send: Int) -> String
    /// Bytes that nobody in the run sent.
    var fromOutside: String { get }
    /// `3,893 bytes; show 12`, below bytes of which some are left out.
    func folded(_ bytes: Int, event: Int) -> String
    /// The same where the count stands already: `show 12`.
    func folded(event: Int) -> String
    func morePieces(_ count: Int, event: Int) -> String

    // How programs ended.

    func uncaught(_ participant: String, message: String, call: Call?, failure: Event.Failure?) -> FindingText
    func exited(_ participant: String, status: Int32) -> FindingText
    func abandoned(_ participant: String) -> FindingText
    func cancelled(_ participant: String) -> FindingText

    // The legend.

    var senderHasClosed: String { get }
    var connectionReset: String { get }
    /// Behind two small arrows.
    var whichWay: String { get }
    /// Behind two braces.
    var oneDatagram: String { get }
    /// Behind `≤`.
    var atMost: String { get }
    /// Behind `B`.
    var bytes: String { get }
    var aSpace: String { get }
    func callReturns(_ number: Int) -> String
    func allOf(_ number: Int) -> String
    var partOfSend: String { get }
    /// Behind `#12?`.
    var perhapsSend: String { get }
    /// Behind the sign of a finding.
    func meaning(of degree: Finding.Degree) -> String

    // The plain view.

    func lesson(_ number: Int) -> String
    /// In front of how a program ended.
    var finding: String { get }
    /// In front of a finding: what it weighs.
    func label(_ degree: Finding.Degree) -> String
    /// A call that had to wait and now ends.
    var returns: String { get }
    func failed(_ errno: String) -> String
    func times(_ count: Int) -> String
    /// `"hello" from 7`, `"hello" perhaps from 7`.
    func piece(_ text: String, from send: Int?, isCertain: Bool) -> String

    // One event, whole (`show`), and two transcripts beside each other.

    func label(_ label: ScreenLabel) -> String
}

/// What stands in front of a line of one event, or over a part of a comparison.
package enum ScreenLabel: Sendable, CaseIterable {
    case participant, thread, call, result, time, duration, own, other, socket, origins, payload, whyItFailed
    case repeats, fault, lost, unread, notKept
    case same, different, onlyHere, nothingMore, outcome, ends, samePath
}
