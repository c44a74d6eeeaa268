import Engine
import Messages
import Transcripts

extension ErrorText {
    /// Who did what in one run, and what in the other.
    func text(of difference: NotRepeatable) -> String {
        guard let event = difference.one?.event ?? difference.other?.event else { return words.differedOnce }
        let place = "#\(event.number) " + [event.participant, event.thread].compactMap { $0 }.joined(separator: " ")
        let (one, other) = (notation(difference.one, beside: event), notation(difference.other, beside: event))
        return difference.isTheProgramsDoing
            ? words.notRepeatable(place, one, other) : words.answeredOtherwise(place, one, other)
    }

    /// The call; with who made it, where that is what differs.
    private func notation(_ side: Comparison.Side?, beside event: Event) -> String {
        guard let own = side?.event else { return words.hadEnded }
        let isSame = own.participant == event.participant && own.thread == event.thread
        let who = isSame ? "" : [own.participant, own.thread].compactMap { $0 }.joined(separator: " ") + " "
        return who + own.notation
    }
}
