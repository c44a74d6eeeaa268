#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Flags of `send` and `recv`.
package struct MessageFlags: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// What `[]` says, at no cost: that literal goes through a generic initializer of the library, 50 ns a call.
    package static var none: MessageFlags { MessageFlags(rawValue: 0) }
    /// Look at the bytes and leave them.
    package static let peek = MessageFlags(rawValue: Int32(MSG_PEEK))
    /// `recv`: wait until all the bytes asked for are there.
    package static let waitAll = MessageFlags(rawValue: Int32(MSG_WAITALL))
    /// Fail with EAGAIN instead of waiting.
    package static let dontWait = MessageFlags(rawValue: Int32(MSG_DONTWAIT))
    /// `recvfrom`: return the datagram's true length.
    package static let truncate = MessageFlags(rawValue: Int32(MSG_TRUNC))
    #if canImport(Darwin)
        static let noSignal = MessageFlags([])
    #else
        static let noSignal = MessageFlags(rawValue: Int32(MSG_NOSIGNAL))
    #endif

    /// BSD's names of the flags that are set.
    package var names: [String] {
        let all: [(MessageFlags, String)] = [
            (.peek, "MSG_PEEK"), (.waitAll, "MSG_WAITALL"), (.dontWait, "MSG_DONTWAIT"), (.truncate, "MSG_TRUNC"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

/// Which direction `shutdown` ends.
package enum ShutdownHow: String, Sendable {
    case read = "SHUT_RD"
    case write = "SHUT_WR"
    case both = "SHUT_RDWR"

    var raw: Int32 {
        switch self {
        case .read: Int32(SHUT_RD)
        case .write: Int32(SHUT_WR)
        case .both: Int32(SHUT_RDWR)
        }
    }
}
