import Sockets
import SystemPackage
import Transcripts

extension RecordedSocket {
    /// A listening TCP socket's queue: connections that wait for `accept`, and the backlog. The corresponding C function
    /// is `getsockopt` with TCP_INFO.
    package func listenQueue() throws -> (waiting: Int, backlog: Int) {
        try ask("TCP_INFO", text: { "\($0.waiting) waiting, backlog \($0.backlog)" }) { () throws(SocketError) in
            guard let queue = raw.listenQueue else { throw SocketError("getsockopt", .notSupported) }
            return queue
        }
    }

    /// The connection's state: `ESTABLISHED`, `CLOSE_WAIT` … The corresponding C function is `getsockopt` with TCP_INFO.
    package func state() throws -> TCPState {
        try ask("TCP_INFO", text: \.rawValue) { () throws(SocketError) in try raw.tcpState() }
    }

    /// How many packets with data this end has sent. The corresponding C function is `getsockopt` with TCP_INFO.
    package func packetsSent() throws -> Int {
        try ask("TCP_INFO", text: { $0 == 1 ? "1 packet with data sent" : "\($0) packets with data sent" }) {
            () throws(SocketError) in try raw.packetsSent()
        }
    }

    /// Who is at the other end of a Unix socket: process, user, group. The corresponding C function is `getsockopt` with
    /// SO_PEERCRED.
    package func peerCredentials() throws -> PeerCredentials {
        try ask("SO_PEERCRED", text: \.description) { () throws(SocketError) in try raw.peerCredentials() }
    }

    private func ask<Value>(
        _ option: String, text: (Value) -> String, _ call: () throws(SocketError) -> Value
    ) throws -> Value {
        let thread = try LabThread.current()
        let intent = Intent(call: .getsockopt, socket: self)
        return try thread.perform(intent, describe: { $0.option = option }) { event throws(SocketError) in
            try checkOpen(.getsockopt)
            let value = try call()
            event.value = text(value)
            return value
        }
    }

    // MARK: One to many

    /// Joins a multicast group on the loopback interface. The corresponding C function is `setsockopt` with
    /// IP_ADD_MEMBERSHIP.
    package func join(group: IPv4Host) throws {
        try change("IP_ADD_MEMBERSHIP", group.description, group: group) { () throws(SocketError) in
            try raw.join(group: group)
        }
    }

    /// Sends multicast through the loopback interface, and lets this machine receive it: IP_MULTICAST_IF and
    /// IP_MULTICAST_LOOP.
    package func sendMulticastOverLoopback() throws {
        try change("IP_MULTICAST_IF", "127.0.0.1") { () throws(SocketError) in try raw.sendMulticastOverLoopback() }
    }

    private func change(
        _ option: String, _ value: String, group: IPv4Host? = nil, _ call: () throws(SocketError) -> Void) throws {
        let thread = try LabThread.current()
        let describe = { (event: inout RawRecord) in
            event.option = option
            event.value = value
            event.group = group
        }
        try thread.perform(Intent(call: .setsockopt, socket: self), describe: describe) { _ throws(SocketError) in
            try checkOpen(.setsockopt)
            try call()
        }
    }
}

extension Host {
    /// Two connected Unix sockets. The corresponding C function is `socketpair`.
    package func socketPair() throws -> (RecordedSocket, RecordedSocket) {
        let thread = try LabThread.current()
        return try thread.perform(Intent(call: .socketpair, sharing: .never)) { event throws(SocketError) in
            let (first, second) = try Socket.pair(nonblocking: !run.isFree)
            let ends = (
                RecordedSocket(first, .unixStream, run: run, lane: lane),
                RecordedSocket(second, .unixStream, run: run, lane: lane)
            )
            run.registry.pairUp(ends.0, ends.1)
            event.socket = ends.0.name
            event.accepted = ends.1.name
            return ends
        }
    }

    /// Where another participant's first datagram socket is. Waits until it has one. When it ends without, or does not take
    /// part: an address where nobody listens.
    package func address(of participant: String) throws -> Address {
        let thread = try LabThread.current()
        if let lane = run.lanes.first(where: { $0.name == participant }) { try run.awaitAddress(of: lane, on: thread) }
        return try run.registry.firstAddress(of: participant) ?? run.addressForClients()
    }
}
