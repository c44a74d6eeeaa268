/// A receive that ends inside a UTF-8 character. Only where the bytes around are text: what was received is valid
/// UTF-8 up to the cut, and the bytes that follow in the stream complete the character.
func cutCharacterFindings(in index: FlowIndex, _ loops: ReadingLoops) -> [Finding] {
    return index.streamReceives.joined().compactMap { event in
        guard !loops.repeated.contains(event.number), let cut = CutCharacter(event, index) else { return nil }
        return event.finding(.cutCharacter(sends: cut.sends))
    }
}

private struct CutCharacter {
    /// The sends that the character's bytes come from.
    let sends: [Int]

    init?(_ event: Event, _ index: FlowIndex) {
        guard let payload = event.payload, payload.isWhole, let position = event.position,
            let tail = UTF8Tail(payload.bytes)
        else { return nil }
        let rest = index.bytes(ofFlow: position.flow, from: event.end, count: tail.missing)
        let text = payload.bytes.dropFirst(Self.beginning(payload.bytes, position, index)) + rest
        guard rest.count == tail.missing, String(validating: text, as: UTF8.self) != nil else { return nil }
        let start = event.end - tail.present
        sends = index.sends(ofFlow: position.flow, in: start..<(event.end + tail.missing))
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
