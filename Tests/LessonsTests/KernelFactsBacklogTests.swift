import Foundation
import Sockets
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What lesson 4 says about the backlog, measured on the running kernel.
@Suite struct KernelFactsBacklogTests {
    @Test(arguments: [(0, 1), (1, 2), (2, 3), (5, 6)])
    func listen_letsOneMoreConnect(backlog: Int, connected: Int) throws {
        let listener = try Socket.listening(backlog: backlog)
        let address = try listener.localAddress()
        var clients: [Socket] = []
        defer { for socket in clients + [listener] { try? socket.close() } }
        for _ in 0..<connected + 2 {
            let client = try Socket(.tcp, nonblocking: true)
            clients.append(client)
            // On loopback the handshake is over when connect comes back, or it does not take place now.
            #expect(Socket.errno { try client.connect(address) } == "EINPROGRESS")
        }
        #expect(clients.map { $0.isConnected } == (1...connected + 2).map { $0 <= connected })
        guard let queue = listener.listenQueue else { return print("skipped: no TCP_INFO for a listener here") }
        #expect(queue == (waiting: connected, backlog: backlog))
    }

    @Test func backlog_isCutAtSomaxconn() throws {
        let listener = try Socket.listening(backlog: 1_000_000)
        defer { try? listener.close() }
        guard let text = try? String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8),
            let most = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), let queue = listener.listenQueue
        else { return print("skipped: no somaxconn here") }
        #expect(queue.backlog == most)
    }

    @Test func closingTheListener_resetsItsQueue() throws {
        let listener = try Socket.listening(backlog: 5)
        let client = try Socket.connected(to: try listener.localAddress())
        defer { try? client.close() }
        #expect(try client.send("hello") == 5)
        try listener.close()
        #expect(Socket.errno { _ = try client.recv(1024) } == "ECONNRESET")
    }

    @Test func connectBehindAFullQueue_staysUnderWay() throws {
        let listener = try Socket.listening(backlog: 0)
        let address = try listener.localAddress()
        let (first, second) = (try Socket.connected(to: address), try Socket(.tcp, nonblocking: true))
        defer { for socket in [first, second, listener] { try? socket.close() } }
        #expect(Socket.errno { try second.connect(address) } == "EINPROGRESS")
        #expect(try second.tcpState() == .synSent)
    }
}

extension Socket {
    fileprivate var isConnected: Bool {
        var target = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&target, 1, 0) == 1
    }
}
