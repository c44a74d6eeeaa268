import Foundation
import Sockets
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What lessons 12 and 18 say about several threads at one socket, measured on the running kernel.
@Suite struct KernelFactsThreadTests {
    /// The thread would have come back with an error, had `close` ended its call; it comes back with what came afterwards.
    @Test func closeUnderRecvfrom_leavesTheThreadThere() throws {
        let (socket, friend) = (try Socket.datagram(), try Socket.datagram(at: nil))
        defer { try? friend.close() }
        let address = try socket.localAddress()
        let thread = WaitingThread { try socket.recvTextFromStack() }
        thread.awaitSleep()
        try socket.close()
        try friend.sendto("to a closed socket", address)
        #expect(try thread.value() == "to a closed socket")
    }

    @Test func closeUnderAccept_leavesTheThreadThere() throws {
        let listener = try Socket.listening()
        let address = try listener.localAddress()
        let thread = WaitingThread { try listener.accept() }
        thread.awaitSleep()
        try listener.close()
        let client = try Socket.connected(to: address)
        defer { try? client.close() }
        let (server, peer) = try thread.value()
        #expect(try peer == client.localAddress())
        try server.close()
        // Only now is nobody left to hold the listener.
        #expect(Socket.errno { try Socket.connected(to: address).close() } == "ECONNREFUSED")
    }

    @Test func closeUnderRecv_leavesTheThreadThere() throws {
        let pair = try ConnectedPair()
        defer { for socket in [pair.client, pair.listener] { try? socket.close() } }
        let server = pair.server
        let thread = WaitingThread { try server.recvTextFromStack() }
        thread.awaitSleep()
        try server.close()
        try pair.client.send("late")
        #expect(try thread.value() == "late")
    }

    @Test func shutdown_endsAWaitingRecvWithZero() throws {
        let pair = try ConnectedPair()
        defer { pair.close() }
        let server = pair.server
        let thread = WaitingThread { try server.recvTextFromStack() }
        thread.awaitSleep()
        try server.shutdown(.both)
        #expect(try thread.value().isEmpty)
    }

    @Test func shutdown_endsAWaitingAcceptWithAnError() throws {
        let listener = try Socket.listening()
        defer { try? listener.close() }
        let thread = WaitingThread { try listener.accept().1 }
        thread.awaitSleep()
        try listener.shutdown(.both)
        #expect(Socket.errno { _ = try thread.value() } == "EINVAL")
    }

    /// What ends a thread that waits on a UDP socket: a datagram to oneself, or a time-out set beforehand.
    @Test func datagramToOneself_endsAWaitingRecvfrom() throws {
        let socket = try Socket.datagram()
        defer { try? socket.close() }
        let thread = WaitingThread { try socket.recvTextFromStack() }
        thread.awaitSleep()
        try socket.sendto("enough", try socket.localAddress())
        #expect(try thread.value() == "enough")
    }

    @Test func receiveTimeout_endsAWaitingRecvfrom() throws {
        let socket = try Socket.datagram()
        defer { try? socket.close() }
        try socket.setReceiveTimeout(seconds: 0.01)
        #expect(Socket.errno { _ = try socket.recvTextFromStack() } == "EAGAIN")
    }

    /// `poll` told both of one caller. Who comes second waits in `accept`, until there is another.
    @Test func acceptAfterPoll_mayWaitWhereTwoThreadsAccept() throws {
        let listener = try Socket.listening()
        defer { try? listener.close() }
        let address = try listener.localAddress()
        let clients = [try Socket.connected(to: address)]
        #expect(isReady(listener) && isReady(listener), "both have asked, and neither has accepted")
        let first = WaitingThread { try listener.accept() }
        let (taken, _) = try first.value()
        let second = WaitingThread { try listener.accept() }
        second.awaitSleep()
        #expect(!isReady(listener))
        let another = try Socket.connected(to: address)
        let (late, peer) = try second.value()
        #expect(try peer == another.localAddress())
        for socket in clients + [taken, another, late] { try? socket.close() }
    }

    private func isReady(_ socket: Socket) -> Bool {
        var target = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&target, 1, 0) == 1
    }
}
