import Engine
import Sockets
import Testing

/// Every lesson's server alone against raw clients: whatever a client does, the next one is served.
@Suite(.serialized) struct ServeTests {
    private static let servers = ServedServer.all + (Socket.hasIPv6 ? ServedServer.ipv6 : [])

    private func expect(
        _ served: ServedLesson, _ server: ServedServer, _ reply: RawClient.Reply, to pieces: [[UInt8]], _ what: String
    ) {
        let isAccepted = server.accepts(reply, to: pieces)
        #expect(isAccepted, "\(server), \(what): \(reply); it said \(served.prints.suffix(3)), gave up \(served.gaveUp.suffix(3))")
    }

    /// A whole conversation, with the message in one piece.
    private func expectService(_ served: ServedLesson, _ server: ServedServer, after what: String) throws {
        let reply = try RawClient.converse(with: served, [server.bytes], isRead: server.isRead)
        expect(served, server, reply, to: [server.bytes], "after \(what)")
    }

    @Test(arguments: servers) func message_isAnsweredHoweverItIsCut(_ server: ServedServer) throws {
        let served = try server.serve()
        defer { served.stop() }
        for cut in 1..<server.bytes.count {
            let pieces = [Array(server.bytes[..<cut]), Array(server.bytes[cut...])]
            let reply = try RawClient.converse(with: served, pieces, isRead: server.isRead)
            expect(served, server, reply, to: pieces, "cut at \(cut)")
        }
        let single = server.bytes.map { [$0] }
        let reply = try RawClient.converse(with: served, single, isRead: server.isRead)
        expect(served, server, reply, to: single, "byte by byte")
        try expectService(served, server, after: "cuts")
    }

    @Test(arguments: servers) func messages_areAnsweredGluedTogether(_ server: ServedServer) throws {
        let served = try server.serve()
        defer { served.stop() }
        for count in [2, 3, 20] {
            let glued = Array(Array(repeating: server.bytes, count: count).joined())
            let reply = try RawClient.converse(with: served, [glued], isRead: server.isRead)
            expect(served, server, reply, to: [glued], "\(count) glued")
        }
        try expectService(served, server, after: "glue")
    }

    @Test(arguments: servers) func disconnects_afterEachByte_leaveItServing(_ server: ServedServer) throws {
        let served = try server.serve()
        defer { served.stop() }
        for count in 0...server.bytes.count {
            for byReset in [false, true] {
                let client = try RawClient(served)
                client.send(Array(server.bytes[..<count]))
                client.close(byReset: byReset)
                if server.losesAll { client.waitUntilOver() }
                try expectService(served, server, after: "\(byReset ? "a reset" : "a close") at byte \(count)")
            }
        }
    }

    @Test(arguments: servers) func garbage_doesNoHarm(_ server: ServedServer) throws {
        let served = try server.serve()
        defer { served.stop() }
        for (what, bytes) in Garbage.all {
            let client = try RawClient(served)
            client.send(bytes)
            try? client.socket.shutdown(.write)
            _ = client.readToEnd()
            client.close()
            try expectService(served, server, after: what)
        }
    }

    /// Has little room for answers, reads none of them, and goes: that resets the connection.
    @Test(arguments: servers) func clientThatNeverReads_doesNoHarm(_ server: ServedServer) throws {
        let served = try server.serve()
        defer { served.stop() }
        let client = try RawClient(served, room: 4096)
        try client.socket.setNonblocking(true)
        let noise = Garbage.noise(10_000)
        for _ in 1...100 { _ = try? noise.withUnsafeBytes { try client.socket.send($0) } }
        client.close()
        try expectService(served, server, after: "a client that never read")
    }
}

/// What is no message in any lesson.
enum Garbage {
    static func noise(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ $0 >> 8) } }

    static let all: [(what: String, bytes: [UInt8])] = [
        ("noise", noise(10_000)),
        ("zeros", Array(repeating: 0, count: 64)),
        ("line ends", Array("\r\n\n\r\n".utf8)),
        ("half a header", [0x0c, 0]),
        ("a length of 2 GB", [0xff, 0xff, 0xff, 0x7f]),
        ("a length of 2 GB in network order", [0x7f, 0xff, 0xff, 0xff]),
        ("a negative length", [0xfe, 0xff, 0xff, 0xff]),
        ("a header that is no JSON", [12, 0, 0, 0] + Array("I am no JSON".utf8)),
        ("half a JSON header", [60, 0, 0, 0] + Array(#"{"file_name":"#.utf8)),
        ("a name that leaves the folder", Array("../../etc/passwd\n".utf8)),
        ("an absolute name", Array("/etc/passwd\n".utf8)),
        ("a name with a zero byte", Array("notes.txt\0.png\n".utf8)),
        ("a browser", Array("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)),
        ("a shell's tricks", Array("echo hi; rm -rf $HOME `id`\n".utf8)),
        ("half a character", [0xe4, 0xbd]),
        ("a long line", Array(repeating: UInt8(ascii: "x"), count: 100_000)),
    ]
}
