import Foundation
import Sockets
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What lessons 1, 4, 5 and 16 say that the machine's own loopback cannot show: measured in networks that the tests make.
@Suite(.enabled(if: OwnNetwork.isPossible, "skipped: no network namespaces, or no iproute2 here"))
struct KernelFactsNetworkTests {
    /// Lesson 4: the number in `listen` bounds the half-open connections, too, and what comes above it gets a SYN cookie.
    @Test(.timeLimit(.minutes(1)), arguments: [(0, 1), (2, 3), (5, 6), (20, 21)])
    func listen_boundsHalfOpenConnections(backlog: Int, kept: Int) throws {
        let counts = try OwnNetwork.run {
            try OwnNetwork.makeNeighbourhood()
            try OwnNetwork.set("ipv4/tcp_syncookies", "1")
            let listener = try Socket.listening(at: .ipv4(OwnNetwork.here, port: 0), backlog: backlog)
            defer { try? listener.close() }
            let address = try listener.localAddress()
            for port in UInt16(2001)...2040 { try Packet.syn(from: .ipv4(OwnNetwork.neighbour, port: port), to: address).send() }
            // Each of the forty is kept or answered by a cookie, sooner or later.
            while try halfOpen(at: address) + cookies() < 40 { sched_yield() }
            return (try halfOpen(at: address), try cookies())
        }
        #expect(counts == (kept, 40 - kept), "differs on this kernel")
    }

    /// Lesson 4: with cookies a caller still gets in while the half-open ones fill their queue.
    @Test func fullQueueOfHalfOpenConnections_keepsNobodyOut() throws {
        try OwnNetwork.run {
            try OwnNetwork.makeNeighbourhood()
            try OwnNetwork.set("ipv4/tcp_syncookies", "1")
            let listener = try Socket.listening(at: .ipv4(OwnNetwork.here, port: 0), backlog: 2)
            let address = try listener.localAddress()
            for port in UInt16(2001)...2040 { try Packet.syn(from: .ipv4(OwnNetwork.neighbour, port: port), to: address).send() }
            let client = try Socket.connected(to: address)
            for socket in [client, listener] { try socket.close() }
        }
    }

    /// Lesson 1: a machine that is switched off, on the same network. (Here its neighbours are asked once, for 10 ms; by
    /// default they are asked three times, a second each.)
    @Test func machineOfOwnNetworkThatIsOff_isUnreachable() throws {
        let errno = try OwnNetwork.run {
            try OwnNetwork.makeNeighbourhood()
            try OwnNetwork.set("ipv4/neigh/v0/mcast_solicit", "1")
            try OwnNetwork.set("ipv4/neigh/v0/retrans_time_ms", "10")
            return Socket.errno { try Socket.connected(to: .ipv4(OwnNetwork.nobody, port: 8080)).close() }
        }
        #expect(errno == "EHOSTUNREACH")
    }

    @Test func neighboursAreAskedForThreeSeconds() throws {
        let times = try OwnNetwork.run {
            try OwnNetwork.makeNeighbourhood()
            return try ["mcast_solicit", "retrans_time_ms"].map { name in
                try String(contentsOfFile: "/proc/sys/net/ipv4/neigh/v0/" + name, encoding: .utf8)
            }
        }
        #expect(times == ["3\n", "1000\n"], "differs on this machine")
    }

    /// Lesson 16: a client that closes first keeps one port after the other. (By default this kernel gives a port of the
    /// loopback again after a second; a slow machine would see that.)
    @Test func clientThatClosesFirst_runsOutOfPorts() throws {
        let (calls, errno) = try OwnNetwork.run {
            try OwnNetwork.set("ipv4/ip_local_port_range", "40000 40019")
            try OwnNetwork.set("ipv4/tcp_tw_reuse", "0")
            let listener = try Socket.listening(at: .loopback(port: 8080))
            defer { try? listener.close() }
            return try talk(to: listener, atMost: 60) { client, server in (client, server) }
        }
        #expect(calls == 20 && errno == "EADDRNOTAVAIL")
    }

    @Test func serverThatClosesFirst_costsTheClientNoPort() throws {
        let (calls, errno) = try OwnNetwork.run {
            try OwnNetwork.set("ipv4/ip_local_port_range", "40000 40019")
            let listener = try Socket.listening(at: .loopback(port: 8080))
            defer { try? listener.close() }
            return try talk(to: listener, atMost: 60) { client, server in (server, client) }
        }
        #expect(calls == 60 && errno == nil)
    }

