import SHA256
import Testing

/// The examples of FIPS 180-4 (NIST's "Cryptographic Standards and Guidelines: Example Values") and the empty message.
@Suite struct SHA256Tests {
    static let examples = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
        (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ]

    @Test(arguments: examples.indices) func digest_isThatOfTheStandard(index: Int) {
        var hash = SHA256()
        hash.update(Array(Self.examples[index].0.utf8))
        #expect(hash.hexDigest() == Self.examples[index].1)
    }

    /// Padding goes wrong, if anywhere, around the ends of blocks; where the pieces end does not matter.
    @Test func pieces_doNotMatter() {
        for length in [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 129, 1000] {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
            var whole = SHA256()
            whole.update(bytes)
            for size in [1, 3, 63, 64, 65] {
                var pieces = SHA256()
                for start in stride(from: 0, to: length, by: size) {
                    pieces.update(Array(bytes[start..<min(start + size, length)]))
                }
                #expect(pieces.digest() == whole.digest(), "\(length) bytes in pieces of \(size)")
            }
        }
    }

    /// From Python: `hashlib.sha256(bytes(i * 7 % 256 for i in range(n))).hexdigest()`.
    @Test(arguments: [
        (55, "576a1bf8d4478657e6dc4af9398544765c2a92cde28478b019235cfed315fc09"),
        (56, "9b20501dfd1d99161c257950f3444f3e49230c351c5c8e0943ef369f85f5205d"),
        (64, "d8bc63b4fc1156e5e7d95a418b9bf54cd3174bedbc2db40f74895349b229b3c0"),
        (119, "7a6589821178918ca8d9edaba5abfc1e9b2669564f4469b66885379c1530b2c8"),
        (120, "655250427d56b1b0eeb8497d21428704273458a01772d6881b65c0abac0f8a98"),
    ])
    func endsOfBlocks_areAsInPython(length: Int, expected: String) {
        var hash = SHA256()
        hash.update((0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) })
        #expect(hash.hexDigest() == expected)
    }

    @Test func digest_leavesTheStateAlone() {
        var hash = SHA256()
        hash.update(Array("ab".utf8))
        _ = hash.digest()
        hash.update(Array("c".utf8))
        #expect(hash.hexDigest() == Self.examples[1].1)
    }
}
