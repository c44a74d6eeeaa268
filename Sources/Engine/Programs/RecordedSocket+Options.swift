import Sockets
import Synchronization
import SystemPackage
import Transcripts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the program set itself, where the lab has set something else underneath.
struct OwnOptions: Sendable {
    var noDelay: Bool?
    var sendBuffer: Int?
    var receiveBuffer: Int?
}

extension RecordedSocket {
    static let bufferSize = 65_536
    static let readable = Int32(POLLIN)
    static let writable = Int32(POLLOUT)

    /// The kernel's own timers must not decide: without Nagle's algorithm and with buffers of a fixed size, what a
    /// call finds depends on the order of the calls alone.
    func prepare() {
        if kind.isUDP { countDrops() }
        // A server that the student starts again by hand shall not have to wait for TIME_WAIT.
        if run.isLive, kind.isTCP, lane.participant.role == .server { try? raw.setOption(.reuseAddress, true) }
        guard kind.isTCP, run.hasLabSettings else { return }
        try? raw.setOption(.noDelay, true)
        try? raw.setOption(.sendBuffer, Self.bufferSize)
        try? raw.setOption(.receiveBuffer, Self.bufferSize)
    }

    private func countDrops() { raw.countDrops() }

    /// An accepted socket has the listener's options (tcp(7)); O_NONBLOCK it has not.
    func inheritOptions() {}

    /// The corresponding C function is `setsockopt`.
    package func setOption(_ option: BooleanOption, _ on: Bool) throws {
        try set(option.rawValue, on ? "1" : "0") { () throws(SocketError) in
            if option == .noDelay, hasLabOptions {
                own.noDelay = on
            } else {
                try raw.setOption(option, on)
            }
        }
    }

    package func setOption(_ option: IntegerOption, _ value: Int) throws {
        try set(option.rawValue, String(value)) { () throws(SocketError) in
            // The program's own wish is honoured: its scenario is about just that.
            try raw.setOption(option, value)
            if option == .sendBuffer { own.sendBuffer = value } else { own.receiveBuffer = value }
            run.hasOwnBuffers.store(true, ordering: .relaxed)
        }
    }

    /// SO_RCVTIMEO: `recv` and `accept` fail with EAGAIN after so many seconds; 0 means never.
    package func setReceiveTimeout(seconds: Double) throws {
        try set("SO_RCVTIMEO", "\(seconds) s") { () throws(SocketError) in
            receiveTimeout = seconds > 0 ? seconds : nil
            try raw.setReceiveTimeout(seconds: seconds)
        }
    }

    /// SO_SNDTIMEO.
    package func setSendTimeout(seconds: Double) throws {
        try set("SO_SNDTIMEO", "\(seconds) s") { () throws(SocketError) in
            sendTimeout = seconds > 0 ? seconds : nil
            try raw.setSendTimeout(seconds: seconds)
        }
    }

    /// Whether somebody else may feel what is set here: the socket has a place where others meet it, or threads share it.
    private var isFelt: Bool { local != nil || connection != nil || lane.isThreaded }

    private func set(_ option: String, _ value: String, _ call: () throws(SocketError) -> Void) throws {
        let thread = try LabThread.current()
        let intent = Intent(call: .setsockopt, socket: self, sharing: isFelt ? .everyOrder : .never)
        try thread.perform(
            intent,
            describe: {
                $0.option = option
                $0.value = value
            }
        ) { _ throws(SocketError) in
            try checkOpen(.setsockopt)
            try call()
        }
    }

    /// Python's `setblocking(False)`: O_NONBLOCK. A call that would wait fails with EAGAIN instead.
    package func setBlocking(_ blocks: Bool) throws {
        let thread = try LabThread.current()
        let intent = Intent(call: .fcntl, socket: self, sharing: .amongThreads)
        try thread.perform(intent, describe: { $0.detail = blocks ? "blocking" : "O_NONBLOCK" }) { _ throws(SocketError) in
            try checkOpen(.fcntl)
            isNonblocking = !blocks
            if run.isFree { try raw.setNonblocking(!blocks) }
        }
    }

    /// The corresponding C function is `getsockopt`.
    package func option(_ option: BooleanOption) throws -> Bool {
        try get(option.rawValue, { $0 ? "1" : "0" }) { () throws(SocketError) in
            option == .noDelay && hasLabOptions ? own.noDelay ?? false : try raw.option(option)
        }
    }

    package func option(_ option: IntegerOption) throws -> Int {
        try get(option.rawValue, { String($0) }) { () throws(SocketError) in
            let wish = option == .sendBuffer ? own.sendBuffer : own.receiveBuffer
            return hasLabOptions && wish == nil ? try systemDefault(option) : try raw.option(option)
        }
    }

    private var hasLabOptions: Bool { kind.isTCP && run.hasLabSettings }

    /// What a fresh socket of this kind has, without the lab.
    private func systemDefault(_ option: IntegerOption) throws(SocketError) -> Int {
        let fresh = try Socket(kind)
        defer { try? fresh.close() }
        return try fresh.option(option)
    }

    private func get<Value>(
        _ option: String, _ text: (Value) -> String, _ call: () throws(SocketError) -> Value
    ) throws -> Value {
        let thread = try LabThread.current()
        let intent = Intent(call: .getsockopt, socket: self, sharing: .never)
        return try thread.perform(intent, describe: { $0.option = option }) { event throws(SocketError) in
            try checkOpen(.getsockopt)
            let value = try call()
            event.value = text(value)
            return value
        }
    }

    /// The corresponding C function is `getsockname`.
    package func localAddress() throws -> Address {
        let thread = try LabThread.current()
        let intent = Intent(call: .getsockname, socket: self, sharing: .never)
        return try thread.perform(intent) { event throws(SocketError) in
            try checkOpen(.getsockname)
            let address = try raw.localAddress()
            event.local = address
            return address
        }
    }

    /// The corresponding C function is `getpeername`. ENOTCONN after a reset.
    package func peerAddress() throws -> Address {
        let thread = try LabThread.current()
        let intent = Intent(call: .getpeername, socket: self)
        return try thread.perform(intent) { event throws(SocketError) in
            try checkOpen(.getpeername)
            let address = try raw.peerAddress()
            event.peer = address
            return address
        }
    }
}
