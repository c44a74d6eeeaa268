import Engine
import Lessons
import Sockets
import StructFormat
import Testing
import Transcripts

/// The lessons' servers alone against raw clients: whatever a client does, the next one is served.
@Suite(.serialized) struct ServeTests {
    /// Sends the pieces one by one. Reads until so many bytes have come, or until the end.
    private func talk(_ address: Address, _ pieces: [[UInt8]], until count: Int) throws -> [UInt8] {
        let socket = try Socket.connected(to: address)
        defer { try? socket.close() }
        try socket.setOption(.noDelay, true)
        for piece in pieces { _ = try piece.withUnsafeBytes { try socket.send($0) } }
        var received: [UInt8] = []
        while received.count < count {
            let more = try socket.recv(65_536)
            if more.isEmpty { break }
            received += more
        }
        return received
    }

    private func vanish(_ address: Address, after bytes: [UInt8], byReset: Bool) throws {
        let socket = try Socket.connected(to: address)
        _ = try bytes.withUnsafeBytes { try socket.send($0) }
        if byReset { try socket.setLingerZero() }
        try socket.close()
    }

    @Test(arguments: [2, 3])
    func upperCase_comesBackHoweverItIsSent(_ number: Int) throws {
        let served = try ServedLesson(number)
        defer { served.stop() }
        let message = Array("hello, 你好".utf8)
        for cut in 1..<message.count {
            let pieces = [Array(message[..<cut]), Array(message[cut...])]
            #expect(try talk(served.address, pieces, until: message.count) == message.uppercased(), "cut at \(cut)")
        }
        let glued = Array(repeating: message, count: 500).flatMap { $0 }
        #expect(try talk(served.address, [glued], until: glued.count) == glued.uppercased())
    }

    @Test(arguments: [1, 2, 3])
    func disconnects_atEachPoint_leaveItServing(_ number: Int) throws {
        let served = try ServedLesson(number)
        defer { served.stop() }
        let message = Array("hello".utf8)
        for count in 0...message.count {
            for byReset in [false, true] {
                try vanish(served.address, after: Array(message[..<count]), byReset: byReset)
                #expect(try talk(served.address, [message], until: message.count) == message.uppercased())
            }
        }
    }

    @Test func garbage_andWhoNeverReads_doNoHarm() throws {
        let served = try ServedLesson(3)
        defer { served.stop() }
        let noise = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 197) }
        #expect(try talk(served.address, [noise], until: noise.count) == noise.uppercased())
        // As much as the kernel takes, and nothing read: closing then resets.
        let socket = try Socket.connected(to: served.address)
        try socket.setNonblocking(true)
        while (try? noise.withUnsafeBytes { try socket.send($0) }) != nil {}
        try socket.close()
        #expect(try talk(served.address, [[97]], until: 1) == [65])
    }

    @Test func header_isTheOneOfTutorials_orTheLessons() throws {
        for (order, format) in [("native", "i"), ("network", "!i")] {
            let served = try ServedLesson(8, ["order": .choice(order)])
            defer { served.stop() }
            for command in ["echo done", "seq 1 1000", "true", "rm -rf /; echo", String(repeating: "x", count: 900)] {
                let head = try talk(served.address, [Array(command.utf8)], until: 4)
                let length = try #require(try Struct.unpack(format, Array(head.prefix(4)))[0].int)
                let whole = try talk(served.address, [Array(command.utf8)], until: 4 + length)
                #expect(whole.count == 4 + length, "\(command)")
            }
            // The length of a message of 2 GB, and then nothing: it is a command like any other here.
            try vanish(served.address, after: try Struct.pack(format, 2_147_483_647), byReset: true)
            #expect(try talk(served.address, [Array("echo done".utf8)], until: 9).suffix(5) == Array("done\n".utf8))
        }
        #expect(try lesson(8).settingsAlone["order"] == .choice("native"))
    }

    @Test func datagrams_areAnswered() throws {
        let served = try ServedLesson(5)
        defer { served.stop() }
        let socket = try Socket.datagram()
        defer { try? socket.close() }
        for message in ["hello", "", "你好", String(repeating: "a", count: 1000)] {
            try socket.sendto(message, served.address)
            #expect(try socket.recv(2000) == Array(message.utf8).uppercased())
        }
    }
}

/// The Python pairs crossed with the Swift programs.
@Suite(.serialized, .enabled(if: PythonProgram.isInstalled, "skipped: no python3 here")) struct CrossedPairTests {
    private static let input = [2: "hello\n\n你好\nq\n", 3: "hello\n"]

    @Test(arguments: [1, 2, 3, 5, 8])
    func pythonClient_meetsTheSwiftServer(_ number: Int) throws {
        let served = try ServedLesson(number, number == 8 ? ["order": .choice("network")] : [:])
        defer { served.stop() }
        let client = try PythonProgram(
            "client.py", of: try lesson(number).folder, ["\(served.address.port ?? 0)"], input: Self.input[number] ?? "")
        #expect(client.wait() == 0)
    }

    @Test(arguments: [1, 2, 3, 5, 8])
    func swiftClient_meetsThePythonServer(_ number: Int) throws {
        let lesson = try lesson(number)
        let server = try PythonProgram("server.py", of: lesson.folder, ["0"])
        defer { server.stop() }
        let scenario = lesson.scenarios[0]
        let client = try #require(scenario.participants.first { $0.role == .client }?.name)
        var options = RunOptions(lesson: lesson.folder)
        options.solo = Solo(participant: client, address: .loopback(port: try server.port()))
        let run = try Engine.run(scenario, options: options)
        #expect(run.ending(of: client) == .returned)
        let usual = try Engine.run(scenario)
        #expect(run.prints(of: client) == usual.prints(of: client))
    }
}
