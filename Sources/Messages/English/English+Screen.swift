import Transcripts

extension English {
    package func laneName(_ participant: String) -> String { participant }
    package var onTheWay: String { "on the way" }

    package var comma: String { ", " }
    package var colon: String { ": " }
    package var semicolon: String { "; " }

    package func byteCount(_ count: Int) -> String { count == 1 ? "1 byte" : "\(grouped(count)) bytes" }
    package func datagrams(_ count: Int) -> String { count == 1 ? "1 datagram" : "\(grouped(count)) datagrams" }
    package func number(_ number: Int) -> String { grouped(number) }

    package var waits: String { "waits" }
    package func interrupted(_ interruption: Event.Interruption) -> String {
        switch interruption {
        case .deadlock: "deadlock"
        case .cancelled: "stopped"
        case .spinning: "ended by the lab"
        case .ended: "the run ended"
        case .lock: "stopped: a lock was kept across a call"
        case .newcomer: "ends: somebody else writes, and the next talk is theirs"
        }
    }
    package func then(_ interruption: Event.Interruption) -> String { ", then \(interrupted(interruption))" }
    package func schedule(_ choices: String) -> String { "schedule \(choices)" }
    package func from(_ address: String) -> String { "from \(address)" }
    package func from(_ participant: String, _ address: String) -> String { "from \(participant) \(address)" }
    package func toward(_ address: String) -> String { "to \(address)" }
    package func ownAddress(_ address: String) -> String { " as \(address)" }
    package var endOfInput: String { "end of input" }
    package func waited(_ duration: Nanoseconds, virtual: Bool) -> String {
        "waited \(time(duration))" + (virtual ? " (virtual)" : "")
    }
    package func at(_ time: Nanoseconds) -> String { "at \(self.time(time))" }
    package func pause(_ seconds: Double) -> String { "\(plain(seconds)) s" }

    package var setUp: String { "set-up" }
    package func waiting(_ call: Call) -> String { "\(call.rawValue) waits" }

    package func part(of send: Int, first: Int, last: Int) -> String {
        first == last ? "#\(send), byte \(grouped(first))" : "#\(send), bytes \(grouped(first))-\(grouped(last))"
    }
    package var fromOutside: String { "from outside the lab" }
    package func folded(_ bytes: Int, event: Int) -> String { "\(byteCount(bytes)); show \(event)" }
    package func folded(event: Int) -> String { "show \(event)" }
    package func morePieces(_ count: Int, event: Int) -> String { "and \(grouped(count)) more pieces; show \(event)" }

    package func uncaught(_ participant: String, message: String, call: Call?, failure: Event.Failure?) -> FindingText {
        guard let call, let failure else {
            return FindingText("UNCAUGHT ERROR", "\(participant) ended with an error that it did not catch: \(message)")
        }
        return FindingText(
            "UNCAUGHT ERROR", "\(participant) did not catch \(failure.name) from \(call.rawValue), so its program ended here.")
    }
    package func exited(_ participant: String, status: Int32) -> FindingText {
        FindingText("EXIT STATUS", "\(participant) ended with exit status \(status).")
    }
    package func abandoned(_ participant: String) -> FindingText {
        FindingText("LEFT BEHIND", "\(participant) went on after the lab had ended its calls, and was left behind.")
    }
    package func cancelled(_ participant: String) -> FindingText {
        FindingText("STOPPED", "you ended the run here, and \(participant) with it.")
    }

    package var senderHasClosed: String { "sender has closed" }
    package var connectionReset: String { "connection reset" }
    package var whichWay: String { "which way it goes" }
    package var oneDatagram: String { "one datagram" }
    package var atMost: String { "at most" }
    package var bytes: String { "bytes" }
    package var aSpace: String { "a space" }
    package func callReturns(_ number: Int) -> String { "call \(number), which waited, returns" }
    package func allOf(_ number: Int) -> String { "show \(number): all of #\(number)" }
    package var partOfSend: String { "a part of it" }
    package var perhapsSend: String { "perhaps from it, not certain" }
    package func meaning(of degree: Finding.Degree) -> String {
        switch degree {
        case .fact: "so it is"
        case .caution: "may go wrong"
        case .fault: "went wrong"
        }
    }

    package func lesson(_ number: Int) -> String { "lesson \(number)" }
    package var finding: String { "finding" }
    package var returns: String { "returns" }
    package func failed(_ errno: String) -> String { "failed with \(errno)" }
    package func times(_ count: Int) -> String { "\(grouped(count)) times" }
    package func label(_ degree: Finding.Degree) -> String {
        switch degree {
        case .fact: "fact"
        case .caution: "caution"
        case .fault: "fault"
        }
    }
    package func perhaps(from send: Int) -> String { "#\(send)?, not certain" }
    package func piece(_ text: String, from send: Int?, isCertain: Bool) -> String {
        send.map { "\(text) \(isCertain ? "" : "perhaps ")from \($0)" } ?? "\(text) from outside the lab"
    }

    package func label(_ label: ScreenLabel) -> String {
        switch label {
        case .participant: "participant"
        case .thread: "thread"
        case .call: "call"
        case .result: "result"
        case .time: "time"
        case .duration: "took"
        case .own: "own address"
        case .other: "other side"
        case .socket: "socket"
        case .origins: "bytes from"
        case .payload: "payload"
        case .whyItFailed: "meaning"
        case .repeats: "repeated"
        case .fault: "injected"
        case .lost: "lost before it"
        case .unread: "never read"
        case .notKept: "not kept in the recording"
        case .same: "the same up to here"
        case .different: "here they part"
        case .onlyHere: "only here"
        case .nothingMore: "nothing more"
        case .outcome: "outcome"
        case .ends: "ends"
        case .samePath: "The two runs are the same, call by call."
        }
    }

    private func time(_ duration: Nanoseconds) -> String { "\(Messages.seconds(duration)) s" }
}

/// `1`, `0.5`: seconds as a program would write them.
func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() && abs(seconds) < 1e15 ? String(Int(seconds)) : String(seconds)
}
