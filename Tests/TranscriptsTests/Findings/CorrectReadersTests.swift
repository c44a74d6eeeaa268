import Testing
import Transcripts

/// Programs that read a stream as one should: whatever the cuts, nothing but facts is said of them.
@Suite struct CorrectReadersTests {
    /// Each is run with 40 seeds.
    static let seeds = 0..<40

    private func expectFacts(_ protocol: String, _ run: (inout Dice) -> Story) {
        for seed in Self.seeds {
            var dice = Dice(UInt64(seed))
            let story = run(&dice)
            let accusations = story.findings.filter { $0.degree != .fact }
            #expect(accusations.isEmpty, "\(`protocol`), seed \(seed): \(accusations), \(story.calls)")
        }
    }

    // MARK: Frames

    @Test func lines_WithABuffer() {
        for (size, end) in [(4096, "\n"), (16, "\n"), (5, "\r\n"), (64, "\0")] {
            expectFacts("lines ending in \(end.debugDescription), recv(\(size))") { dice in
                let mark = Array(end.utf8)
                let messages = dice.texts()
                let (answers, keepsMark) = (dice.roll(1...2) == 1, dice.roll(1...2) == 1)
                var wire = Wire(messages.flatMap { $0 + mark }, dice)
                var buffer: [UInt8] = []
                while case let data = wire.recv(size), !data.isEmpty {
                    buffer += data
                    while let range = buffer.firstRange(of: mark) {
                        let line = Array(buffer[..<range.lowerBound])
                        wire.print(keepsMark ? line + mark : line)
                        wire.answer(line, answers)
                        buffer.removeFirst(range.upperBound)
                    }
                }
                return wire.end()
            }
        }
    }

    @Test func header_ReadExactly_ThenTheBody() {
        for (width, isBig) in [(1, true), (2, true), (2, false), (4, true), (4, false), (8, true)] {
            expectFacts("header of \(width) bytes") { dice in
                let messages = dice.messages()
                let answers = dice.roll(1...2) == 1
                var wire = Wire(messages.flatMap { number($0.count, width, isBig) + $0 }, dice)
                while let header = wire.exactly(width), let body = wire.exactly(value(header, isBig)) {
                    wire.print(body)
                    wire.answer(body, answers)
                }
                return wire.end()
            }
        }
    }

    @Test func header_WithWAITALL() {
        expectFacts("MSG_WAITALL") { dice in
            let messages = dice.messages()
            var wire = Wire(messages.flatMap { number($0.count, 4, true) + $0 }, dice)
            while case let header = wire.recv(4, flags: ["MSG_WAITALL"], waitsForAll: true), header.count == 4 {
                let count = value(header, true)
                wire.print(count == 0 ? [] : wire.recv(count, flags: ["MSG_WAITALL"], waitsForAll: true))
            }
            return wire.end()
        }
    }

    @Test func header_LookedAtWithPEEK() {
        expectFacts("MSG_PEEK") { dice in
            let messages = dice.texts()
            var wire = Wire(messages.flatMap { number($0.count, 2, true) + $0 }, dice)
            while true {
                let header = wire.recv(2, flags: ["MSG_PEEK"])
                if header.isEmpty { return wire.end() }
                guard header.count == 2, let frame = wire.exactly(2 + value(header, true)) else { continue }
                wire.print(Array(frame.dropFirst(2)))
            }
        }
    }

    @Test func digits_InAHeaderOfFixedWidth() {
        expectFacts("a header in digits") { dice in
            let messages = dice.messages()
            var wire = Wire(messages.flatMap { digits($0.count) + $0 }, dice)
            while let header = wire.exactly(10), let count = Int(String(decoding: header, as: UTF8.self)), let body = wire.exactly(count) {
                wire.print(body)
            }
            return wire.end()
        }
    }

    @Test func frames_TakenFromABuffer() {
        for size in [4096, 32, 7] {
            expectFacts("frames out of recv(\(size))") { dice in
                let messages = dice.messages()
                let answers = dice.roll(1...2) == 1
                var wire = Wire(messages.flatMap { number($0.count, 2, true) + $0 }, dice)
                var buffer: [UInt8] = []
                while case let data = wire.recv(size), !data.isEmpty {
                    buffer += data
                    while buffer.count >= 2, buffer.count >= 2 + value(Array(buffer[..<2]), true) {
                        let body = Array(buffer[2..<(2 + value(Array(buffer[..<2]), true))])
                        wire.print(body)
                        wire.answer(body, answers)
                        buffer.removeFirst(2 + body.count)
                    }
                }
                return wire.end()
            }
        }
    }

    @Test func varint_ByteByByte() {
        expectFacts("varint") { dice in
            let messages = dice.messages()
            let bytes = messages.flatMap { (body: [UInt8]) -> [UInt8] in
                [UInt8(body.count % 128 | 128), UInt8(body.count / 128)] + body
            }
            var wire = Wire(bytes, dice)
            while let low = wire.exactly(1)?.first, let high = wire.exactly(1)?.first {
                wire.print("\(wire.exactly(Int(low & 127) + 128 * Int(high))?.count ?? 0)")
            }
            return wire.end()
        }
    }

    @Test func typeLengthValue() {
        expectFacts("type, length, value") { dice in
            let messages = dice.messages()
            let bytes = messages.flatMap { (body: [UInt8]) -> [UInt8] in [7] + number(body.count, 1, true) + body }
            var wire = Wire(bytes, dice)
            while let head = wire.exactly(2), let body = wire.exactly(Int(head[1])) {
                wire.print("\(head[0]): \(body)")
            }
            return wire.end()
        }
    }

