import Sockets

/// Keeps a port of this machine, so that nobody else gets it, and answers nobody.
struct Placeholder {
    let address: Address
    private var socket: Socket?

    /// A TCP socket that is bound and does not listen, or a UDP socket that is connected: it takes datagrams from its
    /// peer alone, and nobody is that.
    init(_ kind: SocketKind, at host: IPv4Host) throws(SocketError) {
        let socket = try Socket(kind)
        do throws(SocketError) {
            try socket.bind(.ipv4(host, port: 0))
            address = try socket.localAddress()
            if kind == .udp { try socket.connect(address) }
        } catch {
            try? socket.close()
            throw error
        }
        self.socket = socket
    }

    /// The port may be taken.
    mutating func release() {
        try? socket?.close()
        socket = nil
    }
}
