import Engine
import Messages
import Rendering
import Transcripts

/// The recordings that came with the lab, and those in files.
struct Recordings {
    let places: [String]

    /// The folder that exists, and the names of its recordings without `.jsonl`.
    func found() -> (folder: String, names: [String])? {
        for place in places {
            let names = (Files.names(in: place) ?? []).filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }
            if !names.isEmpty { return (place, names) }
        }
        return nil
    }

    func list(in session: Session) {
        guard let (folder, names) = found() else { return session.output.line(session.words.noTranscripts) }
        var others = names
        for lesson in (try? session.library().folders) ?? [] {
            let own = names.filter { $0.hasPrefix(lesson.name + "-") }
            others.removeAll { own.contains($0) }
            if !own.isEmpty { list(own.map { String($0.dropFirst(lesson.name.count + 1)) }, of: lesson, in: session) }
        }
        for name in others { session.output.line(escaped(name)) }
        session.output.line()
        session.output.line(session.textLook.paint(session.words.transcriptsHint, .dim))
        session.output.line(session.textLook.paint(escaped(folder), .dim))
    }

    /// ` 7  sticky-packets       sticky small-recv udp`
    private func list(_ scenarios: [String], of lesson: LessonFolder, in session: Session) {
        let look = session.textLook
        let number = String(lesson.number)
        let head = String(repeating: " ", count: max(2 - number.count, 0)) + number + "  "
        let gap = String(repeating: " ", count: max(22 - look.columns(lesson.slug), 2))
        let indent = look.columns(head + lesson.slug + gap)
        let text = escaped(scenarios.joined(separator: "  "))
        let lines = LineBreaker.lines([.init(text: text, style: .plain)], width: look.width - indent, look: look)
        for (index, line) in lines.enumerated() {
            let left = index == 0 ? head + look.paint(lesson.slug, .bold) + gap : String(repeating: " ", count: indent)
            session.output.line(left + line)
        }
    }

    /// Where a recording is.
    enum Location: Equatable {
        /// The run or recording that was shown last.
        case last
        case file(String)
    }

    /// A file, `last`, a name from the list, or a lesson with or without a scenario.
    func locate(_ word: String, scenario: String?, in session: Session) throws -> Location {
        if scenario == nil, word == "last" { return .last }
        if scenario == nil, word.contains("/") || word.hasSuffix(".jsonl") || isFile(word, session) { return .file(word) }
        let (folder, names) = found() ?? ("", [])
        if scenario == nil, names.contains(word) { return .file("\(folder)/\(word).jsonl") }
        return .file("\(folder)/\(try name(word, scenario, names, session)).jsonl")
    }

    func open(_ location: Location, in session: Session) throws -> Shown {
        if case .file(let path) = location { return try read(path, session) }
        guard let last = session.lastShown else { throw LabError.noRunYet }
        return last
    }

    /// Lessons go first: `7` is lesson 7, not a file of that name.
    private func isFile(_ word: String, _ session: Session) -> Bool {
        Files.exists(word) && !Files.isFolder(word) && (try? session.findLesson(word)) == nil
    }

    private func name(_ word: String, _ scenario: String?, _ names: [String], _ session: Session) throws -> String {
        guard let lesson = try? session.openLesson(word) else {
            if Int(word) != nil { _ = try session.findLesson(word) }
            throw UsageError.unknownRecording(word, nearest: probable(word, among: names))
        }
        let folder = lesson.folder.name
        let wanted = try scenario.map { try lesson.scenario(named: $0).name } ?? lesson.known.scenarios.first
        let name = wanted.map { "\(folder)-\($0)" }
        if let name, names.contains(name) { return name }
        if scenario == nil, let first = names.first(where: { $0.hasPrefix(folder + "-") }) { return first }
        throw UsageError.unknownRecording(name ?? word, nearest: probable(name ?? word, among: names))
    }

    private func read(_ path: String, _ session: Session) throws -> Shown {
        let bytes = try Files.read(path)
        let (transcript, warnings) = try TranscriptReader.read(bytes, file: path)
        for warning in warnings {
            session.complain(escaped(session.words.text(for: warning, file: path)))
        }
        return Shown(transcript: transcript, source: .file(path))
    }
}
