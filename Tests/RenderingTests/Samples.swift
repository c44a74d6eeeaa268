import Transcripts

/// Runs as the lessons have them.
enum Sample {
    /// Lesson 7: three sends, one recv, then nothing twice.
    static func sticky() -> Transcript {
        var run = TranscriptBuilder()
        let accept = run.listening()
        run.connect()
        for text in ["hello", "big", "pig"] { run.send("client", text, flow: 2, to: "server") }
        run.close("client", "socket", connection: 1)
        run.ends("client")
        run.accepted(accept)
        for text in ["hellobigpig", "", ""] {
            run.recv("server", flow: 2, role: "conn", from: "client")
            run.print("server", text)
        }
        run.close("server", "conn", connection: 1)
        run.close("server", "listener")
        run.ends("server")
        return run.transcript
    }

    /// Lesson 7 as it may go as well: the server reads before everything is sent.
    static func early() -> Transcript {
        var run = TranscriptBuilder()
        let accept = run.listening()
        run.connect()
        for text in ["hello", "big"] { run.send("client", text, flow: 2, to: "server") }
        run.accepted(accept)
        run.recv("server", flow: 2, role: "conn", from: "client")
        run.print("server", "hellobig")
        run.send("client", "pig", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: "client")
        run.print("server", "pig")
        return run.transcript
    }

    /// Lesson 3: the second caller vanishes, the third is served all the same.
    static func callers() -> Transcript {
        var run = TranscriptBuilder("03-connection-loop", "callers", ["server", "client-1", "client-2", "client-3"])
        var accept = run.listening()
        run.connect("client-1")
        run.accepted(accept, "c1", from: "client-1")
        run.send("client-1", "hello", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "c1", from: "client-1")
        run.send("server", "HELLO", flow: 3, role: "c1", to: "client-1")
        run.recv("client-1", flow: 3, from: "server")
        run.close("client-1", "socket", connection: 1)
        run.recv("server", flow: 2, role: "c1", from: "client-1")
        run.close("server", "c1", connection: 1)
        accept = run.waits("server", .accept, "listener")
        run.connect("client-2", connection: 2, port: 51546)
        run.accepted(accept, "c2", from: "client-2", connection: 2, port: 51546)
        run.send("client-2", "hi", flow: 4, to: "server")
        run.recv("server", flow: 4, role: "c2", from: "client-2")
        run.close("client-2", "socket", connection: 2, reset: true)
        run.call("server", .send, "c2") {
            $0.result = .failed(Event.Failure(errno: 104, name: "ECONNRESET"))
            $0.size = 2
            $0.payload = Payload("HI")
            $0.other = "client-2"
            $0.connection = 2
        }
        run.close("server", "c2", connection: 2)
        accept = run.waits("server", .accept, "listener")
        run.connect("client-3", connection: 3, port: 51548)
        run.accepted(accept, "c3", from: "client-3", connection: 3, port: 51548)
        run.send("client-3", "你好", flow: 6, to: "server")
        run.recv("server", flow: 6, role: "c3", from: "client-3")
        run.send("server", "NIHAO!", flow: 7, role: "c3", to: "client-3")
        run.waits("server", .accept, "listener")
        return run.transcript
    }

    /// Lesson 11: payloads that are too long for a lane.
    static func chat() -> Transcript {
        var run = TranscriptBuilder(
            "11-udp-chat", "chat", ["server", "甲", "乙", "丙"], transport: "UDP", address: "127.0.0.1:8081")
        run.call("server", .bind, "socket") {
            $0.address = "127.0.0.1:8081"
            $0.local = "127.0.0.1:8081"
        }
        run.sendto("甲", "来自客户端1的消息:你好", flow: -1, to: "127.0.0.1:8081", other: "server")
        run.sendto("乙", "在吗", flow: -2, to: "127.0.0.1:8081", other: "server")
        run.sendto("丙", "q", flow: -3, to: "127.0.0.1:8081", other: "server")
        run.recvfrom("server", flow: -1, from: "甲", peer: "127.0.0.1:41001")
        run.print("server", "来自[127.0.0.1:41001]的一条消息:来自客户端1的消息:你好")
        run.sendto("server", "收到", flow: -4, to: "127.0.0.1:41001", other: "甲")
        run.recvfrom("甲", flow: -4, from: "server", peer: "127.0.0.1:8081")
        run.recvfrom("server", 3, flow: -2, from: "乙", peer: "127.0.0.1:41002")
        return run.transcript
    }

