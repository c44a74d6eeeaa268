/// Which lesson introduces which call. A lesson before it may use the call when its own text names it.
enum Introductions {
    struct Call: Sendable {
        /// How the programs write it.
        var code: String
        var lesson: Int
        /// What the text calls it, one of these.
        var names: [String]
    }

    static let calls: [Call] = [
        Call(code: ".input(", lesson: 2, names: ["input"]),
        Call(code: ".reset()", lesson: 2, names: ["reset", "RST"]),
        Call(code: ".reuseAddress", lesson: 3, names: ["SO_REUSEADDR"]),
        Call(code: ".listenQueue()", lesson: 4, names: ["TCP_INFO", "queue"]),
        Call(code: ".recvfrom(", lesson: 5, names: ["recvfrom"]),
        Call(code: ".sendto(", lesson: 5, names: ["sendto"]),
        Call(code: "host.run(", lesson: 6, names: ["command"]),
        Call(code: ".noDelay", lesson: 7, names: ["TCP_NODELAY"]),
        Call(code: "Struct.pack(", lesson: 8, names: ["struct", "pack"]),
        Call(code: ".recvExactly(", lesson: 8, names: ["recvExactly", "exactly"]),
        Call(code: "host.thread", lesson: 10, names: ["thread"]),
        Call(code: "host.socketPair(", lesson: 14, names: ["socketpair"]),
        Call(code: ".unixStream", lesson: 14, names: ["Unix"]),
        Call(code: ".unixDatagram", lesson: 14, names: ["Unix"]),
        Call(code: ".sendBuffer", lesson: 15, names: ["SO_SNDBUF", "buffer"]),
        Call(code: ".shutdown(", lesson: 16, names: ["shutdown"]),
        Call(code: ".setBlocking(", lesson: 18, names: ["non-blocking", "nonblocking"]),
        Call(code: "host.poll(", lesson: 18, names: ["poll"]),
        Call(code: ".tcp6", lesson: 19, names: ["IPv6"]),
        Call(code: ".udp6", lesson: 19, names: ["IPv6"]),
        Call(code: ".broadcast", lesson: 20, names: ["broadcast"]),
        Call(code: ".join(group", lesson: 20, names: ["multicast"]),
    ]
}
