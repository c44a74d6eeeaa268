import Engine
import Sockets
import Testing

/// Several clients of one server: at once where the lesson is about that, and one that holds up nobody.
@Suite(.serialized) struct ServeCrowdTests {
    private static let settings: [Int: [String: Knob.Value]] = [10: ["work": .duration(0)], 18: [:]]

    private func serve(_ number: Int) throws -> ServedLesson { try ServedLesson(number, nil, Self.settings[number] ?? [:]) }

    /// Greeted by lesson 10, and not by lesson 18.
    private func greeting(_ number: Int) -> String { number == 10 ? "Welcome!" : "" }
    private func answer(_ number: Int, to name: String) -> String { number == 10 ? "Hello, \(name)!" : name.uppercased() }

    private func expect(_ text: String, _ client: RawClient) throws {
        #expect(try client.read(text.utf8.count) == Array(text.utf8))
    }

    /// All are greeted before the first of them says anything; then they speak in turn, and backwards.
    @Test(arguments: [10, 18]) func clients_areServedAtOnce(_ number: Int) throws {
        let served = try serve(number)
        defer { served.stop() }
        let clients = try (1...30).map { _ in try RawClient(served) }
        for client in clients { try expect(greeting(number), client) }
        for round in 1...3 {
            let speakers = Array(round == 2 ? clients.reversed() : clients).enumerated()
            for (index, client) in speakers { client.send(Array("name-\(round)-\(index)".utf8)) }
            for (index, client) in speakers { try expect(answer(number, to: "name-\(round)-\(index)"), client) }
        }
        for (index, client) in clients.enumerated() { client.close(byReset: index.isMultiple(of: 2)) }
        let last = try RawClient(served)
        defer { last.close() }
        try expect(greeting(number), last)
    }

    /// One says nothing, one half a name, one takes no answer: the others do not notice.
    @Test(arguments: [10, 18]) func quietClients_holdUpNobody(_ number: Int) throws {
        let served = try serve(number)
        defer { served.stop() }
        let silent = try RawClient(served)
        let deaf = try RawClient(served, room: 4096)
        defer { for client in [silent, deaf] { client.close() } }
        try deaf.socket.setNonblocking(true)
        let name = Array(repeating: UInt8(ascii: "x"), count: 1000)
        for _ in 1...2000 { _ = try? name.withUnsafeBytes { try deaf.socket.send($0) } }
        for name in ["plum", "小明"] {
            let client = try RawClient(served)
            try expect(greeting(number), client)
            client.send(Array(name.utf8))
            try expect(answer(number, to: name), client)
            client.close()
        }
        try expect(greeting(number), silent)
        silent.send(Array("fig".utf8))
        try expect(answer(number, to: "fig"), silent)
    }

    /// A loop that serves many must not wait for one: who takes no answers is hung up on.
    @Test func poll_hangsUpOnWhoTakesNothing() throws {
        let served = try serve(18)
        defer { served.stop() }
        let deaf = try RawClient(served, room: 4096)
        try deaf.flood(with: Garbage.noise(1000))
        deaf.close()
        #expect(try RawClient.converse(with: served, [Array("grape".utf8)]).bytes == Array("GRAPE".utf8))
    }

    @Test func exit_endsTheCallAndDropsWhatIsGluedBehindIt() throws {
        let served = try serve(10)
        defer { served.stop() }
        for (sent, said) in [
            ("exit", "Welcome!"), ("exit\n", "Welcome!"), ("plum\nexit\nfig\n", "Welcome!Hello, plum!"),
            ("plumexit", "Welcome!Hello, plumexit!"), ("\r\n\n", "Welcome!"), ("plum\r\n\r\nfig\r\n", "Welcome!Hello, plum!Hello, fig!"),
        ] {
            #expect(try RawClient.converse(with: served, [Array(sent.utf8)]).bytes == Array(said.utf8), "\(sent.debugDescription)")
        }
    }

    /// The queue is what the lesson is about: who calls while the server naps is served afterwards, in order.
    @Test func queue_isServedAfterTheNap() throws {
        let served = try ServedLesson(4)
        defer { served.stop() }
        let vanished = try RawClient(served)
        let reset = try RawClient(served)
        let early = try RawClient(served)
        vanished.close()
        reset.close(byReset: true)
        early.send(Array("hello".utf8))
        #expect(early.readToEnd() == RawClient.Reply(bytes: Array("your turn".utf8)))
        early.close()
        for cut in 1..<5 {
            let pieces = [Array("hello".utf8.prefix(cut)), Array("hello".utf8.dropFirst(cut))]
            let reply = try RawClient.converse(with: served, pieces)
            #expect(reply.isReset || reply.bytes == Array("your turn".utf8))
        }
        #expect(try RawClient.converse(with: served, [Array("hello".utf8)]) == RawClient.Reply(bytes: Array("your turn".utf8)))
    }
}
