/// A receive that ends inside a UTF-8 character, where the program used it so: it printed the half, or an error about
/// text ended it. Only where the bytes around are text, and those that follow in the stream complete the character.
/// A program that joins the bytes first is not told: it makes nothing of the half.
func cutCharacterFindings(in reading: StreamReading) -> [Finding] {
    reading.flows.joined().compactMap { event in
        guard !reading.isRepeated(event), let cut = CutCharacter(event, reading), let use = cut.use else { return nil }
        return event.finding(.cutCharacter(sends: cut.sends, use: use))
    }
}

private struct CutCharacter {
    /// The sends that the character's bytes come from.
    let sends: [Int]
    private let event: Event
    private let reading: StreamReading

    init?(_ event: Event, _ reading: StreamReading) {
        let index = reading.index
        guard let payload = event.payload, payload.isWhole, let position = event.position, !position.isUncertain,
            let tail = UTF8Tail(payload.bytes)
        else { return nil }
        let rest = index.bytes(ofFlow: position.flow, from: event.end, count: tail.missing)
        let text = Array(payload.bytes.dropFirst(Self.beginning(payload.bytes, position, index)) + rest)
        let character = (event.end - tail.present)..<(event.end + tail.missing)
        guard rest.count == tail.missing, Payload(text).isPrintable, reading.isCertain(position.flow, character)
        else { return nil }
        sends = index.sends(ofFlow: position.flow, in: character)
        self.event = event
        self.reading = reading
    }

    var use: Finding.CutUse? {
        if let print = reading.print(after: event) {
            if shows(print) { return .printed(print.number) }
            if Self.isRefusal(print) { return .refused(print.number) }
        }
        return reading.failed(after: event, Self.isAboutText) ? .failed : nil
    }

    /// The bytes as they came, or decoded with a replacement for what is no character.
    private func shows(_ print: Event) -> Bool {
        guard let bytes = event.payload?.bytes, let shown = print.payload else { return false }
        if shown.bytes == bytes { return true }
        return String(decoding: shown.bytes, as: UTF8.self).contains(String(decoding: bytes, as: UTF8.self))
    }

    /// `not UTF-8 from byte 3 on`, `'utf-8' codec can't decode byte …`.
    private static func isRefusal(_ print: Event) -> Bool {
        guard let text = print.payload.map({ String(decoding: $0.bytes, as: UTF8.self).lowercased() }), isAboutText(text) else { return false }
        return ["not utf", "cannot", "can't", "could not", "invalid", "fail", "error"].contains { text.contains($0) }
    }

    private static func isAboutText(_ message: String) -> Bool {
        let message = message.lowercased()
        return ["utf-8", "utf8", "unicode", "decod"].contains { message.contains($0) }
    }

    /// How many bytes at the beginning belong to a character that the receive before cut.
    private static func beginning(_ bytes: [UInt8], _ position: FlowPosition, _ index: FlowIndex) -> Int {
        let continuations = bytes.prefix(3).prefix { $0.isContinuation }.count
        guard continuations > 0 else { return 0 }
        let before = index.bytes(ofFlow: position.flow, from: max(0, position.offset - 3), count: min(3, position.offset))
        return UTF8Tail(before)?.missing == continuations ? continuations : 0
    }
}

/// An unfinished UTF-8 character at the end of some bytes.
struct UTF8Tail: Equatable {
    /// Bytes of it that are there: 1, 2 or 3.
    let present: Int
    /// Bytes of it that are missing: 1, 2 or 3.
    let missing: Int

    init?(_ bytes: [UInt8]) {
        let continuations = bytes.suffix(3).reversed().prefix { $0.isContinuation }.count
        guard bytes.count > continuations else { return nil }
        let length = bytes[bytes.count - 1 - continuations].characterLength
        guard length > continuations + 1 else { return nil }
        present = continuations + 1
        missing = length - present
    }
}

extension UInt8 {
    var isContinuation: Bool { self & 0xC0 == 0x80 }

    /// The length of the UTF-8 character that this byte begins; 0 when it begins none.
    var characterLength: Int {
        switch self {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }
}
