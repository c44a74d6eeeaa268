/// The bytes of one event. Long ones are kept as a prefix: `bytes` then holds fewer than `length`.
package struct Payload: Sendable, Equatable, Hashable {
    package var bytes: [UInt8]
    /// How many bytes the call really carried.
    package var length: Int

    package init(_ bytes: [UInt8], length: Int? = nil) {
        self.bytes = bytes
        self.length = length ?? bytes.count
    }

    package init(_ text: String) { self.init(Array(text.utf8)) }

    package var isWhole: Bool { bytes.count == length }
}
