import Engine
import Glibc
import Messages
import Rendering
import Sockets
import StructFormat
import TextEncodings
import Transcripts

/// Errors in words, one line each, and their exit status.
struct ErrorText {
    let words: any Words

    static func status(of error: any Error) -> Int32 {
        if error is UsageError { return 64 }
        return error as? LabError == .interrupted ? 130 : 1
    }

    /// nil for Ctrl-C, which the screen shows already.
    func text(of error: any Error) -> String? {
        switch error {
        case LabError.interrupted: nil
        case UsageError.unknownKnob(let name, let place, let knobs):
            escaped(knobs.isEmpty ? words.noKnobs(in: place) : words.unknownKnob(name, in: place, nearest: nearest(to: name, in: knobs.map(\.name))))
                + list(knobs, of: place)
        case UsageError.badKnobValue(let value, let knob, let place):
            escaped(words.badKnobValue(value, for: knob.name)) + list([knob], of: place)
        case let error as UsageError: escaped(text(of: error))
        case let error as LabError: escaped(text(of: error))
        case let error as LessonTextError: escaped(text(of: error))
        case let error as TranscriptFileError: escaped(words.text(for: error))
        case let error as LessonLibrary.NotFound: escaped(words.lessonsNotFound(tried: error.tried))
        case let error as Files.Failure: escaped(words.cannotRead(named(error.path), reason: reason(of: error)))
        default: escaped(words.runFailed("\(error)"))
        }
    }

    /// The knobs, below the message.
    private func list(_ knobs: [Knob], of place: String) -> String {
        knobs.isEmpty ? "" : "\n" + escaped(words.knobs(of: place)) + "\n" + KnobTable(words: words).text(knobs)
    }

    /// The C library's own words.
    func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

    private func reason(of failure: Files.Failure) -> String {
        switch failure.refusal {
        case .notRegular: words.notRegularFile
        case .tooLarge: words.fileTooLarge(megabytes: Files.mostMegabytes)
        case nil: reason(failure.errno)
        }
    }

    /// A name as the student gave it; an empty one in quotation marks.
    private func named(_ word: String) -> String { word.isEmpty ? words.emptyName : word }

    private func text(of error: UsageError) -> String {
        switch error {
        case .unknownCommand(let word, let nearest): words.unknownCommand(named(word), nearest: nearest)
        case .unknownLesson(let word, let nearest): words.unknownLesson(named(word), nearest: nearest)
        case .noLessonNumbered(let word, let first, let last): words.noLesson(numbered: word, first: first, last: last)
        case .ambiguousLesson(let word, let names): words.ambiguousLesson(named(word), among: names)
        case .unknownScenario(let word, let lesson, let nearest, let known):
            words.unknownScenario(named(word), lesson: lesson, nearest: nearest, known: known)
        case .needsScenario(let option, let lesson, let known): words.needsScenario(option, lesson: lesson, known: known)
        case .unknownOption(let word, let command, let nearest):
            words.unknownOption(word, command: command, nearest: nearest)
        case .unknownLanguage(let word): words.unknownLanguage(named(word))
        case .missingArgument(let usage): words.missingArgument(usage)
        case .missingValue(let option): words.missingValue(option)
        case .needlessValue(let option): words.needlessValue(option)
        case .needlessArgument(let word, let usage): words.needlessArgument(named(word), usage: usage)
        case .badValue(let value, let name, let expected):
            words.badValue(named(value), for: name, expected: text(of: expected))
        case .hasPortNoPath(let place): words.hasPortNoPath(place)
        case .hasPathNoPort(let place, let option): words.hasPathNoPort(place, option: option)
        case .impossibleChoice(let letter, let position, let possible):
            words.impossibleChoice(letter, position: position, possible: possible)
        case .settingWithoutValue(let text): words.settingWithoutValue(text)
        case .unknownKnob(let name, let place, _): words.unknownKnob(name, in: place, nearest: nil)
        case .badKnobValue(let value, let knob, _): words.badKnobValue(value, for: knob.name)
        case .badHex(let text): words.badHex(named(text))
        case .unknownEncoding(let name): words.unknownEncoding(named(name), known: TextEncoding.allCases.map(\.rawValue))
        case .unclosedQuote(let quote): words.unclosedQuote(String(quote))
        case .unknownRecording(let name, let nearest): words.noTranscript(named(name), nearest: nearest)
        case .ambiguousRecordings(let text, let pairs): words.ambiguousTranscripts(text, among: pairs)
        case .sameRecording(let name): words.sameTranscript(name)
        case .noSuchEvent(let number, let last): words.noSuchEvent(number, last: last)
        case .noSuchOutcome(let number, let last): words.noSuchOutcome(number, last: last)
        case .other(let message): words.cannotUnderstand(message)
        }
    }

