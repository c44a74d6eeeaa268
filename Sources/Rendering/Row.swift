import Transcripts

/// What one row of the screen tells, before it has a place on it.
struct Row {
    enum Content {
        case call(Event, Stage)
        /// Set-up calls that all succeeded, folded.
        case setUp([Event], isFirst: Bool)
        /// The same call by several participants one after another, folded.
        case alike([Event])
        case ending(Transcript.Ending)
        /// The event has its row already; here come its findings.
        case nothing(Event)
    }

    var content: Content
    /// The place in `steps` of the last step that the row tells.
    var step: Int
    var findings: [Finding] = []
    /// A failure that no finding explains.
    var unexplained: Event?

    /// The events on the row, in order.
    var events: [Event] {
        switch content {
        case .call(let event, _): [event]
        case .setUp(let events, _), .alike(let events): events
        case .ending, .nothing: []
        }
    }
}

/// Turns the steps of a run into rows, one step after the other.
struct Rows {
    let scene: Scene
    /// The row of the step that was taken last.
    private var rows: [Row] = []
    /// Events whose waiting has a row of its own.
    private var hasWaitRow: Set<Int> = []

    init(scene: Scene) { self.scene = scene }

    /// The row of the next step, if it has one. A wait that the step after it ends has none.
    mutating func take(at place: Int) -> [Row] {
        rows = []
        switch scene.transcript.steps[place] {
        case .waits(let number):
            if let event = scene.transcript.event(number) { waits(event, place) }
        case .completes(let number):
            if let event = scene.transcript.event(number) { completes(event, place) }
        case .ends(let index):
            if scene.transcript.endings.indices.contains(index) { ends(scene.transcript.endings[index], place) }
        }
        return rows
    }

    /// The row of a wait that the next step ends: it is shown only while that step has not come.
    func unfinishedWait(at place: Int) -> Row? {
        guard case .waits(let number) = scene.transcript.steps[place], isEndedByNext(number, place) else { return nil }
        return scene.transcript.event(number).map { Row(content: .call($0, .waits), step: place) }
    }

    private func isEndedByNext(_ number: Int, _ place: Int) -> Bool {
        place + 1 < scene.transcript.steps.count && scene.transcript.steps[place + 1] == .completes(number)
    }

    private mutating func waits(_ event: Event, _ place: Int) {
        if isEndedByNext(event.number, place) { return }
        hasWaitRow.insert(event.number)
        add(.call(event, .waits), event, place)
    }

    private mutating func completes(_ event: Event, _ place: Int) {
        guard hasWaitRow.contains(event.number) else { return add(.call(event, .whole), event, place) }
        switch event.result {
        // The finding below says it, or the end of the run.
        case .interrupted(.deadlock), .interrupted(.ended), .waiting: add(.nothing(event), event, place)
        case .returned where event.call == .sleep: add(.nothing(event), event, place)
        default: add(.call(event, .returns), event, place)
        }
    }

    private mutating func add(_ content: Row.Content, _ event: Event, _ place: Int) {
        var row = Row(content: content, step: place)
        if scene.isLast(place, of: event.number) {
            row.findings = scene.findings[event.number] ?? []
            if event.failure != nil, !row.findings.contains(where: \.kind.explainsFailure) { row.unexplained = event }
        }
        if case .nothing = content, row.findings.isEmpty, row.unexplained == nil { return }
        rows.append(row)
    }

    private mutating func ends(_ ending: Transcript.Ending, _ place: Int) {
        switch ending.how {
        case .returned, .exited(status: 0), .interrupted(.deadlock, _), .interrupted(.ended, _), .interrupted(.spinning, _),
            .interrupted(.newcomer, _): break
        default: rows.append(Row(content: .ending(ending), step: place))
        }
    }
}

extension Finding.Kind {
    /// Whether the finding says what the errno on the row means.
    var explainsFailure: Bool {
        switch self {
        case .reset, .brokenPipe, .refused, .addressInUse, .notPermitted, .addressNotAvailable, .notConnected, .timedOut: true
        case .nobodyThere: true
        default: false
        }
    }

    /// A wait is told as a remark beside its call.
    var isRemark: Bool {
        if case .waited = self { true } else { false }
    }
}
