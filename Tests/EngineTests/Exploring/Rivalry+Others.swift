import Engine
import Sockets

extension Rivalry {
    static let ofDatagrams: [Rivalry] = [
        .datagrams(
            "two recvfroms", outcomes: 2,
            server: [
                .thread([.recvfrom("s", 9), .sendto("s", "1", .lastSender)]), .thread([.recvfrom("s", 9), .sendto("s", "2", .lastSender)]),
            ],
            clients: [.sendto("s", "x", .server), .recvfrom("s", 9)]),
        .datagrams(
            "sendto against recvfrom", outcomes: 2, server: [.setNonblocking("s"), .recvfrom("s", 9)],
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
        // Who binds second fails, unless the first one has ended; here nobody ends before.
        .sides(
            "two binds of one port", outcomes: 2, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9)]),
            side("server-2", [.socket("s"), .bind("s", .server), .recvfrom("s", 9)])),
        // The second datagram tells of the first one's fate, where the server was gone by then.
        .datagrams(
            "close against a connected sender", outcomes: 3, server: [.close("s")],
            clients: [.connect("s", .server), .send("s", "a"), .send("s", "b")]),
        // Where client-1 has no port yet, what is meant for it goes to the server, before client-1's own or after it.
        .sides(
            "address(of:) against the first sendto", outcomes: 3, over: .udp,
            side("server", [.socket("s"), .bind("s", .server), .recvfrom("s", 9), .recvfrom("s", 9)]),
            side("client-1", [.socket("s"), .sendto("s", "a", .server), .recvfrom("s", 9)]),
            side("client-2", [.socket("s"), .sendto("s", "b", .participant("client-1"))])),
        .datagrams(
            "a small receive buffer", outcomes: 2,
            server: [.option("s", .receiveBuffer, 2_304), .recvfrom("s", 9), .recvfrom("s", 9), .recvfrom("s", 9)],
            clients: [.sendtoMany("s", 1_000, .server), .sendtoMany("s", 1_000, .server), .sendtoMany("s", 1_000, .server)]),
        .datagrams(
            "room in a Unix queue", outcomes: 2, over: .unixDatagram, server: [.recvfrom("s", 9), .thread([.recvfrom("t", 9)])],
            clients: [.setNonblocking("s")] + (1...12).map { .sendto("s", "\($0)", .server) }),
    ]

    static let ofThreads: [Rivalry] = [
        .datagrams(
            "two prints of two threads", outcomes: 2, server: [.thread([.print("a")]), .thread([.print("b")])], clients: []),
        .datagrams("print against join", outcomes: 2, server: [.thread([.print("a")]), .print("b"), .join(0)], clients: []),
        .datagrams("join before print", outcomes: 1, server: [.thread([.print("a")]), .join(0), .print("b")], clients: []),
        // Who is t3 and who is t4: the one that waits, or the other one.
        .datagrams(
            "numbers of two threads", outcomes: 2,
            server: [.thread([.thread([.sleep(0.001)])]), .thread([.thread([.recvfrom("s", 9)])])], clients: []),
    ]

    static let ofProcesses: [Rivalry] = [
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
