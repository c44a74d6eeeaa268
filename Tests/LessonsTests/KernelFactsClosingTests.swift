import Sockets
import Testing

/// What lessons 15, 16 and 19 say, measured on the running kernel.
@Suite struct KernelFactsClosingTests {
    private func addresses(_ pair: ConnectedPair) throws -> (client: Address, server: Address) {
        (try pair.client.localAddress(), try pair.server.localAddress())
    }

    @Test func firstToClose_keepsTimeWaitFor60Seconds() throws {
        let pair = try ConnectedPair()
        defer { try? pair.listener.close() }
        let (client, server) = try addresses(pair)
        let start = ContinuousClock.now
        try pair.server.close()
        #expect(try pair.client.recv(1).isEmpty)
        try pair.client.close()
        #expect(TCPEnd(at: server, to: client)?.state == .timeWait)
        #expect(TCPEnd(at: client, to: server) == nil)
        let seconds = try #require(TCPEnd(at: server, to: client)?.secondsOfTimeWait)
        #expect(seconds <= 60)
        // What has passed since is at least the rest of a minute, however busy the machine is.
        #expect(.seconds(seconds) + (ContinuousClock.now - start) >= .seconds(60))
    }

    @Test func halfClosed_canStillReceive() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.shutdown(.write)
        #expect(try pair.server.recv(1).isEmpty)
        #expect(try pair.server.tcpState() == .closeWait)
        try pair.server.send("still here")
        #expect(try pair.client.recvText(1024) == "still here")
        #expect(try pair.client.tcpState() == .finWait2)
        #expect(Socket.errno { try pair.client.send("no") } == "EPIPE")
    }

    @Test func nonBlockingSend_takesWhatFitsAndThenNothing() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.setOption(.sendBuffer, 16_384)
        let many = [UInt8](repeating: 0, count: 8_000_000)
        var taken = 0
        let errno = Socket.errno {
            while true { taken += try many.withUnsafeBytes { try pair.client.send($0, flags: .dontWait) } }
        }
        #expect(errno == "EAGAIN" && taken > 0 && taken < many.count)
        #expect(try !pair.server.recv(1).isEmpty, "and nobody had read a byte of it")
    }

    @Test(.enabled(if: Socket.hasIPv6, "skipped: no IPv6 here"))
    func oneNumber_isTwoPorts() throws {
        let four = try Socket.listening()
        defer { try? four.close() }
        let number = try four.localAddress().port ?? 0
        // The number may by chance be taken over IPv6; then there is nothing to see.
        guard let six = try? Socket.listening(at: .loopback6(port: number)) else { return print("skipped: taken") }
        try six.close()
    }

    @Test func keptToLoopback_isReachedThere() throws {
        let listener = try Socket(.tcp)
        defer { try? listener.close() }
        guard Socket.errno(of: { try listener.keepToLoopback() }) == nil else { return print("skipped: needs privileges here") }
        try listener.bind(.any())
        try listener.listen(backlog: 1)
        let client = try Socket.connected(to: .loopback(port: try listener.localAddress().port ?? 0))
        try client.close()
    }
}
