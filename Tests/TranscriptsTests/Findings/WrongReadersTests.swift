import Testing
import Transcripts

/// Programs that read a stream by luck: where a cut shows it, they get a caution or a fault.
@Suite struct WrongReadersTests {
    private static let seeds = 0..<60

    /// Runs what the program does with one wire, for all seeds; `isOff` says whether the cuts caught it.
    private func expectAccusations(
        _ name: String, _ bytes: (inout Dice) -> [UInt8], _ run: (inout Wire) -> Bool
    ) {
        var caught = 0
        for seed in Self.seeds {
            var dice = Dice(UInt64(seed))
            let sent = bytes(&dice)
            var wire = Wire(sent, dice)
            let isOff = run(&wire)
            let story = wire.story
            guard isOff else { continue }
            caught += 1
            #expect(story.findings.contains { $0.degree != .fact }, "\(name), seed \(seed):\n\(story.calls)")
        }
        #expect(caught >= 5, "\(name): the cuts never caught it")
    }

    @Test func aChunkTakenForAMessage() {
        for seed in Self.seeds {
            var dice = Dice(UInt64(seed))
            var story = Story.tcp()
            let words = ["hello", "big", "pig", "goodbye", "apple", "banana", "seventeen"]
            let sends = (0..<dice.roll(3...6)).map { _ in words[dice.roll(0...6)] }
            for word in sends { story.send("client", word) }
            let text = sends.joined()
            let recv = story.recv("server", 1024, text)
            let print = story.call("server", .print) { $0.payload = Payload(text) }
            guard text.utf8.dropLast().contains(text.utf8.last ?? 0) else { continue }
            let numbers = Array(recv - sends.count..<recv)
            #expect(story.findings(at: recv) == [.sticky(sends: numbers, printed: print)], "seed \(seed)")
        }
    }

    @Test func eachRecvDecodedByItself() {
        expectAccusations("a decode for each recv", { dice in dice.texts().flatMap { $0 } + Array("你好，世界".utf8) }) { wire in
            var isOff = false
            while case let data = wire.recv(7), !data.isEmpty {
                let text = String(decoding: data, as: UTF8.self)
                // The end of the other half is no character, either, but only the first half can be told.
                isOff = isOff || UTF8Cut.isInside(data)
                wire.print(text)
            }
            return isOff
        }
    }

    @Test func eachRecvDecodedStrictly() {
        expectAccusations("a strict decode for each recv", { _ in Array("你好，世界。你好，世界。".utf8) }) { wire in
            while case let data = wire.recv(7), !data.isEmpty {
                if String(validating: data, as: UTF8.self) == nil {
                    let begins = data.first.map { $0 & 0xC0 != 0x80 } ?? false
                    // The last bytes have to be on the way as well, for the other half to be known.
                    wire.flush()
                    wire.story.ends("server", .uncaught(message: "not UTF-8 from byte 6 on", call: nil, failure: nil))
                    return begins
                }
                wire.print(data)
            }
            return false
        }
    }

    @Test func aHeaderOfFourBytesInOneRecv_UnpackedStrictly() {
        expectAccusations("recv(4)", { _ in Self.frames }) { wire in
            while case let header = wire.recv(4), !header.isEmpty {
                if header.count < 4 {
                    wire.flush()
                    wire.story.ends("server", .uncaught(message: "unpack requires a buffer of 4 bytes", call: nil, failure: nil))
                    return true
                }
                let count = header.reduce(0) { $0 << 8 | Int($1) }
                guard count < 1000, wire.recv(count).count == count else { return false }
            }
            return false
        }
    }

    @Test func aHeaderInOneRecv_ReadAsANumberWhateverCame() {
        expectAccusations("recv(2) as a number", { _ in (1...8).flatMap { [$0 + 8, 0] + [UInt8](repeating: 97, count: Int($0) + 8) } }) { wire in
            while case let header = wire.recv(2), !header.isEmpty {
                let count = header.reversed().reduce(0) { $0 << 8 | Int($1) }
                let isOff = header.count < 2 && count > 2
                let body = wire.recv(count)
                if isOff { return true }
                guard body.count == count else { return false }
            }
            return false
        }
    }

    @Test func anAnswerLeftInPart() {
        for left in [1, 5, 2_869] {
            var story = Story.tcp()
            let command = story.send("client", "seq")
            story.recv("server", 1024, "seq")
            let text = String(repeating: "line\n", count: 600).prefix(1024 + left)
            let answer = story.send("server", String(text))
            let recv = story.recv("client", 1024, String(text.prefix(1024)))
            story.call("client", .print) { $0.payload = Payload(String(text.prefix(1024))) }
            story.call("client", .input) { $0.payload = Payload("date") }
            let next = story.send("client", "date")
            #expect(command < answer)
            #expect(story.findings(at: recv) == [.cut(send: answer, left: text.utf8.count - 1024, rest: .overtaken(by: next))])
        }
    }

    private static let frames: [UInt8] = (1...8).flatMap { [0, 0, 0, $0] + [UInt8](repeating: 97, count: Int($0)) }
}

private enum UTF8Cut {
    /// Whether bytes that begin with a character end inside one.
    static func isInside(_ bytes: [UInt8]) -> Bool {
        let starts = bytes.indices.last { bytes[$0] & 0xC0 != 0x80 }
        guard let start = starts else { return false }
        let lead = bytes[start]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        return bytes.count - start < length
    }
}