    /// Lesson 10: a thread for each client, and pauses.
    static func threads() -> Transcript {
        var run = TranscriptBuilder("10-threads", "welcome", ["server", "client-1", "client-2", "client-3"])
        let accept = run.listening()
        run.connect("client-1")
        run.connect("client-2", connection: 2, port: 51546)
        run.connect("client-3", connection: 3, port: 51548)
        run.accepted(accept, "c1", from: "client-1")
        run.send("server", "Welcome!", flow: 3, role: "c1", to: "client-1", thread: "t1")
        run.call("server", .accept, "listener") {
            $0.accepted = SocketName(descriptor: 5, role: "c2", kernel: 14)
            $0.peer = "127.0.0.1:51546"
            $0.other = "client-2"
            $0.connection = 2
        }
        run.send("server", "Welcome!", flow: 5, role: "c2", to: "client-2", thread: "t2")
        run.recv("client-1", flow: 3, from: "server")
        run.send("client-1", "plum", flow: 2, to: "server")
        run.recv("client-2", flow: 5, from: "server")
        run.send("client-2", "fig", flow: 4, to: "server")
        run.recv("server", flow: 2, role: "c1", from: "client-1", thread: "t1")
        let sleep = run.waits("server", .sleep, thread: "t1") { $0.seconds = 1 }
        run.recv("server", flow: 4, role: "c2", from: "client-2", thread: "t2")
        let other = run.waits("server", .sleep, thread: "t2") { $0.seconds = 1 }
        run.pass(seconds: 1)
        run.finish(sleep)
        run.send("server", "Hello, plum!", flow: 3, role: "c1", to: "client-1", thread: "t1")
        run.finish(other)
        run.send("server", "Hello, fig!", flow: 5, role: "c2", to: "client-2", thread: "t2")
        run.ends("server", thread: "t2", .uncaught(message: "end of stream", call: nil, failure: nil))
        return run.transcript
    }

    /// Eleven clients that do the same.
    static func crowd() -> Transcript {
        let clients = (1...11).map { "client-\($0)" }
        var run = TranscriptBuilder("04-backlog", "queue", ["server"] + clients)
        run.listening()
        for (place, client) in clients.enumerated() {
            run.call(client, .connect, "socket") {
                $0.address = "127.0.0.1:40213"
                $0.local = "127.0.0.1:\(51000 + place)"
                $0.other = "server"
                $0.connection = place + 1
            }
        }
        for (place, client) in clients.enumerated() { run.send(client, "hi", flow: 2 * place + 2, to: "server") }
        return run.transcript
    }

    /// Failures with words and without, and programs that ended badly.
    static func failures() -> Transcript {
        var run = TranscriptBuilder("00-addresses", "bind-errors", ["server", "client"], address: nil)
        run.call("server", .socket, "socket") { $0.detail = "tcp" }
        run.call("server", .bind, "socket") {
            $0.address = "127.0.0.1:80"
            $0.result = .failed(Event.Failure(errno: 13, name: "EACCES"))
        }
        run.call("server", .setsockopt, "socket") {
            $0.option = "SO_REUSEADDR"
            $0.value = "1"
        }
        run.call("server", .getpeername, "socket") { $0.result = .failed(Event.Failure(errno: 107, name: "ENOTCONN")) }
        run.call("client", .socket, "socket") { $0.detail = "tcp" }
        run.call("client", .connect, "socket") {
            $0.address = "127.0.0.1:8080"
            $0.result = .failed(Event.Failure(errno: 111, name: "ECONNREFUSED"))
        }
        run.ends("client", .uncaught(
            message: "connect: Connection refused", call: .connect, failure: Event.Failure(errno: 111, name: "ECONNREFUSED")))
        run.call("server", .fcntl, "socket") {
            $0.detail = "F_SETFL"
            $0.result = .failed(Event.Failure(errno: 9, name: "EBADF"))
        }
        run.ends("server", .exited(status: 3))
        return run.transcript
    }

    /// Lesson 6: a long answer read in part.
    static func leftover() -> Transcript {
        var run = TranscriptBuilder("06-remote-commands", "leftover")
        let accept = run.listening()
        run.connect()
        run.accepted(accept)
        run.send("client", "seq 1 1000", flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: "client")
        run.call("server", .run) { $0.detail = "seq 1 1000" }
        run.send("server", (1...1000).map { "\($0)\n" }.joined(), flow: 3, role: "conn", to: "client")
        run.recv("client", flow: 3, from: "server")
        run.send("client", "date", flow: 2, to: "server")
        run.recv("client", 4096, flow: 3, from: "server")
        return run.transcript
    }

