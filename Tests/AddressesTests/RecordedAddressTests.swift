import Addresses
import Testing

struct RecordedAddressTests {
    @Test(arguments: ["127.0.0.1:8080", "0.0.0.0:0", "[::1]:8080", "[::ffff:127.0.0.1]:80", "[fe80::1%2]:80", "/tmp/s.sock", "(no name)"])
    func whatTheLabWrites_isAValue_andReadsAsItWasWritten(text: String) {
        let address = RecordedAddress(text)
        #expect(address.value != nil)
        #expect(address.description == text)
    }

    @Test(arguments: ["", "localhost:80", "127.0.0.1:port-1", "127.0.0.1:08080", "[0:0::1]:80", "127.0.0.1", "@name", "path-1", "1.2.3.4:99999", "[::1]:+1", "s.sock"])
    func everyOtherText_staysAsItWas(text: String) {
        #expect(RecordedAddress(text) == .text(text))
        #expect(RecordedAddress(text).description == text)
        #expect(RecordedAddress(text).port == nil)
    }

    @Test(arguments: [Address.loopback(port: 80), .loopback6(port: 0), .unix(path: ""), .unix(path: "/x"), .unix(path: "relative"),
        .ipv6(IPv6Host(high: 0xfe80 << 48, low: 7, scope: 3), port: 9)])
    func anyAddress_isTheSameAfterWritingAndReading(address: Address) {
        #expect(RecordedAddress(RecordedAddress(address).description) == RecordedAddress(address))
    }

    @Test func isPath_meansAUnixSocketWithAName() {
        #expect(RecordedAddress("/tmp/x").isPath && RecordedAddress("@x").isPath)
        #expect(!RecordedAddress("(no name)").isPath && !RecordedAddress("127.0.0.1:80").isPath && !RecordedAddress("").isPath)
        #expect(RecordedAddress("(no name)").isUnnamed)
    }
}
