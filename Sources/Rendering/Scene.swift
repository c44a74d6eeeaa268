import Messages
import Transcripts

/// A transcript with everything that its renderers look up, computed once.
struct Scene {
    let transcript: Transcript
    let options: RenderOptions
    let words: any Words
    let index: FlowIndex
    /// The participants in the order of their lanes.
    let names: [String]
    /// By event.
    let findings: [Int: [Finding]]
    /// The place in `steps` of the last step of each event.
    private let lastStep: [Int]
    /// The how-manieth sending event an event is; for its colour.
    private let sendOrdinals: [Int]
    /// How the bytes of each sending event are written; nil for other events.
    private let forms: [PayloadText.Form?]
    /// Participants whose sockets must be told apart by name.
    private let needRoles: Set<String>
    /// Every connection of a server is named: others may come later.
    var namesConnections = false
    /// The machine that needs no naming, `127.0.0.1`, with port 0.
    private let host: Address?

    init(_ transcript: Transcript, _ options: RenderOptions) {
        self.transcript = transcript
        self.options = options
        words = options.language.words
        index = FlowIndex(transcript)
        names = transcript.laneNames
        findings = Dictionary(grouping: Transcripts.findings(in: index), by: \.event)
        lastStep = Self.lastSteps(transcript)
        sendOrdinals = Self.ordinals(transcript)
        forms = transcript.events.map { $0.call.sends ? $0.payload?.form : nil }
        needRoles = Self.participantsWithSeveralSockets(transcript)
        host = transcript.header.address?.value?.withPort(0)
    }

    var glyphs: Glyphs { options.glyphs }
    var header: Transcript.Header { transcript.header }
    var line: Line { Line(ambiguousWide: options.ambiguousWide) }

    func width(_ text: String) -> Int { columns(of: text, ambiguousWide: options.ambiguousWide) }

    /// Whether the step is the last that tells of this event.
    func isLast(_ step: Int, of event: Int) -> Bool { lastStep.indices.contains(event - 1) && lastStep[event - 1] == step }

    /// The colour of the bytes that an event sent.
    func style(ofSend event: Int?) -> Style {
        guard let event, sendOrdinals.indices.contains(event - 1) else { return .plain }
        return .send(sendOrdinals[event - 1])
    }

    func form(ofSend event: Int) -> PayloadText.Form { forms.indices.contains(event - 1) ? forms[event - 1] ?? .text : .text }

    /// The lesson's number, from the options or from the folder's name.
    var lessonNumber: Int? { options.lessonNumber ?? Int(header.lesson.prefix { $0.isASCII && $0.isNumber }) }
}

// MARK: - Names

extension Scene {
    func lane(_ participant: String) -> String { escaped(words.laneName(participant)) }

    /// `:51544` for an address on the machine where everything runs, else the whole address.
    func short(_ address: RecordedAddress) -> String {
        guard let port = address.port, let machine = address.value?.withPort(0) else { return escaped(address) }
        return [host, .loopback(), .loopback6()].contains(machine) ? ":\(port)" : escaped(address)
    }

    /// `c1 ` where the participant has several sockets, else nothing.
    func prefix(_ event: Event) -> String {
        guard let socket = event.socket else { return "" }
        if options.raw { return "[\(socket.kernel)] " }
        if event.call == .close, socket.role == "listener" { return "listener " }
        let isConnection = namesConnections && socket.role.hasPrefix("c")
        guard isConnection || needRoles.contains(event.participant), event.call != .socket else { return "" }
        // A listener is known by its calls, but for a few.
        let isKnown = [.bind, .listen, .accept, .connect].contains(event.call) && !socket.role.hasPrefix("c")
        return isKnown ? "" : escaped(name(of: socket)) + " "
    }

    func name(of socket: SocketName) -> String {
        options.raw ? "\(socket.role) [\(socket.kernel)]" : socket.role == "socket" ? "fd\(socket.descriptor)" : socket.role
    }
}

// MARK: - Building

extension Scene {
    private static func lastSteps(_ transcript: Transcript) -> [Int] {
        var last = Array(repeating: -1, count: transcript.events.count)
        for (place, step) in transcript.steps.enumerated() {
            switch step {
            case .waits(let number), .completes(let number):
                if last.indices.contains(number - 1) { last[number - 1] = place }
            case .ends: break
            }
        }
        return last
    }

    private static func ordinals(_ transcript: Transcript) -> [Int] {
        var next = 0
        return transcript.events.map { event in
            guard event.call.sends else { return 0 }
            defer { next += 1 }
            return next
        }
    }

    private static func participantsWithSeveralSockets(_ transcript: Transcript) -> Set<String> {
        var sockets: [String: Set<String>] = [:]
        for event in transcript.events {
            guard let socket = event.accepted ?? event.socket, socket.role != "listener" else { continue }
            guard event.call.sends || event.call.receives || event.call == .connect else { continue }
            // accept on a listener without a role names the new socket, not the one it was called on.
            sockets[event.participant, default: []].insert("\(socket.role) \(socket.role == "socket" ? socket.descriptor : 0)")
        }
        return Set(sockets.filter { $0.value.count > 1 }.keys)
    }
}
