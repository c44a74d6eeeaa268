import Sockets
import Testing

/// What lessons 5 and 7 say about UDP, measured on the running kernel.
@Suite struct KernelFactsDatagramTests {
    @Test func oneReceiveForEachSend() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        let address = try server.localAddress()
        for word in ["hello", "big", "pig"] { try client.sendto(word, address) }
        #expect(try (1...3).map { _ in try server.recvText(1024) } == ["hello", "big", "pig"])
    }

    @Test func whatDoesNotFit_isGone() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        let address = try server.localAddress()
        for word in ["hello", "python", "pig"] { try client.sendto(word, address) }
        #expect(try [3, 2, 1024].map { try server.recvText($0) } == ["hel", "py", "pig"])
    }

    @Test func emptyDatagram_arrivesAndEndsNothing() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        let address = try server.localAddress()
        #expect(try client.sendto("", address) == 0)
        try client.sendto("after", address)
        #expect(try server.recv(1024).isEmpty)
        #expect(try server.recvText(1024) == "after")
    }

    @Test func largestDatagram_has65507Bytes() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        let address = try server.localAddress()
        try client.setOption(.sendBuffer, 200_000)
        #expect(try client.sendto([UInt8](repeating: 0, count: 65_507), address) == 65_507)
        #expect(Socket.errno { try client.sendto([UInt8](repeating: 0, count: 65_508), address) } == "EMSGSIZE")
    }

    @Test func nobodyThere_isHeardOnAConnectedSocketOnly() throws {
        // A TCP socket keeps the port number; on UDP nobody has it.
        let holder = try Socket(.tcp)
        try holder.bind(.loopback())
        let (stranger, friend) = (try Socket.datagram(at: nil), try Socket.datagram(at: nil))
        defer { for socket in [holder, stranger, friend] { try? socket.close() } }
        let address = try holder.localAddress()
        try stranger.sendto("anybody there?", address)
        #expect(Socket.errno { _ = try stranger.recv(1024, flags: .dontWait) } == "EAGAIN")
        try friend.connect(address)
        try friend.send("anybody there?")
        #expect(Socket.errno { _ = try friend.recv(1024) } == "ECONNREFUSED")
    }

    @Test func loopback_dropsWhenTheBufferIsFull() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        let address = try server.localAddress()
        let datagram = [UInt8](repeating: 0, count: 1_000)
        for _ in 1...5_000 { #expect(try client.sendto(datagram, address) == 1_000) }
        var kept = 0
        while Socket.errno(of: { _ = try server.recv(1_000, flags: .dontWait) }) == nil { kept += 1 }
        #expect((1..<5_000).contains(kept))
    }

    @Test func clientsPort_isAssignedAtItsFirstSend() throws {
        let (server, client) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { for socket in [server, client] { try? socket.close() } }
        #expect(try client.localAddress().port == 0)
        try client.sendto("hello", try server.localAddress())
        #expect(try client.localAddress().port != 0)
    }

    @Test func tcpAndUDP_countTheirPortsSeparately() throws {
        // The kernel may have given the number away for UDP: then another one is tried.
        for _ in 1...20 {
            let stream = try Socket.listening()
            defer { try? stream.close() }
            guard let datagram = try? Socket.datagram(at: try stream.localAddress()) else { continue }
            #expect(try datagram.localAddress() == stream.localAddress())
            return try datagram.close()
        }
        Issue.record("no port number was free for both")
    }
}
