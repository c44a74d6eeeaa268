import Addresses
import Testing

struct AddressTests {
    @Test func ipv4Host_readsFourDecimalNumbers() {
        #expect(IPv4Host("127.0.0.1") == .loopback)
        #expect(IPv4Host("255.255.255.255").map(String.init(describing:)) == "255.255.255.255")
    }

    @Test(arguments: ["", "127", "127.0.0", "127.0.0.1.", "127.0.0.256", "127.0.0.01", "a.b.c.d", "127.0.0.-1", "127.0.0.+1", " 127.0.0.1"])
    func ipv4Host_refusesEverythingElse(text: String) {
        #expect(IPv4Host(text) == nil)
    }

    @Test func ipv6Host_readsAndWritesTheShortForm() {
        #expect(IPv6Host("::1") == .loopback)
        #expect(IPv6Host("2001:db8:0:0::1").map(String.init(describing:)) == "2001:db8::1")
        #expect(IPv6Host("::g") == nil)
    }

    @Test func description_isWhatOneTypes() {
        #expect(Address.loopback(port: 8080).description == "127.0.0.1:8080")
        #expect(Address.loopback6(port: 8080).description == "[::1]:8080")
        #expect(Address.unix(path: "/tmp/x").description == "/tmp/x")
        #expect(Address.unix(path: "").description == "(no name)")
    }

    @Test func text_isReadAsItIsWritten() {
        #expect(Address("127.0.0.1:8080") == .loopback(port: 8080))
        #expect(Address("[::1]:8080") == .loopback6(port: 8080))
        #expect(Address("[fe80::1%2]:0") == .ipv6(IPv6Host(high: 0xfe80 << 48, low: 1, scope: 2), port: 0))
        #expect(Address("/tmp/x") == .unix(path: "/tmp/x"))
        #expect(Address("(no name)") == .unix(path: ""))
    }

    @Test(arguments: ["", ":", ":80", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "[::1:80", "::1:80", "[::1%]:80", "name:80", "x"])
    func text_thatIsNoAddress(text: String) {
        #expect(Address(text) == nil)
    }

    @Test func unmapped_isIPv4WhereThatIsMeant() {
        #expect(IPv6Host("::ffff:127.0.0.1").map { Address.ipv6($0, port: 80).unmapped } == .loopback(port: 80))
        #expect(IPv6Host("::ffff:1.2.3.4").map { Address.ipv6($0, port: 0).unmapped } == .ipv4(IPv4Host(1, 2, 3, 4), port: 0))
        #expect(Address.loopback6(port: 80).unmapped == .loopback6(port: 80))
        #expect(Address.unix(path: "/x").unmapped == .unix(path: "/x"))
    }

    @Test func isWildcard_meansEveryAddressOfTheMachine() {
        #expect(Address.any(port: 80).isWildcard && Address.ipv6(.any, port: 80).isWildcard)
        #expect(!Address.loopback().isWildcard && !Address.loopback6().isWildcard && !Address.unix(path: "").isWildcard)
    }

    @Test func isLoopback_meansThisMachineAlone() {
        #expect(Address.loopback().isLoopback && Address.loopback6().isLoopback && Address.ipv4(IPv4Host(127, 0, 0, 2), port: 0).isLoopback)
        #expect(!Address.any().isLoopback && !Address.ipv6(.any, port: 0).isLoopback && !Address.unix(path: "").isLoopback)
    }

    @Test func withPort_changesThePortAlone() {
        #expect(Address.any().withPort(9) == .any(port: 9))
        #expect(Address.unix(path: "/x").withPort(9) == .unix(path: "/x"))
    }
}
