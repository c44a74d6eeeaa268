import Engine
import Sockets

extension Rivalry {
    /// What ends no thread: it waits for a caller who never comes. So a participant's end is no rival to anything.
    private static let stays: [Step] = [.accept("l", as: "nobody")]

    static let ofStreams: [Rivalry] = [
        // Which thread gets the one caller; the other one waits.
        .streams(
            "two accepts", outcomes: 2,
            server: [.thread([.accept("l", as: "c"), .send("c", "1")]), .thread([.accept("l", as: "c"), .send("c", "2")])],
            clients: [.recv("s", 9), .recv("s", 9)]),
        // Which thread gets the one byte; the other one waits, as the client does.
        .streams(
            "two recvs", outcomes: 2,
            server: [.accept("l", as: "c"), .thread([.recv("c", 1), .send("c", "1")]), .thread([.recv("c", 1), .send("c", "2")])],
            clients: [.send("s", "x"), .recv("s", 9), .recv("s", 9)]),
        // poll finds the byte or waits for another one. Where it finds it, two threads print, in either order.
        .streams(
            "poll against recv", outcomes: 3,
            server: [.accept("l", as: "c"), .thread([.poll(["c"], timeout: nil)]), .thread([.recv("c", 1)])] + stays,
            clients: [.send("s", "x"), .recv("s", 9)]),
        .streams(
            "poll with a time-out", outcomes: 2, server: [.accept("l", as: "c"), .poll(["c"], timeout: 0.003)] + stays,
            clients: [.send("s", "x"), .recv("s", 9)]),
        .streams(
            "send against recv", outcomes: 2, server: [.accept("l", as: "c"), .recv("c", 9)] + stays,
            clients: [.send("s", "a"), .send("s", "b"), .recv("s", 9)]),
        .streams(
            "two sends of two threads", outcomes: 2,
            server: [.accept("l", as: "c"), .thread([.send("c", "a")]), .thread([.send("c", "b")])] + stays,
            clients: [.recv("s", 1), .recv("s", 1), .recv("s", 1)]),
        .streams(
            "close against recv", outcomes: 2, server: [.accept("l", as: "c"), .setNonblocking("c"), .recv("c", 9)] + stays,
            clients: [.close("s")]),
        .streams(
            "exit against recv", outcomes: 2, server: [.accept("l", as: "c"), .setNonblocking("c"), .recv("c", 9)] + stays,
            clients: []),
        .streams(
            "shutdown against recv", outcomes: 2, server: [.accept("l", as: "c"), .setNonblocking("c"), .recv("c", 9)] + stays,
            clients: [.halfClose("s"), .recv("s", 9)]),
        .streams(
            "reset against recv", outcomes: 2, server: [.accept("l", as: "c"), .setNonblocking("c"), .recv("c", 9)] + stays,
            clients: [.reset("s")]),
        .streams(
            "reset against send", outcomes: 2, server: [.accept("l", as: "c"), .send("c", "a")] + stays, clients: [.reset("s")]),
        .streams(
            "getsockopt against shutdown", outcomes: 2, server: [.accept("l", as: "c"), .state("c")] + stays,
            clients: [.halfClose("s"), .recv("s", 9)]),
        // A close with unread bytes resets; without, it ends the stream, and the byte that comes later is answered by a reset,
        // before or after the client looks.
        .streams(
            "close against send of the other side", outcomes: 2, server: [.accept("l", as: "c"), .close("c")] + stays,
            clients: [.send("s", "a"), .recv("s", 9)]),
        // Too early, the server finds nobody, waits until somebody is there and leaves: a reset. Else both wait.
        .streams(
            "accept against connect", outcomes: 2, server: [.setNonblocking("l"), .accept("l", as: "c"), .poll(["l"], timeout: nil)],
            clients: [.recv("s", 9)]),
        .streams(
            "order of two connects", outcomes: 2,
            server: [.accept("l", as: "c"), .accept("l", as: "d"), .send("c", "1"), .send("d", "2")] + stays,
            clients: [.recv("s", 9)], [.recv("s", 9)]),
        .streams("close of a listener against connect", outcomes: 2, server: [.close("l")], clients: [.recv("s", 9)]),
        // The caller who waits in the queue is refused, or looks before the queue goes down, or after.
        .streams(
            "close of a listener against a caller in its queue", outcomes: 3, server: [.close("l")],
            clients: [.setNonblocking("s"), .recv("s", 9)]),
        .streams("exit of a listener's owner against connect", outcomes: 2, server: [], clients: [.recv("s", 9)]),
        .sides(
            "listen against connect", outcomes: 2, side("server", listening + stays),
            side("client", start: .atOnce, calling + [.recv("s", 9)])),
        // A thread that waits already goes on waiting, and keeps the connection alive; one that comes later finds it closed.
        .streams(
            "close under a waiting recv", outcomes: 2,
            server: [.accept("l", as: "c"), .thread([.recv("c", 9)]), .close("c")], clients: [.recv("s", 9)]),
        .streams(
            "shutdown against send of another thread", outcomes: 2,
            server: [.accept("l", as: "c"), .thread([.send("c", "x")]), .halfClose("c")] + stays, clients: [.recv("s", 9)]),
        .streams(
            "room in a full buffer", outcomes: 2, server: [.accept("l", as: "c"), .recv("c", 200_000)] + stays,
            clients: [.setNonblocking("s"), .sendMany("s", 400_000), .sendMany("s", 400_000)]),
        // What the server sends carries acknowledgements, which make room: for the third send, the fourth, both or none. The same
        // where the client has gone before the server sends, once or twice; who has gone with bytes unread resets.
        .sides(
            "acknowledgements against send", outcomes: 8, side("server", listening + [.accept("l", as: "c"), .send("c", "a"), .send("c", "b")] + stays),
            side("client", [
                .socket("s"), .option("s", .sendBuffer, 4_608), .connect("s", .server), .setNonblocking("s"), .sendMany("s", 20_000),
                .sendMany("s", 20_000), .sendMany("s", 20_000), .sendMany("s", 20_000),
            ])),
        // The thread that comes first draws the error; what the other one meets is another: EPIPE, or an end. Before the reset
        // send does well. In two of the three, both threads print, in either order.
        .streams(
            "an error against another thread's call", outcomes: 5,
            server: [.accept("l", as: "c"), .thread([.send("c", "x")]), .thread([.recv("c", 9)])] + stays, clients: [.reset("s")]),
        .streams(
            "room in a full Unix buffer", outcomes: 2, over: .unixStream, server: [.accept("l", as: "c"), .recv("c", 400_000)] + stays,
            clients: [.setNonblocking("s"), .sendMany("s", 400_000), .sendMany("s", 400_000)]),
        .streams(
            "setsockopt against send", outcomes: 2,
            server: [.accept("l", as: "c"), .option("c", .receiveBuffer, 2_304)] + stays,
            clients: [.setNonblocking("s"), .sendMany("s", 400_000), .sendMany("s", 400_000)]),
    ]
}
