import Messages
import Transcripts

/// Which part of a call a row tells.
enum Stage: Equatable {
    /// It began and ended at once, as far as the reader is concerned.
    case whole
    /// It is about to be made.
    case asked
    /// It began and has to wait.
    case waits
    /// It waited, and now it ends.
    case returns
}

/// How much room a row has for words.
enum Density {
    case wide
    case compact
    case rails
    /// In words, without signs.
    case plain
}

/// One way to write a call, from `send "hello" = 5` to `send 5 bytes`.
struct CallForm {
    var spans: [Span]
    /// The payload stands on the row and needs no line of its own.
    var hasPayload = false
    /// The address it was sent to, or that it came from, stands on the row.
    var hasAddress = false
}

/// Writes calls with their results, each in several ways, the fullest first.
struct CallText {
    let scene: Scene
    let density: Density

    private var words: any Words { scene.words }

    func forms(_ event: Event, _ stage: Stage) -> [CallForm] {
        switch event.call {
        case .send, .sendto: sendForms(event, stage)
        case .print: printForms(event, stage)
        case .accept: acceptForms(event, stage)
        case .load, .store: [cellForm(event, stage)]
        case .sleep: [plain(event, "sleep " + words.pause(event.seconds ?? 0) + ellipsis, stage)]
        default: names(event).map { plain(event, $0, stage) } + shortForms(event, stage)
        }
    }

    private func plain(_ event: Event, _ text: String, _ stage: Stage) -> CallForm {
        CallForm(spans: [Span(scene.prefix(event) + text)] + result(event, stage))
    }

    /// `load counter = 1`, `store counter = 2`; while it is still to come, without the value.
    private func cellForm(_ event: Event, _ stage: Stage) -> CallForm {
        let value = event.payload.map { " = " + escaped(String(decoding: $0.bytes, as: UTF8.self)) } ?? ""
        let text = "\(event.call.rawValue) \(escaped(event.detail ?? ""))" + value
        return CallForm(spans: [Span(scene.prefix(event) + text)], hasPayload: true)
    }

    /// Payload in quotes or, where it is no text, its bytes: `"hello"`, `<0c 00>`.
    func quoted(_ payload: Payload) -> String {
        let text = PayloadText(form: payload.form, glyphs: scene.glyphs, ambiguousWide: scene.options.ambiguousWide)
        let (open, close) = text.form == .hex ? ("<", ">") : ("\"", "\"")
        return open + text.string(payload.bytes[...], escaping: text.form == .text) + close
    }

    private func payloadCall(_ name: String, _ event: Event) -> [Span] {
        [Span(scene.prefix(event) + name + " "), Span(quoted(event.payload ?? Payload("")), style(event))]
    }

    private var ellipsis: String { density == .plain ? "" : " " + scene.glyphs.ellipsis }

    /// A Unix socket that calls has no name as a rule: nothing to tell.
    private func named(_ address: RecordedAddress?) -> RecordedAddress? { address?.isUnnamed == true ? nil : address }

    private func shown(_ address: RecordedAddress) -> String { density == .plain ? escaped(address) : scene.short(address) }

    /// Whether addresses and counts are written out.
    private var isFull: Bool { density == .wide || density == .plain }

    private func style(_ event: Event) -> Style {
        event.call.sends ? scene.style(ofSend: event.number) : .plain
    }
}

// MARK: - Sending

extension CallText {
    /// No row is so wide that more bytes could stand on it.
    private static let mostInline = 400

    /// Whether the whole payload may stand in the call. A plain line has no end, so there it is kept short.
    private func isShort(_ payload: Payload) -> Bool {
        guard payload.isWhole, payload.length <= Self.mostInline else { return false }
        return density != .plain || payload.length <= (payload.form == .text ? 200 : 32)
    }

    private func sendForms(_ event: Event, _ stage: Stage) -> [CallForm] {
        let payload = event.payload ?? Payload("")
        let flags = event.flags.isEmpty ? "" : ", " + flagList(event)
        let wantsAddress = event.call == .sendto && event.other == nil
        var forms: [CallForm] = []
        if isShort(payload) && (event.payload != nil || event.size == 0) {
            let short = payloadCall(event.call.rawValue, event) + [Span(flags)]
            if wantsAddress, let address = event.address {
                let to = [Span(" " + words.toward(shown(address)))]
                forms.append(CallForm(spans: short + to + result(event, stage), hasPayload: true, hasAddress: true))
            }
            forms.append(CallForm(spans: short + result(event, stage), hasPayload: true))
        }
        let size = words.byteCount(event.size ?? payload.length)
        let tookAll = stage != .waits && stage != .asked && event.count == (event.size ?? payload.length)
        let text = scene.prefix(event) + "\(event.call.rawValue) \(size)\(flags)"
        forms.append(CallForm(spans: [Span(text)] + (tookAll ? repeats(event) : result(event, stage))))
        return forms
    }

    private func printForms(_ event: Event, _ stage: Stage) -> [CallForm] {
        let payload = event.payload ?? Payload("")
        let short = CallForm(spans: [Span("print \(words.byteCount(payload.length))")] + result(event, stage))
        guard isShort(payload) else { return [short] }
        return [CallForm(spans: payloadCall("print", event) + result(event, stage), hasPayload: true), short]
    }

    private func flagList(_ event: Event) -> String { event.flags.map(escaped).joined(separator: "|") }
}

// MARK: - Other calls

