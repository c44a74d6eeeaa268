/// A call that a participant made: BSD's names for the socket calls, and the few others a reader must see.
package enum Call: String, Sendable, CaseIterable {
    case socket, bind, listen, accept, connect
    case send, recv, sendto, recvfrom
    case shutdown, close
    case setsockopt, getsockopt, getsockname, getpeername
    case fcntl, poll, socketpair
    // Not socket calls.
    case print, input, sleep, run
    // A cell that threads of a participant share.
    case load, store

    /// Whether the call takes bytes, a connection or an end of stream from the other side.
    package var receives: Bool {
        switch self {
        case .recv, .recvfrom, .accept: true
        default: false
        }
    }

    /// Whether the call hands bytes to the kernel.
    package var sends: Bool { self == .send || self == .sendto }
}
