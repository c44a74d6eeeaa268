import Engine
import Sockets
import Testing
import Transcripts

/// What is said of real runs of programs that read as one should, and of what nobody received.
@Suite struct FairFindingsTests {
    private static let correct: [Scenario] = [
        Scenario("lines out of a buffer", server: serve { host, connection in
            var buffer: [UInt8] = []
            while case let data = try connection.recv(4096), !data.isEmpty {
                buffer += data
                while let end = buffer.firstIndex(of: 10) {
                    host.print(Array(buffer[..<end]))
                    buffer.removeFirst(end + 1)
                }
            }
        }, client: sends(["hello\n", "big\n", "pig\n"].map { Array($0.utf8) })),
        Scenario("a header, then the body", server: serve { host, connection in
            while let header = try? connection.recvExactly(1) { host.print(try connection.recvExactly(Int(header[0]))) }
        }, client: sends([[5] + Array("hello".utf8) + [3] + Array("b".utf8), Array("ig".utf8) + [3] + Array("pig".utf8)])),
        Scenario("bytes that look like half a character", server: serve { host, connection in
            let length = try connection.recvExactly(2)
            host.print("\(try connection.recvExactly(Int(length[0]) * 256 + Int(length[1])).count)")
        }, client: sends([[0, 0xC3] + [UInt8](repeating: 0xA0, count: 195)])),
        Scenario("to the end", server: serve(countsAll), client: sends([3_000, 3_000, 3_000].map { [UInt8](repeating: 97, count: $0) })),
        Scenario("to the end, more than fits", server: serve(countsAll), client: sends([6_000, 3_000].map { [UInt8](repeating: 97, count: $0) })),
        Scenario("looks first", server: serve { host, connection in
            host.print(try connection.recv(100, flags: .peek))
            host.print(try connection.recv(100))
        }, client: sends([[65], [65]])),
    ]

    @Test(arguments: correct.indices) func correctReaders_GetFactsOnly(place: Int) throws {
        let transcript = try run(Self.correct[place])
        #expect(transcript.findings.filter { $0.degree != .fact } == [])
        #expect(transcript.endings.allSatisfy { $0.how == .returned })
    }

    @Test func datagramsThatFoundNoRoom_AreReported_ThoughNoLaterOneCame() throws {
        let transcript = try run(Scenario("flood", transport: .udp, server: { host in
            let socket = try host.socket(.udp)
            try socket.setOption(.receiveBuffer, 2048)
            try socket.bind(host.serverAddress)
            try host.sleep(seconds: 1)
            try socket.setReceiveTimeout(seconds: 1)
            while (try? socket.recvfrom(100)) != nil {}
        }, client: { host in
            let socket = try host.socket(.udp)
            for number in 1...12 { try socket.sendto("number \(number)", host.serverAddress) }
            try socket.close()
        }))
        let calls = transcript.events.filter { $0.call == .recvfrom }
        let received = calls.count { $0.failure == nil }
        let last = try #require(calls.last)
        #expect(received < 12)
        let lost = transcript.findings.compactMap { finding in
            if case .datagramLost(let count, _, .nothingThere) = finding.kind, finding.event == last.number { count } else { nil }
        }
        #expect(lost == [12 - received])
        #expect(transcript.findings.contains { finding in
            if case .timedOut(_, isDatagram: true, jumped: true) = finding.kind { finding.event == last.number } else { false }
        })
    }
}

@Sendable private func countsAll(_ host: Host, _ connection: RecordedSocket) throws {
    var count = 0
    while case let data = try connection.recv(4096), !data.isEmpty { count += data.count }
    host.print("\(count)")
}

private func serve(_ body: @escaping @Sendable (Host, RecordedSocket) throws -> Void) -> Program {
    { host in
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: 5)
        let (connection, _) = try listener.accept()
        try body(host, connection)
        try connection.close()
        try listener.close()
    }
}

private func sends(_ parts: [[UInt8]]) -> Program {
    { host in
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        for part in parts { try socket.send(part) }
        try socket.close()
    }
}