    private func text(of expected: UsageError.Expected) -> String {
        switch expected {
        case .port: words.expectsPort
        case .positiveNumber: words.expectsPositiveNumber
        case .schedule: words.expectsSchedule
        case .event: words.expectsEvent
        case .wholeNumber(let least): words.expectsWholeNumber(atLeast: least)
        case .address: words.expectsAddress
        case .path: words.expectsPath(upTo: Address.longestPath)
        case .oneOf(let values): values.joined(separator: ", ")
        }
    }

    private func text(of error: LabError) -> String {
        switch error {
        case .noRunYet: words.noRunYet
        case .noPrograms(let lesson): words.noPrograms(lesson: lesson)
        case .noCode(let language, let lesson): words.noSuchCode(language, lesson: lesson)
        case .cannotWrite(let path, let number): words.cannotWrite(named(path), reason: reason(number))
        case .cannotRead(let path, let number): words.cannotRead(named(path), reason: reason(number))
        case .systemCall(let call, let number): words.runFailed("\(call): \(reason(number))")
        case .portNotFree(let port, let failure): words.portNotFree(port, failure: failure)
        case .aboutRealTime(let call): words.cannotExploreRealTime(call)
        case .meetsOutsider(let call): words.cannotExploreOutsider(call)
        case .notRepeatable(let difference): text(of: difference)
        case .lockHeld(let thread): words.lockHeld(by: thread)
        case .tooLarge(let events, let small): words.tooLargeToExplore(events: events, small: small)
        case .unexpectedOutcomes(let expected, let found, let isComplete):
            words.unexpectedOutcomes(expected: expected, found: found, isComplete: isComplete)
        case .cannotServe(let address, let failure): cannotServe(address, failure)
        case .cannotServePath(let path, let failure): cannotServePath(path, failure)
        case .pathIsNoSocket(let path): words.pathIsNoSocket(path)
        case .otherFamily(let host, let lesson, let usual): words.otherFamily(host, lesson: lesson, usual: usual)
        case .serverGaveUp(let reason): words.serverFailed(reason)
        case .serverEnded: words.serverEnded
        case .clientGaveUp(let reason): words.clientFailed(reason)
        case .nobodyListens(let address, let command): words.nobodyListens(address, serve: command)
        case .otherKindListens(let address, let command): words.otherKindListens(address, serve: command)
        case .hasNoServer(let place): words.hasNoServer(place)
        case .hasNoClient(let place): words.hasNoClient(place)
        case .structRefused(let error): text(of: error)
        case .encoding(let error): text(of: error)
        case .lintFound(let count): words.lintFound(count)
        case .savesNoFiles(let place): words.savesNoFiles(place)
        case .interrupted: ""
        }
    }

    /// CPython's words, and what they leave out.
    private func text(of error: StructError) -> String {
        guard case .badCharacter(let letter, let known) = error else { return "\(error)" }
        return "\(error)" + words.badStructCharacter(String(letter), known: known.map(String.init))
    }

    private func text(of error: TextEncodingError) -> String {
        switch error {
        case .illegal(let encoding, let byte, let offset):
            words.cannotDecode(byte: HexText.text(byte), in: encoding.name, at: offset)
        case .cutOff(let encoding, let offset): words.cutOff(in: encoding.name, at: offset)
        case .cannotEncode(let encoding, let character, let offset):
            words.cannotEncode(String(character), in: encoding.name, at: offset)
        case .noConverter(let encoding): words.noConverter(encoding.name)
        }
    }

    private func cannotServe(_ address: String, _ failure: String) -> String {
        switch failure {
        case "EADDRINUSE": words.portTaken(address)
        case "EACCES", "EPERM": words.portNotAllowed(address)
        case "EADDRNOTAVAIL": words.addressNotHere(address)
        default: words.cannotBind(address, failure: failure)
        }
    }

    private func cannotServePath(_ path: String, _ failure: String) -> String {
        switch failure {
        case "EADDRINUSE": words.pathTaken(path, remove: "rm \(WordSplitter.quoted(path))")
        case "ENOENT" where !Files.isFolder(folder(of: path)), "ENOTDIR": words.noFolder(for: path)
        default: words.folderTakesNone(path, failure: failure)
        }
    }

    private func text(of error: LessonTextError) -> String { "\(error.file):\(error.line): \(text(of: error.problem))" }

    func text(of problem: LessonTextError.Problem) -> String {
        switch problem {
        case .noFrontMatter: words.noFrontMatter
        case .frontMatterNotClosed: words.frontMatterNotClosed
        case .yaml(let reason): words.brokenYAML(reason)
        case .missingField(let name): words.frontMatterField(missing: name)
        case .badField(let name): words.frontMatterField(bad: name)
        case .unknownScenario(let name, let nearest): words.textNamesUnknown(scenario: name, nearest: nearest)
        case .unknownQuestion(let id, let nearest): words.textNamesUnknown(question: id, nearest: nearest)
        case .unknownProgram(let name, let nearest): words.textNamesUnknown(program: name, nearest: nearest)
        case .nameMissing(let kind): words.blockWithoutName(kind)
        case .askWithoutAnswer(let id): words.askWithoutAnswer(id)
        case .askWithoutRun(let id): words.askWithoutRun(id)
        }
    }
}
