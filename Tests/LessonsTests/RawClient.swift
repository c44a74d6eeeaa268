import Sockets

/// A client of a served lesson, without engine and recorder, that does what no lesson's client would do.
struct RawClient {
    let socket: Socket
    let served: ServedLesson
    private let name: String

    /// `room`: bytes for what it does not read, more or less; nil: what the kernel gives.
    init(_ served: ServedLesson, room: Int? = nil) throws {
        self.served = served
        let address = served.address
        socket = try Socket(address.kindOfStream)
        if let room { try socket.setOption(.receiveBuffer, room) }
        // A Unix socket has no name of its own unless it is bound.
        if address.port == nil { try socket.bind(served.folder.newPath()) }
        try socket.connect(address)
        if address.port != nil { try socket.setOption(.noDelay, true) }
        name = ServedLesson.name(of: RecordedAddress(try socket.localAddress()))
        served.isCalled(by: name)
    }

    /// What came until the server closed, or until it reset the connection.
    struct Reply: Equatable, CustomStringConvertible {
        var bytes: [UInt8] = []
        var isReset = false

        var description: String {
            let text = String(decoding: bytes.prefix(60), as: UTF8.self)
            return "\(bytes.count) bytes \(text.debugDescription)\(isReset ? ", then a reset" : "")"
        }
    }

    /// Sends the pieces, each when the server has received what came before it, then the end; returns all that came back.
    ///
    /// `isRead` false: that cannot be told, and nobody waits.
    static func converse(with served: ServedLesson, _ pieces: [[UInt8]], isRead: Bool = true) throws -> Reply {
        let client = try RawClient(served)
        defer { client.close() }
        var sent = 0
        for piece in pieces {
            guard client.send(piece) else { break }
            sent += piece.count
            if isRead { client.waitUntilRead(sent) }
        }
        try? client.socket.shutdown(.write)
        return client.readToEnd()
    }

    /// False when the server has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let count = try? rest.withUnsafeBytes({ try socket.send($0) }) else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends again and again and reads nothing, until the server has closed.
    func flood(with bytes: [UInt8]) throws {
        try socket.setNonblocking(true)
        while !served.isOver(with: name) { _ = try? bytes.withUnsafeBytes { try socket.send($0) } }
    }

    /// Returns when the server has accepted this client and received so many of its bytes, or hung up.
    func waitUntilRead(_ count: Int) { served.waitUntilRead(count, from: name) }

    func waitUntilOver() { served.waitUntilOver(with: name) }

    func read(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try socket.recv(count - bytes.count)
            if more.isEmpty { break }
            bytes += more
        }
        return bytes
    }

    func readToEnd() -> Reply {
        var reply = Reply()
        while true {
            guard let more = try? socket.recv(65_536) else {
                reply.isReset = true
                return reply
            }
            if more.isEmpty { return reply }
            reply.bytes += more
        }
    }

    /// `byReset`: over TCP. A Unix socket that is closed with unread bytes resets its connection, any other one ends it.
    func close(byReset: Bool = false) {
        if byReset { try? socket.setLingerZero() }
        try? socket.close()
    }
}
