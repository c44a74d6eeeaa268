import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Plain sockets, without engine and recorder: what the running kernel does.
extension Socket {
    static func listening(reuse: Bool = false, at address: Address = .loopback(), backlog: Int = 5) throws -> Socket {
        let socket = try Socket(address.kindOfStream)
        do {
            if reuse { try socket.setOption(.reuseAddress, true) }
            try socket.bind(address)
            try socket.listen(backlog: backlog)
            return socket
        } catch {
            try socket.close()
            throw error
        }
    }

    /// Whether this machine has ::1.
    static let hasIPv6: Bool = {
        guard let socket = try? Socket(.tcp6) else { return false }
        defer { try? socket.close() }
        return (try? socket.bind(.loopback6())) != nil
    }()

    static func connected(to address: Address) throws -> Socket {
        let socket = try Socket(address.kindOfStream)
        try socket.connect(address)
        return socket
    }

    static func datagram(at address: Address? = .loopback()) throws -> Socket {
        let socket = try Socket(.udp)
        if let address { try socket.bind(address) }
        return socket
    }

    @discardableResult
    func send(_ text: String, flags: MessageFlags = []) throws -> Int {
        try Array(text.utf8).withUnsafeBytes { try send($0, flags: flags) }
    }

    @discardableResult
    func sendto(_ bytes: [UInt8], _ address: Address) throws -> Int {
        try bytes.withUnsafeBytes { try sendto($0, address) }
    }

    @discardableResult
    func sendto(_ text: String, _ address: Address) throws -> Int { try sendto(Array(text.utf8), address) }

    func recv(_ size: Int, flags: MessageFlags = []) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: size)
        let count = try buffer.withUnsafeMutableBytes { try recv(into: $0, flags: flags) }
        return Array(buffer.prefix(count))
    }

    func recvText(_ size: Int, flags: MessageFlags = []) throws -> String {
        String(decoding: try recv(size, flags: flags), as: UTF8.self)
    }

    /// Waits, without guessing how long, until so many bytes are there to be read.
    func awaitUnread(_ count: Int) {
        while (unreadBytes ?? count) < count { sched_yield() }
    }

    /// The errno's name, when the body fails with one.
    static func errno(of body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? SocketError)?.errno.name }
    }

    /// A number of `struct tcp_info`, by its offset there (linux/tcp.h); nil where the kernel's has not grown to it.
    func tcpInfo(at offset: Int) -> UInt32? {
        var buffer = [UInt8](repeating: 0, count: 512)
        var length = socklen_t(buffer.count)
        let result = getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &buffer, &length)
        guard result == 0, Int(length) >= offset + 4 else { return nil }
        return buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    }

    /// `tcpi_data_segs_out`: segments with data that were sent.
    var dataSegmentsSent: UInt32? { tcpInfo(at: 156) }
}

extension Address {
    /// The stream socket for it.
    var kindOfStream: SocketKind {
        switch self {
        case .ipv4: .tcp
        case .ipv6: .tcp6
        case .unix: .unixStream
        }
    }
}

/// A client and the server's end of its connection.
struct ConnectedPair {
    let listener: Socket
    let client: Socket
    let server: Socket

    init(reuse: Bool = false) throws {
        listener = try .listening(reuse: reuse)
        client = try .connected(to: try listener.localAddress())
        server = try listener.accept().0
    }

    func close() {
        for socket in [client, server, listener] { try? socket.close() }
    }
}
