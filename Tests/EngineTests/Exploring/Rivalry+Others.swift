import Engine
import Sockets

extension Rivalry {
    /// What ends no thread: nothing comes to a socket without an address. So a participant's end is no rival to anything.
    private static let stays: [Step] = [.socket("u"), .poll(["u"], timeout: nil)]

    static let ofDatagrams: [Rivalry] = [
        .datagrams(
            "two recvfroms", outcomes: 2,
            server: [
                .thread([.recvfrom("s", 9), .sendto("s", "1", .lastSender)]), .thread([.recvfrom("s", 9), .sendto("s", "2", .lastSender)]),
            ],
            clients: [.sendto("s", "x", .server), .recvfrom("s", 9)]),
        .datagrams(
            "sendto against recvfrom", outcomes: 2, server: [.setNonblocking("s"), .recvfrom("s", 9)] + stays,
            clients: [.sendto("s", "x", .server)]),
        .datagrams(
            "order of two senders", outcomes: 2, server: [.recvfrom("s", 9), .recvfrom("s", 9)],
            clients: [.sendto("s", "1", .server)], [.sendto("s", "2", .server)]),
        .datagrams(
            "poll against recvfrom", outcomes: 3, server: [.thread([.poll(["s"], timeout: nil)]), .thread([.recvfrom("s", 9)])],
            clients: [.sendto("s", "x", .server)]),
        .sides(
            "bind against sendto", outcomes: 2, over: .udp, side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9)]),
            side("client", start: .atOnce, [.socket("s"), .sendto("s", "x", .server)])),
        // Who binds second fails; where both asked before either had bound, each is given a port of its own.
        .sides(
            "two binds of one port", outcomes: 3, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9)]),
            side("server-2", [.socket("s"), .bind("s", .server), .recvfrom("s", 9)])),
        // The second send tells of the first one's fate, where the server was gone by then.
        .datagrams(
            "close against a connected sender", outcomes: 2, server: [.close("s")],
            clients: [.connect("s", .server), .send("s", "a"), .send("s", "b")]),
        // `address(of:)` waits until client-1 has a port.
        .sides(
            "address(of:) against the first sendto", outcomes: 1, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9), .recvfrom("s", 9)]),
            side("client-1", [.socket("s"), .sendto("s", "a", .server), .recvfrom("s", 9)]),
            side("client-2", [.socket("s"), .sendto("s", "b", .participant("client-1"))])),
        .datagrams(
            "a small receive buffer", outcomes: 2,
            server: [.option("s", .receiveBuffer, 2_304), .recvfrom("s", 9), .recvfrom("s", 9), .recvfrom("s", 9)],
            clients: [.sendtoMany("s", 1_000, .server), .sendtoMany("s", 1_000, .server), .sendtoMany("s", 1_000, .server)]),
        .datagrams(
            "room in a Unix queue", outcomes: 2, over: .unixDatagram, server: [.recvfrom("s", 9)] + stays,
            clients: [.setNonblocking("s")] + (1...12).map { .sendto("s", "\($0)", .server) }),
    ]

    static let ofThreads: [Rivalry] = [
        .datagrams(
            "two prints of two threads", outcomes: 2, server: [.thread([.print("a")]), .thread([.print("b")])], clients: []),
        .datagrams("print against join", outcomes: 2, server: [.thread([.print("a")]), .print("b"), .join(0)], clients: []),
        .datagrams("join before print", outcomes: 1, server: [.thread([.print("a")]), .join(0), .print("b")], clients: []),
        // Each thread adds one: 2, or 1 where both loaded before either stored.
        .datagrams(
            "two increments of a cell", outcomes: 2,
            server: [.cell("x"), .thread([.increment("x")]), .thread([.increment("x")]), .join(0), .join(1), .load("x")], clients: []),
        .datagrams(
            "store against load of a cell", outcomes: 2,
            server: [.cell("x"), .thread([.store("x", "1")]), .load("x")], clients: []),
        // Who is t3 and who is t4: the one that waits, or the other one.
        .datagrams(
            "numbers of two threads", outcomes: 2,
            server: [.thread([.thread([.sleep(0.001)])]), .thread([.thread([.recvfrom("s", 9)])])], clients: []),
    ]

    static let ofProcesses: [Rivalry] = [
        // Which thread gets which line, and which of them prints first.
        .sides(
            "two threads at one keyboard", outcomes: 4, over: .udp,
            side("server", input: ["a", "b"], [.thread([.input("1")]), .thread([.input("2")])])),
        .sides(
            "a command against bind", outcomes: 2, over: .unixDatagram, side("server", [.socket("s"), .bind("s", .server)]),
            side("client", start: .atOnce, [.lookFor(.server)])),
        // A connection that is still there keeps the port, also without its listener.
        .sides(
            "close of a connection against bind of its port", outcomes: 2,
            side("server", listening + [.accept("l", as: "c"), .close("l"), .recv("c", 9), .close("c")]),
            side("server-2", start: .whenServerIsReady, [.socket("m"), .bind("m", .server)]),
            side("client", calling + [.close("s")])),
        // 1 comes before 2; 3 comes whenever it likes; the server takes two of the three.
        .sides(
            "start after another one's end", outcomes: 3, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9), .recvfrom("s", 9)]),
            side("client-1", [.socket("s"), .sendto("s", "1", .server)]),
            side("client-2", start: .after("client-1"), [.socket("s"), .sendto("s", "2", .server)]),
            side("client-3", [.socket("s"), .sendto("s", "3", .server)])),
        // The second server comes when the first one has gone, or finds the port taken.
        .sides(
            "end against bind of the same port", outcomes: 3, over: .udp,
            side("server", [.socket("s"), .bind("s", .server)]), side("server-2", [.socket("s"), .bind("s", .server)])),
        .sides(
            "start at a time", outcomes: 2, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .setNonblocking("s"), .recvfrom("s", 9)]),
            side("client", start: .at(seconds: 0.002), [.socket("s"), .sendto("s", "1", .server)])),
    ]

    static let all = ofStreams + ofDatagrams + ofThreads + ofProcesses
}
