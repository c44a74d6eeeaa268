import Sockets
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What lessons 1, 2, 7 and 8 say about TCP, measured on the running kernel.
@Suite struct KernelFactsStreamTests {
    @Test func connectAndSend_succeedBeforeAccept() throws {
        let listener = try Socket.listening()
        defer { try? listener.close() }
        let client = try Socket.connected(to: try listener.localAddress())
        defer { try? client.close() }
        #expect(try client.send("hello") == 5)
        let (server, _) = try listener.accept()
        #expect(try server.recvText(1024) == "hello")
        try server.close()
    }

    @Test func connect_isRefusedWhereNobodyListens() throws {
        // Bound and not listening: the port is nobody else's, and nobody listens.
        let holder = try Socket(.tcp)
        try holder.bind(.loopback())
        let client = try Socket(.tcp)
        defer { for socket in [holder, client] { try? socket.close() } }
        #expect(Socket.errno { try client.connect(try holder.localAddress()) } == "ECONNREFUSED")
    }

    @Test func send_withoutConnectIsABrokenPipe() throws {
        let socket = try Socket(.tcp)
        defer { try? socket.close() }
        #expect(Socket.errno { try socket.send("hello") } == "EPIPE")
    }

    @Test func recv_returnsWhatIsThereAndNotTheSizeAskedFor() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.send("hello")
        #expect(try pair.server.recv(1024).count == 5)
    }

    @Test func send_ofNothingPutsNothingOnTheWay() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        #expect(try pair.client.send("") == 0)
        #expect(Socket.errno { _ = try pair.server.recv(1024, flags: .dontWait) } == "EAGAIN")
    }

    @Test func bothSending_isNoStandOff() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.send("from the client")
        try pair.server.send("from the server")
        #expect(try pair.client.recvText(1024) == "from the server")
        #expect(try pair.server.recvText(1024) == "from the client")
    }

    @Test func recv_goesOnReturningZeroAfterTheEnd() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.shutdown(.write)
        for _ in 1...3 { #expect(try pair.server.recv(1024).isEmpty) }
    }

    @Test func sendAfterThePeerClosed_succeedsOnceThenBreaks() throws {
        let pair = try ConnectedPair()
        defer { for socket in [pair.server, pair.listener] { try? socket.close() } }
        try pair.client.close()
        #expect(try pair.server.recv(1024).isEmpty)
        #expect(try pair.server.send("first") == 5)
        #expect(Socket.errno { try pair.server.send("second") } == "EPIPE")
    }

    @Test func reset_showsAsConnectionReset() throws {
        let pair = try ConnectedPair()
        defer { for socket in [pair.server, pair.listener] { try? socket.close() } }
        try pair.client.setLingerZero()
        try pair.client.close()
        #expect(Socket.errno { _ = try pair.server.recv(1024) } == "ECONNRESET")
    }

    /// What had arrived before the reset is still there to be read; the error comes behind it.
    @Test func reset_leavesWhatHadArrived() throws {
        let pair = try ConnectedPair()
        defer { for socket in [pair.server, pair.listener] { try? socket.close() } }
        try pair.client.send("hello")
        pair.server.awaitUnread(5)
        try pair.client.setLingerZero()
        try pair.client.close()
        while try pair.server.tcpState() != .closed { sched_yield() }
        #expect(try [3, 1024].map { try pair.server.recvText($0) } == ["hel", "lo"])
        #expect(Socket.errno { _ = try pair.server.recv(1024) } == "ECONNRESET")
    }

    @Test func closeWithUnreadBytes_resets() throws {
        let pair = try ConnectedPair()
        defer { for socket in [pair.server, pair.listener] { try? socket.close() } }
        try pair.server.send("never read")
        pair.client.awaitUnread(10)
        try pair.client.close()
        #expect(Socket.errno { _ = try pair.server.recv(1024) } == "ECONNRESET")
    }

    @Test(arguments: [true, false])
    func threeSends_leaveAsThreeSegmentsAndComeOutOfOneRecv(noDelay: Bool) throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.setOption(.noDelay, noDelay)
        for word in ["hello", "big", "pig"] { try pair.client.send(word) }
        pair.server.awaitUnread(11)
        #expect(try pair.server.recvText(1024) == "hellobigpig")
        if let segments = pair.client.dataSegmentsSent {
            #expect(segments == 3)
        } else {
            print("skipped: this kernel's TCP_INFO does not count data segments")
        }
    }

    @Test func recv_leavesTheRestForTheNext() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        for word in ["hello", "big", "pig"] { try pair.client.send(word) }
        pair.server.awaitUnread(11)
        #expect(try (1...3).map { _ in try pair.server.recvText(4) } == ["hell", "obig", "pig"])
    }

    @Test func recvOfAHeader_returnsItsFirstByteWhenThatIsAllThereIs() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        try pair.client.send("\u{0}")
        #expect(try pair.server.recv(4).count == 1)
        try pair.client.send("\u{0}\u{0}\u{0}\u{5}")
        #expect(try pair.server.recv(4, flags: .waitAll) == [0, 0, 0, 5])
    }
}
