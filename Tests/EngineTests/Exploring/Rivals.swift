import Engine
import Sockets

/// Programs whose threads compete: each has more outcomes than its calls alone show, because the calls that a thread could
/// not make decide, too.
enum Rivals {
    static func listener(_ host: Host, backlog: Int = 5) throws -> RecordedSocket {
        let listener = try host.socket(.tcp)
        try listener.bind(host.serverAddress)
        try listener.listen(backlog: backlog)
        return listener
    }

    static func connected(_ host: Host) throws -> RecordedSocket {
        let socket = try host.socket(.tcp)
        try socket.connect(host.serverAddress)
        return socket
    }

    /// Says a word and leaves.
    static func caller(_ word: String) -> Program {
        { host in
            let socket = try connected(host)
            try socket.send(word)
            try socket.close()
        }
    }

    /// Says a word, prints the answer and leaves.
    @Sendable static func asker(_ host: Host) throws {
        let socket = try connected(host)
        try socket.send("x")
        host.print(try socket.recv(100))
        try socket.close()
    }

    /// Two threads wait for the same caller.
    static let accepts = Scenario("two-accepts", server: { host in
        let listener = try listener(host)
        for number in 1...2 {
            try host.thread { host in
                let (connection, _) = try listener.accept()
                try connection.send("thread \(number)")
            }
        }
    }, client: { host in
        host.print(try connected(host).recv(100))
    })

    /// Two threads wait for the same datagram.
    static let receives = Scenario("two-recvfroms", transport: .udp, server: { host in
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        for number in 1...2 {
            try host.thread { host in
                let (_, sender) = try socket.recvfrom(10)
                try socket.sendto("thread \(number)", sender)
            }
        }
    }, client: { host in
        let socket = try host.socket(.udp)
        try socket.sendto("x", host.serverAddress)
        host.print(try socket.recvfrom(100).0)
    })

    /// Two threads wait for the same bytes.
    static let reads = Scenario("two-recvs", server: { host in
        let (connection, _) = try listener(host).accept()
        for number in 1...2 {
            try host.thread { host in
                let data = try connection.recv(10)
                try connection.send("\(number)" + String(decoding: data, as: UTF8.self))
            }
        }
    }, client: { host in
        let socket = try connected(host)
        try socket.send("x")
        host.print(try socket.recv(100))
        try socket.shutdown(.write)
        host.print(try socket.recv(100))
    })

    /// Two workers serve whoever comes.
    static let pool = Scenario("pool", participants: [
        .server { host in
            let listener = try listener(host)
            for number in 1...2 {
                try host.thread { host in
                    while true {
                        let (connection, _) = try listener.accept()
                        let name = try connection.recv(10)
                        try connection.send("\(number)" + String(decoding: name, as: UTF8.self))
                        try connection.close()
                    }
                }
            }
        },
        .client(named: "client-1", asker), .client(named: "client-2", asker),
    ])

    /// Each thread prints what its caller said; with `numbered`, also which thread it is.
    static func printers(numbered: Bool) -> Scenario {
        Scenario("printers", participants: [
            .server { host in
                let listener = try listener(host)
                var threads: [ThreadHandle] = []
                for number in 1...2 {
                    let (connection, _) = try listener.accept()
                    threads.append(try host.thread { host in
                        let word = String(decoding: try connection.recv(10), as: UTF8.self)
                        host.print(numbered ? "\(number)\(word)" : word)
                        try connection.close()
                    })
                }
                for thread in threads { try thread.join() }
            },
            .client(named: "client-1", caller("A")), .client(named: "client-2", caller("B")),
        ])
    }

    /// What a non-blocking send takes depends on acknowledgements, which what the other side sends carries along.
    static let acknowledgements = Scenario("acknowledgements", server: { host in
        let (connection, _) = try listener(host).accept()
        for text in ["a", "b", "c"] { try connection.send(text) }
        _ = try connection.recv(1)
    }, client: { host in
        let socket = try host.socket(.tcp)
        try socket.setOption(.sendBuffer, 4_608)
        try socket.connect(host.serverAddress)
        try socket.setBlocking(false)
        var sizes: [String] = []
        for _ in 1...4 {
            do {
                sizes.append(String(try socket.send([UInt8](repeating: 97, count: 20_000))))
            } catch let error as SocketError {
                sizes.append(error.errno.name)
            }
        }
        host.print(sizes.joined(separator: " "))
    })

