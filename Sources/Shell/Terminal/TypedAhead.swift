import Glibc

/// Keys that were typed before anybody asked: the width probe reads past them. Whoever reads next gets them first.
final class TypedAhead {
    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    func append(_ more: some Sequence<UInt8>) { bytes += more }

    func next() -> UInt8? { bytes.isEmpty ? nil : bytes.removeFirst() }
}
