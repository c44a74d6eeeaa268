import Engine
import Messages
import Rendering
import Sockets
import Transcripts

/// One side of a lesson, alone, with somebody from outside at the other end.
struct OneSide {
    let session: Session
    let lesson: OpenLesson
    let scenario: Scenario
    let participant: Participant
    let place: Place
    let settings: Settings
    /// The student types what the program reads; a program without lines in its scenario reads none.
    var isTyped = false

    private var words: any Words { session.words }

    /// Until Ctrl-C. Where the lesson's program ends, it is started again.
    func serve() throws {
        try checkPath(followingLinks: false)
        let cancellation = try Cancellation()
        let watch = watch(cancellation, whenBound: introduce(at:))
        let doorway = Doorway()
        Interrupts.clear()
        try cancelling(cancellation) {
            // Within the run: where nobody takes the lab's output any more, the lab ends right behind it.
            defer { doorway.shut() }
            while true {
                try run(watch, cancellation, doorway)
                if cancellation.isCancelled { break }
                if let (address, failure) = watch.bindFailure { try cannotServe(address, failure.name) }
                guard watch.hasServed, let address = watch.address else {
                    throw watch.failure.map(LabError.serverGaveUp) ?? .serverEnded
                }
                if let failure = watch.failure { tell(words.serverFailed(failure)) }
                tell(words.servesAgain(at: address.description))
                watch.startAgain()
            }
        }
        Interrupts.clear()
        session.output.line(words.served)
    }

    private func cannotServe(_ address: String, _ failure: String) throws(LabError) -> Never {
        // Somebody may have put a file there meanwhile.
        try checkPath(followingLinks: false)
        throw path == nil ? .cannotServe(address, failure: failure) : .cannotServePath(address, failure: failure)
    }

    /// Whatever has the path and is no socket is left alone. `bind` takes a link for what it is, `connect` follows it.
    private func checkPath(followingLinks: Bool) throws(LabError) {
        if let path, Files.isNoSocket(path, followingLinks: followingLinks) { throw .pathIsNoSocket(path) }
    }

    /// Once. What the client saves goes into that folder, else into `downloads` below the current one, and stays there.
    func connect(into folder: String? = nil) throws {
        try checkPath(followingLinks: true)
        if !participant.savesFiles, folder != nil { throw LabError.savesNoFiles(lesson.place(scenario)) }
        let kept = participant.savesFiles ? try KeptFolder(folder ?? "downloads") : nil
        defer { kept?.removeIfEmpty() }
        let cancellation = try Cancellation()
        let watch = watch(cancellation)
        let address = place.address.description
        introduce(words.connecting(lesson: lesson.folder.number, scenario: scenario.name, to: address))
        if !place.isLocal { tell(words.reachesOutside(address)) }
        if let kept { tell(words.keepsFiles(in: kept.fullPath)) }
        Interrupts.clear()
        try cancelling(cancellation) { try run(watch, cancellation, nil, keepingFilesIn: kept?.path) }
        Interrupts.clear()
        if cancellation.isCancelled {
            session.output.line(words.stopped)
            throw LabError.interrupted
        }
        if let (address, failure) = watch.connectFailure { try explain(failure.name, at: address) }
        if let failure = watch.failure { throw LabError.clientGaveUp(failure) }
    }

    /// Throws where another server would help.
    private func explain(_ failure: String, at address: String) throws(LabError) {
        switch failure {
        case "ECONNREFUSED", "ENOENT": throw .nobodyListens(address, serve: serveCommand)
        case "EPROTOTYPE": throw .otherKindListens(address, serve: serveCommand)
        default: return
        }
    }

    /// What makes the server that this client looks for.
    private var serveCommand: String {
        var words = ["serve", "\(lesson.folder.number)"]
        let usual = try? lesson.scenario(named: nil, for: .server).0.name
        if usual != scenario.name, PlayedSide.server.participant(in: scenario) != nil { words.append(scenario.name) }
        if let path, path != session.usualPath(of: lesson) { words += ["--path", WordSplitter.quoted(path)] }
        return words.joined(separator: " ")
    }

    /// The path of a Unix socket.
    private var path: String? {
        if case .unix(let path) = place.address { path } else { nil }
    }

    private func run(
        _ watch: LiveWatch, _ cancellation: Cancellation, _ doorway: Doorway?, keepingFilesIn folder: String? = nil
    ) throws {
        var options = RunOptions(lesson: lesson.folder.name)
        options.solo = Solo(participant: participant.name, address: place.address, doorway: doorway, folder: folder)
        options.settings = lesson.settingsAlone(settings, for: scenario).values
        if isTyped { options.interactive = [participant.name] }
        do {
            _ = try Engine.run(scenario, options: options, console: watch, cancellation: cancellation)
        } catch let error as RunError {
            throw Session.told(error)
        }
    }

    private func cancelling(_ cancellation: Cancellation, _ body: () throws -> Void) throws {
        try Interrupts.cancelling(cancellation) {
            if isTyped { try body() } else { try session.keyboard.quietly(body) }
        }
    }

    private func watch(_ cancellation: Cancellation, whenBound: ((RecordedAddress) -> Void)? = nil) -> LiveWatch {
        let shown = Shown(
            transcript: Transcript(header: .init(lesson: lesson.folder.name, scenario: scenario.name, participants: [], schedule: "free", transport: scenario.transport.rawValue)),
            source: .run(lesson, scenario, RunRequest()))
        let options = session.renderOptions(for: shown)
        return LiveWatch(session: session, cancellation: cancellation, options: options, whenBound: whenBound)
    }

    /// The server listens at `address`, which the lesson's program may have chosen.
    private func introduce(at address: RecordedAddress) {
        let shown = address.description
        introduce(words.serving(lesson: lesson.folder.number, scenario: scenario.name, at: shown))
        if path != nil { return tell(words.reachedByPath) }
        if !place.isLocal { return tell(words.opens(address: shown)) }
        if let address = address.value, address.isWildcard { tell(words.keptToThisMachine(host: address.host)) }
    }

    /// What is told first: who runs, what was set, how to stop.
    private func introduce(_ sentence: String) {
        tell(sentence)
        if let told = lesson.settingsAlone(settings, for: scenario).told { tell(words.setAlone(told)) }
        tell(isTyped ? words.typesWhatItSays : words.stopsWithControlC)
    }

    private func tell(_ sentence: String) {
        let look = session.textLook
        for line in LineBreaker.lines([.init(text: escaped(sentence), style: .plain)], width: look.proseWidth, look: look) {
            session.output.line(look.paint(line, .dim))
        }
    }
}
