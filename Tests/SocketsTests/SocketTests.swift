#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Sockets
import SystemPackage
import Testing

struct SocketTests {
    /// A connected pair over loopback, closed afterwards.
    private func withPair(_ body: (_ client: Socket, _ server: Socket) throws -> Void) throws {
        let listener = try Socket(.tcp)
        defer { try? listener.close() }
        try listener.bind(.loopback())
        try listener.listen(backlog: 5)
        let client = try Socket(.tcp)
        defer { try? client.close() }
        try client.connect(listener.localAddress())
        let (server, peer) = try listener.accept()
        defer { try? server.close() }
        #expect(try peer == client.localAddress())
        try body(client, server)
    }

    private func send(_ text: String, _ socket: Socket) throws {
        let count = try Array(text.utf8).withUnsafeBytes { try socket.send($0) }
        #expect(count == text.utf8.count)
    }

    private func recv(_ size: Int, _ socket: Socket, flags: MessageFlags = []) throws -> String {
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try bytes.withUnsafeMutableBytes { try socket.recv(into: $0, flags: flags) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func failure(_ body: () throws -> Void) -> SocketError? {
        do { try body() } catch { return error as? SocketError }
        return nil
    }

    @Test func bytes_goFromOneEndToTheOther() throws {
        try withPair { client, server in
            try send("hello", client)
            #expect(try recv(3, server, flags: .peek) == "hel")
            #expect(try recv(100, server) == "hello")
            try client.shutdown(.write)
            #expect(try recv(100, server) == "")
        }
    }

    @Test func unreadBytes_areCounted() throws {
        try withPair { client, server in
            try send("hello", client)
            #expect(server.unreadBytes == 5)
            #expect(client.unsentBytes == 0)
        }
    }

    @Test func lingerZero_resetsTheOtherSide() throws {
        try withPair { client, server in
            let spare = try Socket(.tcp)
            try spare.close()
            try client.setLingerZero()
            try client.shutdown(.read)
            try client.dissolve()
            #expect(failure { _ = try recv(1, server) }?.errno == .connectionReset)
        }
    }

    @Test func send_withoutConnection_isBrokenPipeAndNoSignal() throws {
        let socket = try Socket(.tcp)
        defer { try? socket.close() }
        let error = failure { try send("x", socket) }
        #expect(error?.operation == "send")
        #expect(error?.errno == .brokenPipe)
    }

    @Test func bind_toATakenPort_namesAddressAndErrno() throws {
        let first = try Socket(.tcp)
        defer { try? first.close() }
        try first.bind(.loopback())
        let second = try Socket(.tcp)
        defer { try? second.close() }
        let address = try first.localAddress()
        let error = failure { try second.bind(address) }
        #expect(error == SocketError("bind", .addressInUse, address: address))
        #expect(error?.description == "bind \(address): Address already in use (EADDRINUSE)")
    }

    @Test func connect_whereNobodyListens_isRefused() throws {
        let holder = try Socket(.tcp)
        defer { try? holder.close() }
        try holder.bind(.loopback())
        let socket = try Socket(.tcp)
        defer { try? socket.close() }
        #expect(failure { try socket.connect(holder.localAddress()) }?.errno == .connectionRefused)
    }

    @Test func peerAddress_withoutConnection_fails() throws {
        let socket = try Socket(.tcp)
        defer { try? socket.close() }
        #expect(failure { _ = try socket.peerAddress() }?.errno == .socketNotConnected)
    }

    @Test func datagram_tellsItsTrueLength() throws {
        let receiver = try Socket(.udp)
        defer { try? receiver.close() }
        try receiver.bind(.loopback())
        let sender = try Socket(.udp)
        defer { try? sender.close() }
        _ = try Array("hello".utf8).withUnsafeBytes { try sender.sendto($0, receiver.localAddress()) }
        var bytes = [UInt8](repeating: 0, count: 3)
        let datagram = try bytes.withUnsafeMutableBytes { try receiver.recvfrom(into: $0) }
        #expect(datagram.count == 3)
        #expect(datagram.length == 5)
        #expect(bytes == Array("hel".utf8))
        #expect(try datagram.sender?.port == sender.localAddress().port)
    }

    @Test func unixSockets_haveAPath() throws {
        let path = "/tmp/socketlab-test-\(UInt64.random(in: 0 ... .max))"
        let listener = try Socket(.unixStream)
        defer {
            try? listener.close()
            try? FilePath(path).removeFile()
        }
        try listener.bind(.unix(path: path))
        #expect(try listener.localAddress() == .unix(path: path))
        let long = Address.unix(path: String(repeating: "x", count: 200))
        #expect(failure { try Socket(.unixStream).bind(long) }?.errno == .fileNameTooLong)
    }

    @Test func options_areReadBackAsTheyWereSet() throws {
        let socket = try Socket(.tcp)
        defer { try? socket.close() }
        for option in [BooleanOption.reuseAddress, .noDelay, .keepAlive] {
            #expect(try !socket.option(option))
            try socket.setOption(option, true)
            #expect(try socket.option(option))
        }
        try socket.setOption(.receiveBuffer, 10_000)
        #expect(try socket.option(.receiveBuffer) >= 10_000)
    }

    @Test func receiveTimeout_failsWithEAGAIN() throws {
        try withPair { _, server in
            try server.setReceiveTimeout(seconds: 0.001)
            #expect(failure { _ = try recv(1, server) }?.errno == .resourceTemporarilyUnavailable)
        }
    }

    @Test func nonblockingConnect_isFinishedByPendingError() throws {
        let holder = try Socket(.tcp)
        defer { try? holder.close() }
        try holder.bind(.loopback())
        let socket = try Socket(.tcp, nonblocking: true)
        defer { try? socket.close() }
        let error = failure { try socket.connect(holder.localAddress()) }
        #expect(error?.errno == .nowInProgress || error?.errno == .connectionRefused)
        if error?.errno == .nowInProgress { #expect(try socket.pendingError() == .connectionRefused) }
    }

    @Test func listenQueue_countsWhoWaits() throws {
        let listener = try Socket(.tcp)
        defer { try? listener.close() }
        try listener.bind(.loopback())
        try listener.listen(backlog: 3)
        let client = try Socket(.tcp)
        defer { try? client.close() }
        try client.connect(listener.localAddress())
        guard let queue = listener.listenQueue else { return }
        #expect(queue == (1, 3))
    }
}

extension FilePath {
    fileprivate func removeFile() throws {
        _ = withPlatformString { unlink($0) }
    }
}
