import Foundation
import Sockets
import Testing

/// What lesson 3 says about ports, measured on the running kernel.
@Suite struct KernelFactsPortTests {
    /// A server that closed first, and everything else of its conversation too: only TIME_WAIT is left.
    private func closeFirst(reuse: Bool) throws -> Address {
        let pair = try ConnectedPair(reuse: reuse)
        let address = try pair.listener.localAddress()
        try pair.server.close()
        #expect(try pair.client.recv(1).isEmpty)
        try pair.client.close()
        try pair.listener.close()
        return address
    }

    @Test(arguments: [
        (old: false, new: false, errno: "EADDRINUSE"), (old: false, new: true, errno: "EADDRINUSE"),
        (old: true, new: false, errno: "EADDRINUSE"), (old: true, new: true, errno: nil),
    ])
    func bindAfterTimeWait_needsTheOptionOnBoth(old: Bool, new: Bool, errno: String?) throws {
        let address = try closeFirst(reuse: old)
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

    /// /proc/net/tcp: state 06 is TIME_WAIT; its timer (`03`) says in hundredths of a second how long it still lasts.
    @Test func timeWait_lastsSixtySecondsOnLinux() throws {
        let address = try closeFirst(reuse: false)
        let port = String(format: "0100007F:%04X", Int(address.port ?? 0))
        guard let file = FileHandle(forReadingAtPath: "/proc/net/tcp"), let table = try file.readToEnd() else {
            return print("skipped: no /proc/net/tcp here")
        }
        let rows = String(decoding: table, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
        let row = try #require(rows.first { $0.count > 5 && $0[1] == port && $0[3] == "06" })
        let timer = row[5].split(separator: ":")
        let hundredths = try #require(timer.last.flatMap { Int($0, radix: 16) })
        #expect((5_000...6_100).contains(hundredths), "differs on this kernel: \(hundredths) hundredths")
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
