import Sockets
import Testing

/// What lesson 3 says about ports, measured on the running kernel.
@Suite struct KernelFactsPortTests {
    /// A server that closed first, and everything else of its conversation too: only TIME_WAIT is left.
    private func closeFirst(reuse: Bool) throws -> (server: Address, client: Address) {
        let pair = try ConnectedPair(reuse: reuse)
        let (server, client) = (try pair.listener.localAddress(), try pair.client.localAddress())
        try pair.server.close()
        #expect(try pair.client.recv(1).isEmpty)
        try pair.client.close()
        try pair.listener.close()
        return (server, client)
    }

    @Test(arguments: [
        (old: false, new: false, errno: "EADDRINUSE"), (old: false, new: true, errno: "EADDRINUSE"),
        (old: true, new: false, errno: "EADDRINUSE"), (old: true, new: true, errno: nil),
    ])
    func bindAfterTimeWait_needsTheOptionOnBoth(old: Bool, new: Bool, errno: String?) throws {
        let address = try closeFirst(reuse: old).server
        #expect(Socket.errno { try Socket.listening(reuse: new, at: address).close() } == errno)
    }

    @Test func liveListener_isNotTakenOver() throws {
        let first = try Socket.listening(reuse: true)
        defer { try? first.close() }
        let address = try first.localAddress()
        #expect(Socket.errno { try Socket.listening(reuse: true, at: address).close() } == "EADDRINUSE")
    }

    /// Lesson 0: with the option on both they may bind, as long as nobody listens; and only one may listen.
    @Test func allAddressesAndOne_withTheOptionBothBindAndOneListens() throws {
        let (all, one, late) = (try Socket(.tcp), try Socket(.tcp), try Socket(.tcp))
        defer { for socket in [all, one, late] { try? socket.close() } }
        for socket in [all, one, late] { try socket.setOption(.reuseAddress, true) }
        try all.bind(.any())
        let address = Address.loopback(port: try all.localAddress().port ?? 0)
        try one.bind(address)
        try all.listen(backlog: 1)
        #expect(Socket.errno { try one.listen(backlog: 1) } == "EADDRINUSE")
        #expect(Socket.errno { try late.bind(address) } == "EADDRINUSE")
    }

    /// Lesson 0: Linux takes 0.0.0.0 for this machine.
    @Test func connectToAllAddresses_reachesThisMachine() throws {
        let listener = try Socket.listening()
        defer { try? listener.close() }
        let client = try Socket.connected(to: .any(port: try listener.localAddress().port ?? 0))
        defer { try? client.close() }
        #expect(try client.peerAddress() == listener.localAddress())
    }

    @Test func timeWait_lastsSixtySecondsOnLinux() throws {
        let (server, client) = try closeFirst(reuse: false)
        let left = try #require(TCPEnd(at: server, to: client)?.millisecondsLeft)
        #expect((50_000...61_000).contains(left), "differs on this kernel: \(left) ms")
    }

    @Test func twoClients_shareTheServersPort() throws {
        let listener = try Socket.listening()
        let address = try listener.localAddress()
        let clients = [try Socket.connected(to: address), try Socket.connected(to: address)]
        let accepted = [try listener.accept(), try listener.accept()]
        defer { for socket in clients + accepted.map(\.0) + [listener] { try? socket.close() } }
        #expect(try accepted.allSatisfy { try $0.0.localAddress() == address })
        #expect(accepted[0].1 != accepted[1].1)
    }
}
