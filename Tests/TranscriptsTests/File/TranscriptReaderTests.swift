import Testing
import Transcripts

@Suite struct TranscriptReaderTests {
    private let header = TranscriptWriter.line(.header(Story().transcript.header))
    private let event = #"{"event":1,"participant":"client","call":"socket","began":0,"returned":3}"#

    private func read(_ lines: String...) throws -> (transcript: Transcript, warnings: [TranscriptFileWarning]) {
        try TranscriptReader.read(Array(lines.joined(separator: "\n").utf8), file: "run.jsonl")
    }

    private func reason(_ lines: String...) -> (Int?, TranscriptFileError.Reason)? {
        do {
            _ = try TranscriptReader.read(Array(lines.map { $0 + "\n" }.joined().utf8), file: "run.jsonl")
            return nil
        } catch {
            #expect(error.file == "run.jsonl")
            return (error.line, error.reason)
        }
    }

    // MARK: Round trips

    @Test(arguments: 0..<60 as Range<UInt64>)
    func read_GivesBackWhatWasWritten(seed: UInt64) throws {
        var random = RandomTranscript(seed: seed)
        let transcript = random.make(events: 60)
        let file = TranscriptWriter.file(transcript)
        let (read, warnings) = try TranscriptReader.read(file, file: "run.jsonl")
        #expect(warnings.isEmpty)
        #expect(read == transcript)
        #expect(TranscriptWriter.file(read) == file)
    }

    @Test func read_KeepsFieldsThatItDoesNotKnow() throws {
        let header = String(header.dropLast()) + #","mood":{"deep":[1, 2]}}"#
        let event = String(event.dropLast()) + #","colour":"red"}"#
        let ending = #"{"ended":"client","at":5,"how":"returned","note":1.50}"#
        let transcript = try read(header, event, ending).transcript
        #expect(transcript.header.unknown == [UnknownField(name: "mood", json: #"{"deep":[1, 2]}"#)])
        #expect(transcript.events[0].unknown == [UnknownField(name: "colour", json: #""red""#)])
        #expect(String(decoding: TranscriptWriter.file(transcript), as: UTF8.self) == [header, event, ending, ""].joined(separator: "\n"))
    }

    @Test func read_TakesEscapesAndSpaces_AsJSONAllows() throws {
        let event = #" { "event" : 1 , "participant":"\u0063lient", "call":"print","began":0,"returned":0,"text":"\ud83d\ude00\/" } "#
        let transcript = try read(header + "\r", "", event).transcript
        #expect(transcript.events[0].participant == "client")
        #expect(transcript.events[0].payload == Payload("😀/"))
    }

    // MARK: Torn and broken files

    @Test func read_LeavesOutATornLastLine_WithAWarning() throws {
        let (transcript, warnings) = try read(header, event, String(event.prefix(30)))
        #expect(transcript.events.count == 1)
        #expect(warnings == [.tornLine(line: 3)])
    }

    @Test func read_LeavesATornLineOut_WhereverItIsTorn() throws {
        var story = Story.tcp()
        story.send("client", "你好")
        let whole = TranscriptWriter.file(story.transcript)
        let start = try #require(whole.dropLast().lastIndex(of: UInt8(ascii: "\n")))
        for end in (start + 2)..<(whole.count - 1) {
            let (transcript, warnings) = try TranscriptReader.read(Array(whole[..<end]), file: "run.jsonl")
            #expect(transcript.events.count == 3 && warnings.count == 1)
        }
    }

    @Test func read_RefusesABrokenLine() {
        #expect(reason(header, "{\"event\":1,", event)! == (2, .brokenLine(column: 12)))
        #expect(reason(header, "hello")! == (2, .brokenLine(column: 1)))
        #expect(reason(header, #"{"a":1,"a":2}"#)! == (2, .brokenLine(column: 13)))
        #expect(reason(header, #"{"a":01}"#)! == (2, .brokenLine(column: 7)))
        #expect(reason(header, #"{"a":"\ud800"}"#) != nil)
        #expect(reason(header, #"{"a":1e999}"#) != nil)
        #expect(reason(header, String(repeating: "[", count: 100_000)) != nil)
        #expect(reason(header, "[1]")! == (2, .unknownLine))
        #expect(reason(header, "{}")! == (2, .unknownLine))
    }