    @Test func chunks_AsInHTTP() {
        expectFacts("chunks") { dice in
            let messages = dice.texts().filter { !$0.isEmpty }
            let chunks = messages.flatMap { (body: [UInt8]) -> [UInt8] in
                Array("\(String(body.count, radix: 16))\r\n".utf8) + body + [13, 10]
            }
            var wire = Wire(chunks + Array("0\r\n\r\n".utf8), dice)
            while let line = wire.line(), let count = Int(String(decoding: line, as: UTF8.self), radix: 16), count > 0 {
                wire.print(wire.exactly(count) ?? [])
                _ = wire.exactly(2)
            }
            _ = wire.line()
            return wire.end()
        }
    }

    @Test func records_OfOneSize() {
        for size in [1, 4, 16] {
            expectFacts("records of \(size)") { dice in
                let answers = dice.roll(1...2) == 1
                let letters = Array("abcd".utf8)
                let count = size * dice.roll(1...8)
                var wire = Wire((0..<count).map { _ in letters[dice.roll(0...3)] }, dice)
                while let record = wire.exactly(size) {
                    wire.print(record)
                    wire.answer(record, answers)
                }
                return wire.end()
            }
        }
    }

    // MARK: Text and streams

    @Test func toTheEnd() {
        for size in [4096, 10] {
            expectFacts("to the end, recv(\(size))") { dice in
                var wire = Wire(dice.messages().flatMap { $0 }, dice)
                var all: [UInt8] = []
                while case let data = wire.recv(size), !data.isEmpty { all += data }
                wire.print(all)
                return wire.end()
            }
        }
    }

    @Test func onlyCounted_EvenWhereItLooksLikeText() {
        expectFacts("counted") { dice in
            var wire = Wire((0..<dice.roll(1...60)).map { $0 % 3 == 0 ? 0xE4 : 0xBD }, dice)
            while case let data = wire.recv(4), !data.isEmpty { wire.print("\(data.count)") }
            return wire.end()
        }
    }

    @Test func decoder_ThatKeepsHalfCharacters() {
        for size in [1024, 5, 4] {
            expectFacts("a decoder with a memory, recv(\(size))") { dice in
                var wire = Wire(dice.texts().flatMap { $0 }, dice)
                var (pending, text) = ([] as [UInt8], "")
                while case let data = wire.recv(size), !data.isEmpty {
                    pending += data
                    while let end = (0..<min(4, pending.count + 1)).first(where: { String(validating: pending.dropLast($0), as: UTF8.self) != nil }) {
                        text += String(decoding: pending.dropLast(end), as: UTF8.self)
                        pending = Array(pending.suffix(end))
                        break
                    }
                    wire.print("\(text.count) characters so far")
                }
                wire.print(text)
                return wire.end()
            }
        }
    }

    @Test func jsonLines_AndBase64() {
        for quote in ["{\"text\": [\"", "\"]}"] {
            expectFacts("lines of JSON") { dice in
                let lines = dice.texts().map { (text: [UInt8]) -> [UInt8] in
                Array((quote + String(decoding: text, as: UTF8.self) + quote + "\n").utf8)
            }
                var wire = Wire(lines.flatMap { $0 }, dice)
                while let line = wire.line() { wire.print(line + [10]) }
                return wire.end()
            }
        }
    }

    @Test func jsonValues_OneAfterTheOther() {
        expectFacts("JSON values without a mark between them") { dice in
            let values = dice.texts().map { "{\"a\":{\"b\":\"\(String(decoding: $0, as: UTF8.self))\"}}" }
            var wire = Wire(values.flatMap { Array($0.utf8) }, dice)
            var buffer: [UInt8] = []
            while case let data = wire.recv(1024), !data.isEmpty {
                buffer += data
                while let end = buffer.firstRange(of: Array("}}".utf8))?.upperBound {
                    wire.print(Array(buffer[..<end]))
                    buffer.removeFirst(end)
                }
            }
            return wire.end()
        }
    }

    @Test func echo_OfWhateverComes() {
        for size in [1024, 3] {
            expectFacts("echo, recv(\(size))") { dice in
                var wire = Wire(dice.messages().flatMap { $0 }, dice)
                while case let data = wire.recv(size), !data.isEmpty { wire.story.send("server", data) }
                return wire.end()
            }
        }
    }
}

// MARK: - How they read

extension Wire {
    /// Calls recv until so many bytes are there; nil at the end of the stream.
    fileprivate mutating func exactly(_ count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let data = recv(count - bytes.count)
            if data.isEmpty { return nil }
            bytes += data
        }
        return bytes
    }

    /// A line without its mark, byte by byte; nil at the end of the stream.
    fileprivate mutating func line() -> [UInt8]? {
        var line: [UInt8] = []
        while let byte = exactly(1)?.first {
            if byte == 10 { return line.filter { $0 != 13 } }
            line.append(byte)
        }
        return nil
    }
}

private func number(_ value: Int, _ width: Int, _ isBig: Bool) -> [UInt8] {
    let big = (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isBig ? big : big.reversed()
}

private func value(_ bytes: [UInt8], _ isBig: Bool) -> Int {
    (isBig ? bytes : bytes.reversed()).reduce(0) { $0 << 8 | Int($1) }
}

private func digits(_ count: Int) -> [UInt8] {
    let text = String(count)
    return Array((String(repeating: "0", count: 10 - text.count) + text).utf8)
}

extension Story {
    /// The calls in short, for a failure.
    var calls: String {
        transcript.events.map { event in
            let text = event.payload.map { String(decoding: $0.bytes, as: UTF8.self).debugDescription } ?? ""
            return "\(event.number) \(event.participant) \(event.call.rawValue)(\(event.size.map(String.init) ?? "")) \(text)"
        }.joined(separator: "\n")
    }
}
