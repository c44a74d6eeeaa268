import Sockets
import Testing

struct AddressRawTests {
    @Test func longPath_isNotRepresentable() {
        #expect(Address.unix(path: String(repeating: "x", count: Address.longestPath)).isRepresentable)
        #expect(!Address.unix(path: String(repeating: "x", count: Address.longestPath + 1)).isRepresentable)
    }
}