    @Test func read_RefusesDeepNesting() {
        func nested(_ depth: Int) -> String {
            String(event.dropLast()) + #","deep":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(reason(header, nested(20)) == nil)
        #expect(reason(header, nested(40)) != nil)
        #expect(reason(header, nested(1_000_000)) != nil)
    }

    @Test func read_RefusesWhatIsNoTranscript() {
        #expect(reason()! == (nil, .empty))
        #expect(reason("# a lesson")! == (1, .notATranscript))
        #expect(reason(event)! == (1, .notATranscript))
        #expect(reason(#"{"socketlab":"1"}"#)! == (1, .notATranscript))
        #expect(reason(#"{"socketlab":2}"#)! == (1, .newerVersion(found: 2, known: 1)))
    }

    @Test func read_RefusesAFileThatIsNotThere() {
        #expect(throws: TranscriptFileError(file: "/nowhere/run.jsonl", line: nil, reason: .unreadable)) {
            try TranscriptReader.read(contentsOf: "/nowhere/run.jsonl")
        }
    }

    // MARK: Hostile values

    @Test func read_RefusesValuesThatMakeNoSense() {
        func with(_ field: String) -> String { String(event.dropLast()) + ",\(field)}" }
        #expect(reason(header, #"{"event":1,"call":"socket","began":0}"#)! == (2, .missing(field: "participant")))
        #expect(reason(header, with(#""size":"big""#))! == (2, .wrong(field: "size")))
        #expect(reason(header, with(#""size":9223372036854775807"#))! == (2, .wrong(field: "size")))
        #expect(reason(header, with(#""size":99999999999999999999"#))! == (2, .wrong(field: "size")))
        #expect(reason(header, with(#""ended":-9223372036854775808"#))! == (2, .wrong(field: "ended")))
        #expect(reason(header, with(#""position":{"flow":1,"offset":-1}"#))! == (2, .wrong(field: "offset")))
        #expect(reason(header, with(#""copies":{"flow":1,"offset":0}"#))! == (2, .wrong(field: "copies")))
        #expect(reason(header, with(#""copies":[{"flow":1}]"#))! == (2, .missing(field: "copies.offset")))
        #expect(reason(header, with(#""repeats":0"#))! == (2, .wrong(field: "repeats")))
        #expect(reason(header, with(#""base64":"=A==""#))! == (2, .wrong(field: "base64")))
        #expect(reason(header, with(#""text":"abc","length":2"#))! == (2, .wrong(field: "length")))
        #expect(reason(header, with(#""socket":{"role":"x","kernel":1}"#))! == (2, .missing(field: "socket.descriptor")))
        let call = event.replacing(#""socket""#, with: #""teleport""#)
        #expect(reason(header, call)! == (2, .unknownValue(field: "call", value: "teleport")))
    }

    @Test func read_RefusesNumbersThatJumpOrRepeat() {
        let waits = event.replacing(#""event":1"#, with: #""event":1,"waits":true"#)
        #expect(reason(header, event.replacing(#""event":1"#, with: #""event":3"#))! == (2, .numberJumps(found: 3, expected: 1)))
        #expect(reason(header, event.replacing(#""event":1"#, with: #""event":0"#))! == (2, .wrong(field: "event")))
        #expect(reason(header, event, event)! == (3, .numberRepeats(1)))
        #expect(reason(header, waits, waits)! == (3, .numberRepeats(1)))
        #expect(reason(header, waits, event, event)! == (4, .numberRepeats(1)))
        #expect(reason(header, waits, event.replacing(#""socket""#, with: #""send""#))! == (3, .callChanges(1)))
        #expect(reason(header, waits, event) == nil)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func readAndUse_NeverCrash_WhateverTheBytes(seed: UInt64) {
        var random = RandomTranscript(seed: seed)
        let file = TranscriptWriter.file(random.make(events: 12))
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var bytes = file
            for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&bytes, &generator) }
            guard let (transcript, _) = try? TranscriptReader.read(bytes, file: "fuzz") else { continue }
            use(transcript)
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: bytes.indices, using: &generator)
        let digits = Array("0123456789-\"{}[],:e.\n".utf8)
        switch Int.random(in: 0...5, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[at] = digits.randomElement(using: &generator) ?? 0
        case 2: bytes.insert(digits.randomElement(using: &generator) ?? 0, at: at)
        case 3: bytes.remove(at: at)
        case 4: bytes.removeSubrange(at..<min(bytes.count, at + 40))
        default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 60)], at: at)
        }
    }

    /// Everything that is computed from a transcript.
    private func use(_ transcript: Transcript) {
        let index = FlowIndex(transcript)
        for event in transcript.events { _ = index.origins(of: event) }
        var tracker = OnTheWayTracker(index)
        for step in transcript.steps {
            tracker.take(step)
            _ = tracker.flows.map(\.count)
        }
        _ = findings(in: index)
        _ = transcript.outcome
        #expect(Comparison(transcript, transcript).hasSameSteps)
        #expect((try? TranscriptReader.read(TranscriptWriter.file(transcript), file: "again"))?.transcript == transcript)
    }
}
