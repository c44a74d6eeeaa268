import Sockets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What went to and fro in one conversation.
struct Exchange: Equatable {
    var toServer: [UInt8] = []
    var toClient: [UInt8] = []
}

/// Stands between a client and a server, hands everything on and keeps a copy.
struct Relay {
    /// One connection of a client, until both sides have closed. A reset is handed on as a reset.
    static func stream(from listener: Socket, to server: Address) throws -> Exchange {
        let (client, _) = try listener.accept()
        let behind = try Socket.connected(to: server)
        defer { for socket in [client, behind] { try? socket.close() } }
        var exchange = Exchange()
        var (clientIsOpen, serverIsOpen) = (true, true)
        while clientIsOpen || serverIsOpen {
            switch wait(clientIsOpen ? client : nil, serverIsOpen ? behind : nil) {
            case .first: clientIsOpen = try pass(from: client, to: behind, &exchange.toServer)
            case .second: serverIsOpen = try pass(from: behind, to: client, &exchange.toClient)
            case .neither: break
            }
        }
        return exchange
    }

    /// Datagrams of one client, as long as it runs.
    static func datagrams(
        at front: Socket, to server: Address, while isRunning: () -> Bool
    ) throws -> (toServer: [[UInt8]], toClient: [[UInt8]]) {
        let behind = try Socket.datagram(at: nil)
        defer { try? behind.close() }
        try behind.connect(server)
        var sender: Address?
        var (toServer, toClient): ([[UInt8]], [[UInt8]]) = ([], [])
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            switch wait(front, behind, milliseconds: 20) {
            case .first:
                let datagram = try buffer.withUnsafeMutableBytes { try front.recvfrom(into: $0) }
                sender = datagram.sender
                toServer.append(Array(buffer.prefix(datagram.count)))
                try buffer[..<datagram.count].withUnsafeBytes { _ = try behind.send($0) }
            case .second:
                toClient.append(try behind.recv(buffer.count))
                if let sender { try front.sendto(toClient[toClient.count - 1], sender) }
            case .neither:
                if !isRunning() { return (toServer, toClient) }
            }
        }
    }

    private enum Readable { case first, second, neither }

    private static func wait(_ first: Socket?, _ second: Socket?, milliseconds: Int32 = -1) -> Readable {
        var entries = [first, second].map { pollfd(fd: $0?.descriptor ?? -1, events: Int16(POLLIN), revents: 0) }
        guard poll(&entries, 2, milliseconds) > 0 else { return .neither }
        return entries[0].revents != 0 ? .first : .second
    }

    /// False once that side has ended.
    private static func pass(from: Socket, to: Socket, _ copy: inout [UInt8]) throws -> Bool {
        do {
            let bytes = try from.recv(65_536)
            copy += bytes
            if bytes.isEmpty {
                try? to.shutdown(.write)
                return false
            }
            var rest = bytes[...]
            while !rest.isEmpty { rest = rest.dropFirst(try rest.withUnsafeBytes { try to.send($0) }) }
            return true
        } catch {
            // The one side is gone: the other is to see it too.
            try to.setLingerZero()
            try? to.shutdown(.both)
            return false
        }
    }
}
