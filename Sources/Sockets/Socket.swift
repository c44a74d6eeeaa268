import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A socket descriptor with BSD's calls. A thin struct: copies share the descriptor, and whoever owns it closes it.
///
/// Every call fails with a `SocketError` whose errno was copied on the line after the call. EINTR is an error
/// like any other here; the engine's seam retries.
package struct Socket: Sendable, Hashable {
    package let descriptor: Int32

    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// The corresponding C function is `socket`, with SOCK_CLOEXEC.
    package init(_ kind: SocketKind, nonblocking: Bool = false) throws(SocketError) {
        let descriptor = clinux_socket(kind.domain, kind.type, nonblocking ? 1 : 0)
        let error = errno
        guard descriptor >= 0 else { throw SocketError("socket", Errno(rawValue: error)) }
        self.descriptor = descriptor
        #if canImport(Darwin)
            try suppressSignal()
        #endif
    }

    /// The corresponding C function is `bind`.
    package func bind(_ address: Address) throws(SocketError) {
        try checkRepresentable(address, "bind")
        let result = address.withRaw { sysBind(descriptor, $0, $1) }
        let error = errno
        if result < 0 { throw SocketError("bind", Errno(rawValue: error), address: address) }
    }

    /// The corresponding C function is `listen`. `backlog` is capped at net.core.somaxconn (listen(2)).
    package func listen(backlog: Int) throws(SocketError) {
        let result = sysListen(descriptor, Int32(clamping: backlog))
        let error = errno
        if result < 0 { throw SocketError("listen", Errno(rawValue: error)) }
    }

    /// The corresponding C function is `accept4`, with SOCK_CLOEXEC.
    package func accept(nonblocking: Bool = false) throws(SocketError) -> (Socket, Address) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withRawStorage(&storage) { clinux_accept(descriptor, $0, &length, nonblocking ? 1 : 0) }
        let error = errno
        guard result >= 0 else { throw SocketError("accept", Errno(rawValue: error)) }
        return (Socket(descriptor: result), Address(&storage, length: length) ?? .unix(path: ""))
    }

    /// The corresponding C function is `connect`. On a non-blocking socket EINPROGRESS means: poll for POLLOUT,
    /// then ask `pendingError`.
    package func connect(_ address: Address) throws(SocketError) {
        try checkRepresentable(address, "connect")
        let result = address.withRaw { sysConnect(descriptor, $0, $1) }
        let error = errno
        if result < 0 { throw SocketError("connect", Errno(rawValue: error), address: address) }
    }

    /// The corresponding C function is `send`, with MSG_NOSIGNAL. Returns how many bytes the kernel took.
    package func send(_ bytes: UnsafeRawBufferPointer, flags: MessageFlags = .none) throws(SocketError) -> Int {
        let result = sysSend(descriptor, bytes.baseAddress, bytes.count, flags.union(.noSignal).rawValue)
        let error = errno
        guard result >= 0 else { throw SocketError("send", Errno(rawValue: error)) }
        return result
    }

    /// The corresponding C function is `recv`. 0 bytes of a stream: the peer closed its sending side.
    package func recv(
        into buffer: UnsafeMutableRawBufferPointer, flags: MessageFlags = .none
    ) throws(SocketError) -> Int {
        let result = sysRecv(descriptor, buffer.baseAddress, buffer.count, flags.rawValue)
        let error = errno
        guard result >= 0 else { throw SocketError("recv", Errno(rawValue: error)) }
        return result
    }

    /// The corresponding C function is `shutdown`.
    package func shutdown(_ how: ShutdownHow) throws(SocketError) {
        let result = sysShutdown(descriptor, how.raw)
        let error = errno
        if result < 0 { throw SocketError("shutdown", Errno(rawValue: error)) }
    }

    /// The corresponding C function is `close`. On Linux the descriptor is gone even when it fails (close(2)).
    package func close() throws(SocketError) {
        let (result, error) = SpawnGuard.closing { sysClose(descriptor) }
        if result < 0 { throw SocketError("close", Errno(rawValue: error)) }
    }

    private func checkRepresentable(_ address: Address, _ operation: String) throws(SocketError) {
        guard !address.isRepresentable else { return }
        throw SocketError(operation, .fileNameTooLong, address: address)
    }
}

func withRawStorage<Result>(_ storage: inout sockaddr_storage, _ body: (UnsafeMutablePointer<sockaddr>) -> Result) -> Result {
    withUnsafeMutablePointer(to: &storage) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
}