    /// Somebody else sleeps while a time-out comes again and again.
    static let timeouts = Scenario("timeouts", transport: .udp, server: { host in
        let socket = try host.socket(.udp)
        try socket.bind(host.serverAddress)
        try socket.setReceiveTimeout(seconds: 0.02)
        var count = 0
        for _ in 1...3 {
            do {
                _ = try socket.recvfrom(10)
                break
            } catch let error as SocketError where error.wouldBlock {
                count += 1
            }
        }
        host.print("time-outs: \(count)")
    }, client: { host in
        let socket = try host.socket(.udp)
        try host.sleep(seconds: 0.05)
        try socket.sendto("x", host.serverAddress)
    })

    /// Both send much before they receive: what the buffers hold decides whether they get stuck.
    static let muchBothWays = Scenario("much-both-ways", server: { host in
        let (connection, _) = try listener(host).accept()
        try connection.sendAll([UInt8](repeating: 97, count: 2_000_000))
        host.print("server sent")
        _ = try connection.recvExactly(2_000_000)
    }, client: { host in
        let socket = try connected(host)
        try socket.sendAll([UInt8](repeating: 98, count: 2_000_000))
        host.print("client sent")
        _ = try socket.recvExactly(2_000_000)
    })

    /// What had come before a reset can be received still, and then the error comes.
    static let resetWithData = Scenario("reset-with-data", server: { host in
        let (connection, _) = try listener(host).accept()
        for _ in 1...3 {
            do { host.print(try connection.recv(3)) } catch let error as SocketError { host.print(error.errno.name) }
        }
    }, client: { host in
        let socket = try connected(host)
        try socket.send("hello")
        try socket.reset()
    })

    /// Three callers, and a queue for one.
    static let backlog = Scenario("backlog", participants: [
        .server { host in
            let listener = try listener(host, backlog: 0)
            for _ in 1...3 {
                let (connection, _) = try listener.accept()
                host.print(try connection.recv(10))
                try connection.close()
            }
        },
    ] + ["A", "B", "C"].enumerated().map { .client(named: "client-\($0 + 1)", caller($1)) })

    /// One client on two connections, and a server that looks which of them has something.
    static let twoLines = Scenario("two-lines", server: { host in
        let listener = try listener(host)
        let (first, _) = try listener.accept()
        let (second, _) = try listener.accept()
        for _ in 1...2 {
            let ready = try host.poll([first, second])
            host.print(ready.map { $0 === first ? "first" : "second" }.joined(separator: " "))
            for socket in ready { host.print(try socket.recv(10)) }
        }
    }, client: { host in
        let (first, second) = (try connected(host), try connected(host))
        try first.send("1")
        try second.send("2")
    })

    /// Two servers want one address.
    static let twoServers = Scenario("two-servers", participants: [
        .server { host in
            let (connection, _) = try listener(host).accept()
            try connection.send("one")
        },
        .server(named: "server-2") { host in
            do {
                let listener = try listener(host)
                host.print("bound")
                try listener.accept().0.send("two")
            } catch let error as SocketError {
                host.print(error.errno.name)
            }
        },
        .client { host in host.print(try connected(host).recv(100)) },
    ])

    /// Two threads write into one connection.
    static let twoWriters = Scenario("two-writers", server: { host in
        let (connection, _) = try listener(host).accept()
        let first = try host.thread { _ in
            try connection.send("aaa")
            try connection.send("AAA")
        }
        let second = try host.thread { _ in try connection.send("bbb") }
        try first.join()
        try second.join()
        try connection.close()
    }, client: { host in
        let socket = try connected(host)
        var all: [UInt8] = []
        while case let data = try socket.recv(100), !data.isEmpty { all += data }
        host.print(all)
    })

    /// A socket is closed under a thread that waits in it: Linux leaves the thread waiting.
    static let closeUnder = Scenario("close-under", transport: .udp, participants: [
        .server { host in
            let socket = try host.socket(.udp)
            try socket.bind(host.serverAddress)
            let thread = try host.thread { host in
                do {
                    _ = try socket.recvfrom(10)
                    host.print("got")
                } catch let error as SocketError {
                    host.print(error.errno.name)
                }
            }
            try host.sleep(seconds: 0.02)
            try socket.close()
            try thread.join()
            host.print("joined")
        }
    ])
}