extension CallText {
    private func acceptForms(_ event: Event, _ stage: Stage) -> [CallForm] {
        let short = plain(event, "accept()", stage)
        guard stage != .waits, stage != .asked, event.count != nil, let peer = named(event.peer) else { return [short] }
        let address = shown(peer)
        // A rails row has room for the name; a lane's reader sees who connected.
        let whom = density == .rails ? event.other.map { words.from(scene.lane($0), address) } : nil
        var full = short
        full.spans.append(Span(words.comma + (whom ?? words.from(address))))
        return [full, short]
    }

    /// The call with what was asked for, the fullest first.
    private func names(_ event: Event) -> [String] {
        let address = event.address.map(escaped) ?? ""
        let near = event.address.map(scene.short) ?? ""
        let name = event.call.rawValue
        switch event.call {
        case .recv, .recvfrom:
            let arguments = (event.size.map { [String($0)] } ?? []) + event.flags.map(escaped)
            return ["\(name)(\(arguments.joined(separator: ", ")))"]
        case .bind, .connect:
            return isFull ? ["\(name)(\(address))", "\(name)(\(near))"] : ["\(name) \(near)"]
        case .listen: return ["listen(\(event.backlog.map(String.init) ?? ""))"]
        case .socket, .socketpair, .shutdown, .fcntl, .poll: return ["\(name)(\(event.detail.map(escaped) ?? ""))"]
        case .close: return [event.detail == "reset" ? "reset" : "close"]
        case .setsockopt:
            let option = escaped(event.option ?? "")
            let value = escaped(event.value ?? "")
            return ["setsockopt(\(option), \(value))", "setsockopt \(option) \(value)"]
        case .getsockopt: return ["getsockopt(\(escaped(event.option ?? "")))"]
        case .input: return event.detail.map { ["input(\"\(escaped($0))\")", "input()"] } ?? ["input()"]
        case .run: return ["run \(escaped(event.detail ?? ""))"]
        default: return ["\(name)()"]
        }
    }

    /// A connect in a narrow lane says only where the client stands: its own port.
    private func shortForms(_ event: Event, _ stage: Stage) -> [CallForm] {
        guard event.call == .connect, event.count != nil, let local = named(event.local), stage != .waits, stage != .asked else { return [] }
        let name = scene.prefix(event) + "connect"
        return isFull
            ? [CallForm(spans: [Span("\(name)(\(event.address.map(scene.short) ?? ""))")] + repeats(event))]
            : [CallForm(spans: [Span("\(name)\(words.ownAddress(scene.short(local)))")] + repeats(event))]
    }
}

// MARK: - Results

extension CallText {
    func result(_ event: Event, _ stage: Stage) -> [Span] {
        if stage == .waits { return waiting(event) }
        if stage == .asked { return [Span(" = ?")] }
        switch event.result {
        case .waiting: return waiting(event)
        case .returned(let value): return returned(value, event) + repeats(event)
        case .failed(let failure):
            return failed(escaped(failure.name)) + repeats(event)
        // Nothing went wrong: a server may wait for its next client for ever.
        case .interrupted(.ended): return waiting(event)
        case .interrupted(.newcomer): return [Span(" \(words.interrupted(.newcomer))")]
        // In plain text the finding below says it.
        case .interrupted(.deadlock) where density == .plain: return waiting(event)
        // Of the calls that stand in one row only the last was ended, as the finding below a lane says.
        case .interrupted(let how) where event.repeats > 1:
            return repeats(event) + (density == .plain ? [Span(words.then(how), .error)] : [])
        case .interrupted(let how):
            return failed(words.interrupted(how)) + repeats(event)
        }
    }

    private func waiting(_ event: Event) -> [Span] {
        event.call == .sleep ? [] : [Span(" \(words.waits)" + ellipsis)]
    }

    private func failed(_ why: String) -> [Span] {
        density == .plain
            ? [Span(" " + words.failed(why), .error)] : [Span(" "), Span("\(scene.glyphs.failure) \(why)", .error)]
    }

    private func repeats(_ event: Event) -> [Span] {
        guard event.repeats > 1 else { return [] }
        let text = density == .plain ? words.comma + words.times(event.repeats) : " \(scene.glyphs.times) \(words.number(event.repeats))"
        return [Span(text, .bold)]
    }

    private func returned(_ value: Int, _ event: Event) -> [Span] {
        switch event.call {
        case .send, .sendto, .poll, .run, .fcntl: [Span(" = \(words.number(value))")]
        case .recv, .recvfrom: [Span(" = " + (isFull ? words.byteCount(value) : words.number(value)))]
        case .accept: event.accepted.map { [Span(" = " + escaped(scene.name(of: $0)))] } ?? []
        case .getsockname: [Span(" = " + shortOrFull(event.local))]
        case .getpeername: [Span(" = " + shortOrFull(event.peer))]
        case .getsockopt: [Span(" = " + escaped(event.value ?? ""))]
        case .bind: event.address == event.local ? [] : event.local.map { [Span(" = " + shown($0))] } ?? []
        case .connect: named(event.local).map { [Span(words.ownAddress(shown($0)))] } ?? []
        case .input: event.payload.map { [Span(" = "), Span(quoted($0))] } ?? [Span(" = " + words.endOfInput)]
        default: []
        }
    }

    private func shortOrFull(_ address: RecordedAddress?) -> String { address.map(escaped) ?? "" }
}
