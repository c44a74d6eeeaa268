import Transcripts

/// A generated conversation: the client's bytes, cut into sends anywhere, and a server that reads them. Bytes arrive
/// while the reader reads, and a receive may bring fewer than are there.
struct Wire {
    var story = Story.tcp()
    private var generator: Dice
    private var unsent: [[UInt8]]
    private var arrived: [UInt8] = []
    private var isClosed = false

    init(_ bytes: [UInt8], _ generator: Dice) {
        self.generator = generator
        unsent = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = self.generator.roll(1...max(1, self.generator.roll(1...3) == 1 ? rest.count : min(rest.count, 12)))
            unsent.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
    }

    /// The reader is told nothing of the sends.
    mutating func recv(_ size: Int, flags: [String] = [], waitsForAll: Bool = false) -> [UInt8] {
        sendSome(atLeast: waitsForAll ? size : 1)
        let most = min(size, arrived.count)
        let isWhole = waitsForAll || generator.roll(1...4) > 1
        let count = isWhole || most == 0 ? most : generator.roll(1...most)
        let bytes = Array(arrived.prefix(count))
        story.recv("server", size, bytes, flags: flags)
        if !flags.contains("MSG_PEEK") { arrived.removeFirst(count) }
        return bytes
    }

    private mutating func sendSome(atLeast wanted: Int) {
        while !unsent.isEmpty, arrived.count < wanted || generator.roll(1...2) == 1 {
            let next = unsent.removeFirst()
            story.send("client", next)
            arrived += next
        }
        if unsent.isEmpty, !isClosed, arrived.isEmpty || generator.roll(1...2) == 1 {
            story.close("client")
            isClosed = true
        }
    }

    /// The client sends all that is left, whatever the server does.
    mutating func flush() {
        for next in unsent { story.send("client", next) }
        unsent = []
    }

    mutating func print(_ text: String) { print(Array(text.utf8)) }
    mutating func print(_ bytes: [UInt8]) { story.call("server", .print) { $0.payload = Payload(bytes) } }

    /// Some servers answer each message.
    mutating func answer(_ message: [UInt8], _ answers: Bool) {
        if answers, !isClosed { story.send("server", "ok \(message.count)\n") }
    }

    /// The program has ended by itself, as it should.
    mutating func end() -> Story {
        story.close("server")
        story.ends("server")
        return story
    }
}

/// A generator whose seed can be named in a failure.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Messages to send: text with longer characters, or bytes that may look like text.
extension Dice {
    mutating func messages() -> [[UInt8]] {
        (0..<roll(1...6)).map { _ in roll(1...3) == 1 ? binary() : text() }
    }

    mutating func texts() -> [[UInt8]] { (0..<roll(1...6)).map { _ in text() } }

    private mutating func text() -> [UInt8] {
        let letters = ["a", "b", "o", "big", "pig", "hello", "好", "你好吗", "é", "ß", "€", "𝄞", " ", "seq 1 3"]
        return (0..<roll(0...8)).flatMap { _ in Array(letters[roll(0...(letters.count - 1))].utf8) }
    }

    private mutating func binary() -> [UInt8] {
        (0..<roll(0...40)).map { _ in roll(1...2) == 1 ? UInt8(roll(0xC2...0xF0)) : UInt8(roll(0...255)) }
    }
}
