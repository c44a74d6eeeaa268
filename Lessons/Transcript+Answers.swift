import Exercises
import Transcripts

/// What the lessons' questions ask of a run, most often.
extension Transcript {
    /// The `occurrence`-th call of that kind that the participant made; 1 is the first.
    func call(_ call: Call, of participant: String, _ occurrence: Int = 1) -> Event? {
        let calls = events.filter { $0.call == call && $0.participant == participant }
        return calls.indices.contains(occurrence - 1) ? calls[occurrence - 1] : nil
    }

    /// How many bytes a receive returned; the bytes themselves, as text, mean the same. For 0 there are many words.
    func bytesReceived(by participant: String, in kind: Call, _ occurrence: Int) -> Answer? {
        guard let event = call(kind, of: participant, occurrence), let count = event.count else { return nil }
        return Answer("\(count)", also: text(of: event), event: event.number, isCount: true)
    }

    /// The text that a receive returned; the number of its bytes means the same.
    func textReceived(by participant: String, in kind: Call, _ occurrence: Int) -> Answer? {
        guard let event = call(kind, of: participant, occurrence), let count = event.count,
            let text = text(of: event).first
        else { return nil }
        return Answer(text, also: ["\(count)"], event: event.number)
    }

    /// What a call returned, as a number of bytes.
    func bytesReturned(to participant: String, from kind: Call, _ occurrence: Int) -> Answer? {
        guard let event = call(kind, of: participant, occurrence), let count = event.count else { return nil }
        return Answer("\(count)", also: count == 0 ? text(of: event) : [], event: event.number, isCount: true)
    }

    /// The first call of the participant that failed.
    func failedCall(of participant: String) -> Answer? {
        guard let event = events.first(where: { $0.participant == participant && $0.failure != nil }) else { return nil }
        return Answer(event.call.rawValue, event: event.number)
    }

    /// How a call failed: the errno's name; `ok` when it did not.
    func failure(of kind: Call, by participant: String) -> Answer? {
        guard let event = call(kind, of: participant) else { return nil }
        guard let failure = event.failure else { return Answer("ok", event: event.number) }
        return Answer(failure.name, also: ["\(failure.errno)"], event: event.number)
    }

    /// How the first call of that kind that failed did so; `ok` when none did.
    func failure(ofAny kind: Call, by participant: String) -> Answer? {
        let calls = events.filter { $0.call == kind && $0.participant == participant }
        guard let event = calls.first(where: { $0.failure != nil }) ?? calls.last else { return nil }
        return Answer(event.failure?.name ?? "ok", also: event.failure.map { ["\($0.errno)"] } ?? [], event: event.number)
    }

    private func text(of event: Event) -> [String] {
        if event.count == 0 { return ["nothing", "none", "empty", "什么也没有", "没有", "空"] }
        guard let payload = event.payload, payload.isWhole, !payload.bytes.contains(where: { $0 < 32 })
        else { return [] }
        return [String(decoding: payload.bytes, as: UTF8.self)]
    }
}
