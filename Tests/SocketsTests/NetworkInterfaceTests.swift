import Sockets
import Testing

struct NetworkInterfaceTests {
    @Test func partsOfAnAddress_FollowThePrefix() {
        let card = NetworkInterface(name: "eth0", address: .ipv4(IPv4Host(192, 168, 1, 20), port: 0), prefixLength: 24)
        #expect(card.network == IPv4Host(192, 168, 1, 0))
        #expect(card.broadcast == IPv4Host(192, 168, 1, 255))
        #expect(card.hostPart == 20)
        #expect(!card.isLoopback)
    }

    @Test(arguments: [(0, "0.0.0.0", "255.255.255.255"), (20, "10.1.16.0", "10.1.31.255"), (32, "10.1.17.9", "10.1.17.9")])
    func prefixes_FromNothingToAll(length: Int, network: String, broadcast: String) {
        let card = NetworkInterface(name: "x", address: .ipv4(IPv4Host(10, 1, 17, 9), port: 0), prefixLength: length)
        #expect(card.network?.description == network)
        #expect(card.broadcast?.description == broadcast)
    }

    @Test func thisMachine_HasItsLoopback() {
        let loopback = NetworkInterface.all.first { $0.address == .loopback() }
        #expect(loopback?.isLoopback == true)
        #expect(loopback?.prefixLength == 8)
    }

    @Test func portRules_AreInRange() {
        if let range = PortRules.ephemeral { #expect(1...65_535 ~= range.lowerBound && 1...65_535 ~= range.upperBound) }
        if let port = PortRules.port(of: "http") { #expect(port == 80) }
        #expect(PortRules.port(of: "no-such-service") == nil)
    }
}
