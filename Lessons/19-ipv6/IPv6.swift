import Engine
import Exercises
import Sockets
import Transcripts

/// Lesson 19: the same calls with longer addresses.
enum IPv6 {
    static func server(_ host: Host) throws {
        let listener = try host.socket(.tcp6)
        try listener.setOption(.reuseAddress, true)
        try listener.bind(.loopback6(port: host.serverAddress.port ?? 0))
        try listener.listen(backlog: 5)
        let (connection, peer) = try listener.accept()
        host.print("a call from \(peer)")
        try connection.send(connection.recv(1024).uppercased())
        try connection.close()
        try listener.close()
    }

    static func client(_ host: Host) throws {
        let socket = try host.socket(.tcp6)
        try socket.connect(host.serverAddress)
        try socket.send("hello")
        host.print(try socket.recv(1024))
        try socket.close()
    }

    static func dualServer(_ host: Host) throws {
        let listener = try host.socket(.tcp6)
        let isOnlyIPv6 = try listener.option(.ipv6Only)
        host.print("V6ONLY by default: \(isOnlyIPv6 ? "on" : "off")")
        try listener.setOption(.ipv6Only, host.flag("v6only"))
        try listener.setOption(.reuseAddress, true)
        try listener.bind(.ipv6(.any, port: host.serverAddress.port ?? 0))
        try listener.listen(backlog: 5)
        while true {
            let (connection, peer) = try listener.accept()
            host.print("a call from \(peer)")
            try connection.send(connection.recv(1024).uppercased())
            try connection.close()
        }
    }

    static func oldClient(_ host: Host) throws {
        let socket = try host.socket(.tcp)
        do {
            try socket.connect(.loopback(port: host.serverAddress.port ?? 0))
            try socket.send("hello")
            host.print(try socket.recv(1024))
        } catch let error as SocketError {
            host.print("no answer over IPv4: \(error.errno.name)")
        }
        try socket.close()
    }
}

extension IPv6 {
    static let lesson = LessonPrograms(
        folder: "19-ipv6",
        scenarios: [
            Scenario("six", server: sayingWhenThereIsNone(server), client: client),
            dual("dual-stack", only: false), dual("v6-only", only: true),
        ],
        questions: [
            Question("peer", scenario: "six") { $0.hostOfCaller(1) },
            Question("old-peer", scenario: "dual-stack") { $0.hostOfCaller(2) },
            Question("refused", scenario: "v6-only") { $0.failure(of: .connect, by: "client-2") },
        ],
        hostAlone: "::1")

    /// On a machine without IPv6 the server says so, and the run ends: its clients never start.
    private static func sayingWhenThereIsNone(_ program: @escaping Program) -> Program {
        { host in
            do {
                try program(host)
            } catch let error as SocketError where error.isAboutMissingFamily {
                host.print("no IPv6 on this machine: \(error.errno.name)")
            }
        }
    }

    private static func dual(_ name: String, only: Bool) -> Scenario {
        Scenario(
            name,
            participants: [
                .server(sayingWhenThereIsNone(dualServer)), .client(named: "client-1", client),
                .client(named: "client-2", start: .after("client-1"), oldClient),
            ],
            knobs: [
                Knob("v6only", .flag(only), .flag, help: ["en": "IPV6_V6ONLY at the listener", "zh-Hans": "监听套接字是否打开 IPV6_V6ONLY"])
            ])
    }
}

extension Transcript {
    /// The address, without port, that the server's `accept` returned: `::ffff:127.0.0.1`.
    fileprivate func hostOfCaller(_ occurrence: Int) -> Answer? {
        let accepts = events.filter { $0.call == .accept && $0.participant == "server" && $0.peer != nil }
        guard accepts.indices.contains(occurrence - 1), let peer = accepts[occurrence - 1].peer?.value
        else { return nil }
        let host = peer.host
        return Answer(host, also: ["[\(host)]"], event: accepts[occurrence - 1].number)
    }
}
