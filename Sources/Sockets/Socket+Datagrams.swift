import CLinux
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `recvfrom` brought.
package struct ReceivedDatagram: Sendable {
    /// Bytes in the buffer.
    package var count: Int
    /// The datagram's true length; more than `count` when the rest was thrown away.
    package var length: Int
    /// nil on a connected socket of some systems, and for a sender without a name.
    package var sender: Address?
    /// Datagrams that the kernel has dropped for this socket so far (SO_RXQ_OVFL, Linux).
    package var dropped: UInt32
}

extension Socket {
    /// The corresponding C function is `sendto`, with MSG_NOSIGNAL.
    package func sendto(
        _ bytes: UnsafeRawBufferPointer, _ address: Address, flags: MessageFlags = []
    ) throws(SocketError) -> Int {
        guard address.isRepresentable else { throw SocketError("sendto", .fileNameTooLong, address: address) }
        let flags = flags.union(.noSignal).rawValue
        let result = address.withRaw { sysSendto(descriptor, bytes.baseAddress, bytes.count, flags, $0, $1) }
        let error = errno
        guard result >= 0 else { throw SocketError("sendto", Errno(rawValue: error), address: address) }
        return result
    }

    /// The corresponding C function is `recvmsg` for one datagram, so that its true length is known. `operation` is
    /// what the caller calls it in errors.
    package func recvfrom(
        into buffer: UnsafeMutableRawBufferPointer, flags: MessageFlags = [], as operation: String = "recvfrom"
    ) throws(SocketError) -> ReceivedDatagram {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var dropped: UInt32 = 0
        let result = withRawStorage(&storage) {
            clinux_recv_datagram(descriptor, buffer.baseAddress, buffer.count, flags.rawValue, $0, &length, &dropped)
        }
        let error = errno
        guard result >= 0 else { throw SocketError(operation, Errno(rawValue: error)) }
        let sender = length > 0 ? Address(&storage, length: length) : nil
        return ReceivedDatagram(count: min(result, buffer.count), length: result, sender: sender, dropped: dropped)
    }
}

@inline(__always)
private func sysSendto(
    _ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32,
    _ address: UnsafePointer<sockaddr>, _ length: socklen_t
) -> Int {
    sendto(descriptor, bytes, count, flags, address, length)
}
