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

    /// The same two port numbers, at 127.0.0.2: another connection.
    @Test func endOfAConnection_isKnownByAllFourNumbers() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        let (client, server) = try addresses(pair)
        let twin = Address.ipv4(IPv4Host(127, 0, 0, 2), port: server.port ?? 0)
        #expect(TCPEnd(at: server, to: client)?.state == .established)
        #expect(TCPEnd(at: twin, to: client) == nil)
        #expect(TCPEnd(at: server, to: .ipv4(IPv4Host(127, 0, 0, 2), port: client.port ?? 0)) == nil)
        #expect(TCPEnd(at: server, to: .loopback(port: 1)) == nil, "the listener is no end of a connection")
    }

    /// Lesson 16 asks for the ends of its own connection, on machines with many others in TIME_WAIT, too.
    @Test func amongManyInTimeWait_eachEndIsFound() throws {
        for round in 1...2_000 {
            let pair = try ConnectedPair()
            let (client, server) = try addresses(pair)
            try pair.server.close()
            #expect(try pair.client.recv(1).isEmpty)
            try pair.client.close()
            try pair.listener.close()
            guard round % 200 == 0 else { continue }
            #expect(TCPEnd(at: server, to: client)?.state == .timeWait)
            #expect(TCPEnd(at: client, to: server) == nil)
        }
        let run = try runLesson(16, "time-wait")
        #expect(run.prints(of: "client") == [
            "client TIME_WAIT", "server gone", "TIME_WAIT: 60 s",
            "client gone", "server TIME_WAIT", "TIME_WAIT: 60 s",
        ])
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