    /// Lesson 5: what has not left a slow interface fills the sender's buffer; `sendto` would wait.
    @Test(.enabled(if: OwnNetwork.canShape, "skipped: tc cannot make an interface slow here"))
    func slowInterface_makesAUDPSenderWait() throws {
        let (free, slow) = try OwnNetwork.run {
            try OwnNetwork.makeNeighbourhood()
            let free = try datagramsTaken(of: 600)
            try OwnNetwork.ip(OwnNetwork.slowly)
            return (free, try datagramsTaken(of: 600))
        }
        #expect(free == 600)
        #expect((1..<600).contains(slow))
    }
}

/// One connection after the other, until `connect` fails or there were enough: how many there were, and the error.
private func talk(
    to listener: Socket, atMost most: Int, order: (Socket, Socket) -> (first: Socket, second: Socket)
) throws -> (Int, String?) {
    let address = try listener.localAddress()
    for calls in 0..<most {
        let client = try Socket(.tcp)
        if let errno = Socket.errno(of: { try client.connect(address) }) {
            try client.close()
            return (calls, errno)
        }
        let (first, second) = order(client, try listener.accept().0)
        try first.close()
        _ = try second.recv(1)
        try second.close()
    }
    return (most, nil)
}

/// How many of so many datagrams to the neighbour a socket takes without waiting.
private func datagramsTaken(of count: Int) throws -> Int {
    let socket = try Socket.datagram(at: nil)
    defer { try? socket.close() }
    try socket.connect(.ipv4(OwnNetwork.neighbour, port: 9))
    let datagram = String(repeating: "x", count: 1_400)
    var taken = 0
    while taken < count, Socket.errno(of: { try socket.send(datagram, flags: .dontWait) }) == nil { taken += 1 }
    return taken
}

/// The kernel lists a half-open connection in state 03, SYN_RECV.
private func halfOpen(at address: Address) throws -> Int {
    let port = ":" + String(address.port ?? 0, radix: 16, uppercase: true)
    return try OwnNetwork.list("tcp").split(separator: "\n").map { $0.split(separator: " ") }
        .count { $0.count > 3 && $0[1].hasSuffix(port) && $0[3] == "03" }
}

/// `SyncookiesSent`: below the names stand the numbers.
private func cookies() throws -> Int {
    let lines = try OwnNetwork.list("netstat").split(separator: "\n").filter { $0.hasPrefix("TcpExt:") }
        .map { $0.split(separator: " ") }
    guard lines.count == 2, let place = lines[0].firstIndex(of: "SyncookiesSent"), lines[1].indices.contains(place) else {
        throw OwnNetwork.Refused(what: "SyncookiesSent")
    }
    return Int(lines[1][place]) ?? 0
}

/// An IPv4 packet that carries a TCP segment without data, written by hand.
private struct Packet {
    private let bytes: [UInt8]
    private let target: IPv4Host

    static func syn(from: Address, to: Address) throws -> Packet {
        guard case .ipv4(let source, let sourcePort) = from, case .ipv4(let target, let port) = to else {
            throw OwnNetwork.Refused(what: "a packet from \(from) to \(to)")
        }
        let ends = source.bytes + target.bytes
        var segment = sourcePort.bytes + port.bytes + [0, 0, 3, 232] + [0, 0, 0, 0] + [0x50, 0x02, 0xFA, 0, 0, 0, 0, 0]
        segment.replaceSubrange(16..<18, with: checksum(ends + [0, 6, 0, 20] + segment).bytes)
        // The kernel fills in the checksum of this one (raw(7)).
        let header: [UInt8] = [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0] + ends
        return Packet(bytes: header + segment, target: target)
    }

    func send() throws {
        let raw = Socket(descriptor: socket(AF_INET, Int32(SOCK_RAW.rawValue), Int32(IPPROTO_RAW)))
        guard raw.descriptor >= 0 else { throw OwnNetwork.Refused(what: "a raw socket: errno \(errno)") }
        defer { try? raw.close() }
        try raw.sendto(bytes, .ipv4(target, port: 0))
    }

    /// The ones' complement of the sum of all pairs of bytes (RFC 1071).
    private static func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum = stride(from: 0, to: bytes.count, by: 2).reduce(0) { $0 + Int(bytes[$1]) << 8 + Int(bytes[$1 + 1]) }
        while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
        return ~UInt16(sum)
    }
}

extension IPv4Host {
    fileprivate var bytes: [UInt8] { [a, b, c, d] }
}

extension UInt16 {
    fileprivate var bytes: [UInt8] { [UInt8(self >> 8), UInt8(self & 0xFF)] }
}