    /// Lesson 8: a header of four bytes, and a character cut in two.
    static func binary() -> Transcript {
        var run = TranscriptBuilder("08-header", "fixed")
        let accept = run.listening()
        run.connect()
        run.accepted(accept)
        run.send("server", [12, 0, 0, 0], flow: 3, role: "conn", to: "client")
        run.send("server", "hello, 你好", flow: 3, role: "conn", to: "client")
        run.recv("client", 4, flow: 3, from: "server")
        run.recv("client", 8, flow: 3, from: "server")
        run.recv("client", flow: 3, from: "server")
        run.send("client", Array(0...255), flow: 2, to: "server")
        run.recv("server", 40, flow: 2, role: "conn", from: "client")
        run.recv("server", 4096, flow: 2, role: "conn", from: "client")
        return run.transcript
    }

    /// Lesson 2: both wait for each other.
    static func coldWar() -> Transcript {
        var run = TranscriptBuilder("02-communication-loop", "cold-war")
        let accept = run.listening()
        run.connect()
        run.accepted(accept)
        run.call("client", .send, "socket") {
            $0.size = 0
            $0.payload = Payload("")
            $0.other = "server"
            $0.connection = 1
            $0.position = FlowPosition(flow: 2, offset: 0)
        }
        let client = run.waits("client", .recv, "socket") {
            $0.size = 1024
            $0.connection = 1
            $0.other = "server"
            $0.waitedFor = ["server"]
        }
        let server = run.waits("server", .recv, "conn") {
            $0.size = 1024
            $0.connection = 1
            $0.other = "client"
            $0.waitedFor = ["client"]
        }
        for number in [client, server] { run.finish(number) { $0.result = .interrupted(.deadlock) } }
        run.ends("client", .interrupted(.deadlock, number: client))
        run.ends("server", .interrupted(.deadlock, number: server))
        return run.transcript
    }

    /// Waits in virtual time, both directions at once, repeated calls.
    static func waiting() -> Transcript {
        var run = TranscriptBuilder("02-communication-loop", "loop")
        let accept = run.listening()
        run.connect()
        run.accepted(accept)
        let recv = run.waits("server", .recv, "conn") {
            $0.size = 1024
            $0.connection = 1
        }
        let sleep = run.waits("client", .sleep) { $0.seconds = 1 }
        run.pass(seconds: 1)
        run.finish(sleep)
        run.send("client", "hello", flow: 2, to: "server")
        run.finishRecv(recv, flow: 2, from: "client") { $0.jumped = 1_000_000_000 }
        run.send("server", "HELLO", flow: 3, role: "conn", to: "client")
        run.send("client", "again", flow: 2, to: "server")
        run.call("client", .shutdown, "socket") {
            $0.detail = "SHUT_WR"
            $0.connection = 1
        }
        run.recv("client", 2, flow: 3, from: "server")
        run.call("client", .input) {
            $0.detail = "> "
            $0.payload = Payload("bye")
        }
        run.call("client", .input) { $0.detail = "> " }
        run.recv("server", flow: 2, role: "conn", from: "client")
        run.call("server", .recv, "conn") {
            $0.size = 1024
            $0.connection = 1
            $0.other = "client"
            $0.position = FlowPosition(flow: 2, offset: 10)
            $0.repeats = 1000
        }
        return run.transcript
    }

    /// Everything from outside tries to reach the terminal.
    static func hostile() -> Transcript {
        let evil = "\u{1B}[2J\u{1B}]0;owned\u{7}\r\n\u{9B}31m\u{202E}gpj.exe\u{200B}"
        var run = TranscriptBuilder("07-\(evil)", evil, ["server", "cli\(evil)"], address: RecordedAddress(evil))
        let client = "cli\(evil)"
        let accept = run.listening()
        run.connect(client)
        run.accepted(accept, from: client)
        run.send(client, evil, flow: 2, to: "server")
        run.recv("server", flow: 2, role: "conn", from: client)
        run.print("server", evil)
        run.call("server", .run) { $0.detail = evil }
        run.call("server", .bind, "socket") {
            $0.address = "/tmp/\(evil)"
            $0.result = .failed(Event.Failure(errno: 98, name: "EADDRINUSE\(evil)"))
        }
        run.ends("server", .uncaught(message: evil, call: nil, failure: nil))
        return run.transcript
    }
}
